import type { BatchJob } from '../../src/domain/batch';
import type { JsonObject } from '../../src/domain/errors';
import type { ProjectState, SolutionSpec } from '../../src/domain/resources';
import { nodeJob, nodeStudio, specOf, textFile, type NodeStudio } from './studio-in-node';

/** Six people, four films: a is had by all six, b by four, c by two, d by one. */
const WHO = { a: '123456', b: '1234', c: '12', d: '1' };
const rows = Object.entries(WHO).flatMap(([item, users], k) =>
  [...users].map((user) => `${user},${item},${1_700_000_000 + 1000 * k},${k % 2 === 0 ? 'tv' : 'phone'}`),
);
const files = [
  textFile('interactions.csv', ['USER_ID,ITEM_ID,TIMESTAMP,DEVICE', ...rows].join('\n')),
  textFile('items.csv', 'ITEM_ID,GENRE\na,drama\nb,comedy\nc,comedy|drama\nd,horror\n'),
  textFile('users.csv', 'USER_ID,AGE\n1,30\n2,20\n3,50\n4,60\n5,33\n6,41\n'),
];

/** A studio with a project of a few people in which batch jobs can be run. */
export interface BatchStudio {
  readonly node: NodeStudio;
  readonly state: ProjectState;
  /** The solution version of a recipe, trained when it is first asked for. */
  version(recipe: SolutionSpec['recipe']): Promise<string>;
}

/** @param interactions other events in the place of these, as CSV. */
export async function batchStudio({
  interactions,
  ...options
}: Parameters<typeof nodeStudio>[0] & { readonly interactions?: string } = {}): Promise<BatchStudio> {
  const node = nodeStudio(options);
  const events = interactions === undefined ? files[0] : textFile('interactions.csv', interactions);
  const proposal = await node.studio.inspectFiles(nodeJob(), [events, ...files.slice(1)]);
  const plan = { ...proposal.plan, profile: 'relaxed' as const };
  const target = { into: null, name: 'few' };
  const { state } = await node.studio.importFiles(nodeJob(), proposal.id, plan, target);
  const versions = new Map<string, string>();
  return {
    node,
    state,
    version: async (recipe) => {
      const arn = versions.get(recipe) ?? (await node.studio.train(nodeJob(), specOf(recipe))).arn;
      versions.set(recipe, arn);
      return arn;
    },
  };
}

/** Asks for a job over the text of one input file. @returns its id. */
export async function createBatch(
  { studio }: NodeStudio,
  solutionVersionArn: string,
  text: string | Blob,
  { jobName = 'nightly', operation = 'CreateBatchInferenceJob', ...more }: JsonObject = {},
): Promise<string> {
  const path = `s3://in/${String(jobName)}.jsonl`;
  studio.registerFile(path, typeof text === 'string' ? new Blob([text]) : text);
  const answer = await studio.invoke(String(operation), {
    jobName,
    solutionVersionArn,
    jobInput: { s3DataSource: { path } },
    jobOutput: { s3DataDestination: { path: 's3://out' } },
    ...more,
  });
  return String(answer.batchInferenceJobArn ?? answer.batchSegmentJobArn);
}

/** What the events last said of a job. */
export function batchJob({ events }: NodeStudio, arn: string): BatchJob {
  const states = events.flatMap((event) =>
    event.kind === 'state' && event.state !== null ? [event.state] : [],
  );
  const job = states.at(-1)?.service?.batchJobs.find((other) => other.arn === arn);
  if (job === undefined) throw new RangeError(`no job ${arn}`);
  return job;
}

/** Waits until a job has ended, one way or the other. */
export async function ended(node: NodeStudio, arn: string): Promise<BatchJob> {
  for (;;) {
    const job = batchJob(node, arn);
    if (job.status === 'ACTIVE' || job.status === 'CREATE FAILED') return job;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The output of a job that was made here. */
export async function outputOf({ studio }: NodeStudio): Promise<string | null> {
  return (await (await studio.readFile('s3://out/nightly.jsonl.out'))?.text()) ?? null;
}
