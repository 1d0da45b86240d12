import { type JsonObject, AppError } from '../../../src/domain/errors';
import type { ProjectState, SolutionRequest } from '../../../src/domain/resources';
import { blobSource, type SourceFile } from '../../../src/import/open/bytes/source';
import { zippedProject } from '../../../src/worker/project-file';
import { smallInteractions } from '../../support/scripted-recipe';
import { specOf, textFile } from '../../support/studio-in-node';
import { patience } from './patience';
import { projectNamed, stateOf, type Tab } from './tab';

/** Something that a person does, and that the product stores. */
export interface Operation {
  readonly name: string;
  /** What has to be there before, beyond what the base has; nothing fails meanwhile. */
  readonly before?: (tab: Tab) => Promise<void>;
  /** A search for settings lists a trial that has failed, and goes on with the others. */
  readonly bearsFailedTrials?: true;
  /** @throws AppError where the product refuses or gives up. */
  readonly run: (tab: Tab) => Promise<void>;
}

export const SHOP = 'shop';
const OTHER = 'other';

const shopFiles = (): readonly SourceFile[] => [
  textFile('interactions.csv', smallInteractions(16, 20, 14)),
  textFile(
    'items.csv',
    [
      'ITEM_ID,GENRE,PRICE',
      ...Array.from({ length: 20 }, (_, i) => `i${i},${i % 2 ? 'tea' : 'cups'},${i}.5`),
    ].join('\n'),
  ),
  textFile(
    'users.csv',
    ['USER_ID,AGE', ...Array.from({ length: 16 }, (_, i) => `u${i},${20 + i}`)].join('\n'),
  ),
];

async function importNew(tab: Tab, name: string, files: readonly SourceFile[]): Promise<void> {
  const { studio } = tab;
  const proposal = await studio.inspectFiles(tab.job(), files);
  const plan = { ...proposal.plan, profile: 'relaxed' as const };
  await studio.importFiles(tab.job(), proposal.id, plan, { into: null, name });
}

/** The device that every attack begins with: two projects, one with some of everything. */
export async function makeBase(tab: Tab): Promise<void> {
  const { studio } = tab;
  await importNew(tab, OTHER, [textFile('few.csv', smallInteractions(6, 8, 5))]);
  await importNew(tab, SHOP, shopFiles());
  const call = calling(tab);
  const datasetGroupArn = groupOf(await call('ListDatasetGroups', {}));
  await call('CreateEventTracker', { name: 'clicks', datasetGroupArn });
  await putEvents(tab, 'u1', 'i1');
  const { arn } = await studio.train(tab.job(), specOf('aws-popularity-count'));
  await studio.train(tab.job(), specOf('aws-sims'));
  await call('CreateFilter', {
    name: 'tea',
    datasetGroupArn,
    filterExpression: 'INCLUDE ItemID WHERE Items.GENRE IN ("tea")',
  });
  await call('CreateCampaign', { name: 'front', solutionVersionArn: arn });
  await batch(tab, 'first');
}

/** A project file of the base's project. */
let projectFile: Blob | null = null;
export async function makeProjectFile(tab: Tab): Promise<void> {
  projectFile = await tab.studio.exportProject(await projectNamed(tab, SHOP), (snapshot) =>
    zippedProject(snapshot, 'faults', tab.job()),
  );
}

/** A name that nothing has yet, where the operation is done again. */
const named = ({ attempts }: Tab, name: string): string => (attempts === 0 ? name : `${name}-${attempts}`);

type Call = (operation: string, input: object) => Promise<JsonObject>;
const calling =
  ({ studio }: Tab): Call =>
  (operation, input) =>
    studio.invoke(operation, JSON.parse(JSON.stringify(input)) as JsonObject);

const groupOf = ({ datasetGroups }: JsonObject): unknown =>
  (datasetGroups as readonly JsonObject[])[0].datasetGroupArn;

const versionOf = (tab: Tab, recipe: string): string => {
  const version = stateOf(tab).solutionVersions.find(
    ({ spec, status }) => spec.recipe === recipe && status === 'ACTIVE',
  );
  if (version === undefined) throw new RangeError(`no version of ${recipe}`);
  return version.arn;
};

const campaignOf = (tab: Tab): unknown => stateOf(tab).service?.campaigns[0].arn;
const datasetOf = (tab: Tab, type: string): unknown =>
  stateOf(tab).datasets.find((dataset) => dataset.type === type)?.arn;

async function putEvents(tab: Tab, userId: string, itemId: string): Promise<void> {
  const event = { eventType: 'view', itemId, sentAt: 1_710_000_000 };
  const { trackingId } = stateOf(tab).service?.eventTracker ?? {};
  await calling(tab)('PutEvents', { trackingId, userId, sessionId: 's', eventList: [event] });
}

/** Longest time, in milliseconds, that queued work may stand where it is. */
const STILL_MS = 2000;

/** A wait for queued work that the page shows as running, though nothing moves. */
export class Hang extends Error {}

/** Waits for work that is queued. @throws AppError with the words that the page shows where it has failed. */
async function ended(
  tab: Tab,
  find: (state: ProjectState) => { readonly status: string; readonly failureReason?: string } | undefined,
): Promise<void> {
  for (let told = tab.state(), waiting = patience(STILL_MS); ;) {
    const { status = 'gone', failureReason = '' } = find(stateOf(tab)) ?? {};
    if (status === 'ACTIVE') return;
    if (status === 'CREATE STOPPED') throw new AppError('CANCELLED');
    if (!/PENDING|PROGRESS|STOPPING/.test(status)) throw new Failed(failureReason);
    if (tab.lost()) throw new AppError('DATABASE_LOST');
    if (tab.state() !== told) [told, waiting] = [tab.state(), patience(STILL_MS)];
    if (waiting.isOver()) throw new Hang(`still ${status}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Queued work that has failed: the reason is what the page shows. */
export class Failed extends Error {}

/** Lines enough for several parts of output: one is written for each second of the tab's clock. */
const INPUT = Array.from({ length: 45 }, (_, k) => JSON.stringify({ userId: `u${k % 16}` })).join('\n');

async function batch(tab: Tab, jobName: string): Promise<void> {
  await ask(tab, jobName);
  await batchEnded(tab, jobName);
}

async function ask(tab: Tab, jobName: string): Promise<void> {
  const path = `s3://in/${jobName}.jsonl`;
  tab.studio.registerFile(path, new Blob([INPUT]));
  await calling(tab)('CreateBatchInferenceJob', {
    jobName,
    solutionVersionArn: versionOf(tab, 'aws-popularity-count'),
    jobInput: { s3DataSource: { path } },
    jobOutput: { s3DataDestination: { path: 's3://out' } },
  });
}

const jobNamed = (tab: Tab, jobName: string) =>
  stateOf(tab).service?.batchJobs.find((job) => job.jobName === jobName);
const batchEnded = (tab: Tab, jobName: string): Promise<void> =>
  ended(tab, ({ service }) => service?.batchJobs.find((job) => job.jobName === jobName));

const request = (name: string, more: Partial<SolutionRequest>): SolutionRequest => ({
  ...specOf('aws-sims'),
  name,
  ...more,
});

const HPO = {
  hpoResourceConfig: { maxNumberOfTrainingJobs: '2', maxParallelTrainingJobs: '1' },
  algorithmHyperParameterRanges: {
    integerHyperParameterRanges: [],
    categoricalHyperParameterRanges: [],
    continuousHyperParameterRanges: [{ name: 'popularity_discount_factor', minValue: 0, maxValue: 1 }],
  },
};

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'import',
    run: (tab) => importNew(tab, 'new', [textFile('new.csv', smallInteractions(8, 9, 6))]),
  },
  {
    name: 'append',
    run: async (tab) => {
      const { studio } = tab;
      const more = smallInteractions(20, 20, 4).replaceAll('17000', '17500');
      const proposal = await studio.inspectFiles(tab.job(), [textFile('more.csv', more)]);
      const into = await projectNamed(tab, SHOP);
      const plan = { ...proposal.plan, profile: 'relaxed' as const };
      await studio.importFiles(tab.job(), proposal.id, plan, { into, name: SHOP });
    },
  },
  {
    name: 'train',
    run: async (tab) => void (await tab.studio.train(tab.job(), request(named(tab, 'alike'), {}))),
  },
  {
    name: 'tune',
    bearsFailedTrials: true,
    run: async (tab) => {
      const tuned = request(named(tab, 'tuned'), { performHPO: true, hpoConfig: HPO });
      await tab.studio.train(tab.job(), tuned);
    },
  },
  {
    name: 'automl',
    bearsFailedTrials: true,
    run: async (tab) => {
      const { seed, budget, algorithmHyperParameters, featureTransformationParameters } = specOf('aws-sims');
      await tab.studio.train(tab.job(), {
        name: named(tab, 'chosen'),
        performAutoML: true,
        autoMLConfig: { recipeList: ['aws-user-personalization', 'aws-popularity-count'] },
        ...{ seed, budget, algorithmHyperParameters, featureTransformationParameters },
      });
    },
  },
  {
    name: 'train segments',
    run: async (tab) => {
      const segments = { ...specOf('aws-item-affinity'), name: named(tab, 'segments') };
      await tab.studio.train(tab.job(), segments);
    },
  },
  {
    name: 'queued training',
    before: async (tab) => {
      const call = calling(tab);
      const datasetGroupArn = groupOf(await call('ListDatasetGroups', {}));
      const recipeArn = 'arn:aws:personalize:::recipe/aws-sims';
      await call('CreateSolution', { name: 'asked', datasetGroupArn, recipeArn });
    },
    run: async (tab) => {
      const solutionArn = stateOf(tab).service?.solutions.find(({ name }) => name === 'asked')?.arn;
      const { solutionVersionArn } = await calling(tab)('CreateSolutionVersion', { solutionArn });
      await ended(tab, ({ solutionVersions }) =>
        solutionVersions.find(({ arn }) => arn === solutionVersionArn),
      );
    },
  },
  {
    name: 'queued import',
    run: async (tab) => {
      tab.studio.registerFile('s3://in/more.csv', new Blob([smallInteractions(18, 20, 3)]));
      const { datasetImportJobArn } = await calling(tab)('CreateDatasetImportJob', {
        jobName: named(tab, 'more'),
        datasetArn: datasetOf(tab, 'INTERACTIONS'),
        dataSource: { dataLocation: 's3://in/more.csv' },
        importMode: 'INCREMENTAL',
      });
      await ended(tab, ({ importJobs }) => importJobs.find(({ arn }) => arn === datasetImportJobArn));
    },
  },
  {
    name: 'delete version',
    run: async (tab) =>
      tab.studio.deleteSolutionVersion(versionOf(tab, 'aws-sims'), await projectNamed(tab, SHOP)),
  },
  {
    name: 'delete dataset',
    run: async (tab) => void (await calling(tab)('DeleteDataset', { datasetArn: datasetOf(tab, 'USERS') })),
  },
  { name: 'fix', run: (tab) => fix(tab) },
  { name: 'undo', before: fix, run: async ({ studio }) => void (await studio.undoFix()) },
  {
    name: 'create campaign',
    run: async (tab) => {
      const solutionVersionArn = versionOf(tab, 'aws-sims');
      await calling(tab)('CreateCampaign', { name: named(tab, 'second'), solutionVersionArn });
    },
  },
  {
    name: 'update campaign',
    run: async (tab) =>
      void (await calling(tab)('UpdateCampaign', { campaignArn: campaignOf(tab), minProvisionedTPS: 7 })),
  },
  { name: 'put events', run: (tab) => putEvents(tab, 'u2', 'i3') },
  {
    name: 'put items',
    run: async (tab) => {
      const items = [{ itemId: 'i-new', properties: '{"genre":"pots","price":3}' }];
      await calling(tab)('PutItems', { datasetArn: datasetOf(tab, 'ITEMS'), items });
    },
  },
  {
    name: 'put users',
    run: async (tab) => {
      const users = [{ userId: 'newcomer', properties: '{"age":33}' }];
      await calling(tab)('PutUsers', { datasetArn: datasetOf(tab, 'USERS'), users });
    },
  },
  { name: 'batch job', run: (tab) => batch(tab, named(tab, 'nightly')) },
  {
    name: 'resume batch job',
    before: async (tab) => {
      await ask(tab, 'halved');
      while ((jobNamed(tab, 'halved')?.lines ?? 0) === 0)
        await new Promise((resolve) => setImmediate(resolve));
      await calling(tab)('StopBatchInferenceJob', { batchInferenceJobArn: jobNamed(tab, 'halved')?.arn });
      await batchEnded(tab, 'halved').catch((error: unknown) => {
        if (!(error instanceof Failed)) throw error;
      });
    },
    run: async (tab) => {
      await calling(tab)('ResumeBatchInferenceJob', { batchInferenceJobArn: jobNamed(tab, 'halved')?.arn });
      await batchEnded(tab, 'halved');
    },
  },
  {
    name: 'delete users',
    run: async (tab) => {
      tab.studio.registerFile('s3://in/users.csv', new Blob(['USER_ID\nu3\nu4\n']));
      const call = calling(tab);
      const { dataDeletionJobArn } = await call('CreateDataDeletionJob', {
        jobName: named(tab, 'forget'),
        datasetGroupArn: groupOf(await call('ListDatasetGroups', {})),
        dataSource: { dataLocation: 's3://in/users.csv' },
      });
      await ended(tab, ({ service }) => {
        const job = service?.dataDeletionJobs.find(({ arn }) => arn === dataDeletionJobArn);
        return job && { ...job, status: job.status === 'COMPLETED' ? 'ACTIVE' : job.status };
      });
    },
  },
  {
    name: 'rename',
    run: async (tab) => tab.studio.renameProject(await projectNamed(tab, SHOP), 'renamed'),
  },
  {
    name: 'rename another',
    run: async (tab) => tab.studio.renameProject(await projectNamed(tab, OTHER), 'renamed'),
  },
  {
    name: 'duplicate',
    run: async (tab) => void (await tab.studio.duplicateProject(tab.job(), await projectNamed(tab, SHOP))),
  },
  {
    name: 'project file',
    run: async (tab) => {
      if (projectFile === null) throw new RangeError('no project file');
      await tab.studio.importProject(tab.job(), blobSource('shop.foretaste.zip', projectFile));
    },
  },
  {
    name: 'delete project',
    run: async (tab) => tab.studio.deleteProject(await projectNamed(tab, OTHER)),
  },
];

async function fix(tab: Tab): Promise<void> {
  await tab.studio.applyFix(tab.job(), { kind: 'drop-repeats' });
}

/** Whether an error is one that the product has words for. */
export function hasWords(error: unknown): error is AppError | Failed {
  if (error instanceof Failed) return error.message !== '' && error.message !== 'INTERNAL';
  return error instanceof AppError && error.code !== 'INTERNAL';
}
