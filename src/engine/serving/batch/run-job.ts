import { asFolder, lastPart } from '../../../domain/arn';
import type { BatchJob, BatchProgress } from '../../../domain/batch';
import { defined } from '../../../domain/defined';
import { AppError, errorOf, recordOf, type AppError as Failure } from '../../../domain/errors';
import type { Clock, Job } from '../../../domain/ports';
import { keptSource } from '../../project/kept-source';
import type { OpenProject } from '../../project/open-project';
import { withBatchJob } from '../../resources/batch-jobs';
import { findByArn, serviceOf } from '../../../domain/service-resources';
import { explorationOf, versionServing } from '../serving';
import { answerLines, countsOf, type BatchCounts, type BatchTally, type BatchTask } from './batch-job';
import { attributeQueries } from './attribute-query';
import { batchFilter } from './batch-filter';
import { linesOf } from './lines-of';
import { themesOf } from './themes';

/** Text gathered before it is written: a part of this length, or what has come within the time. */
const PART_CHARS = 1 << 18;
const PART_MS = 1000;

export interface BatchTools {
  readonly clock: Clock;
  /** The words of an error, for people. */
  readonly describe: (error: Failure) => string;
}

/**
 * Answers the kept input files of a job from where it stands, into files kept beside them. After every part the store
 * holds the lines written and, with them or not at all, how far the job is: whoever goes on from there writes what an
 * undisturbed run would have. One chunk of input and one part of output are in memory at a time.
 *
 * @throws AppError J, F and R codes, FILE_UNREADABLE, MODEL_UNREADABLE, QUOTA_EXCEEDED, CANCELLED through the token.
 */
export async function runJob(
  arn: string,
  project: OpenProject,
  token: Job,
  tools: BatchTools,
): Promise<BatchCounts> {
  const job = findByArn(serviceOf(project.state).batchJobs, arn);
  const inputs = (await project.files.list()).filter(({ owner, role }) => owner === arn && role === 'input');
  if (inputs.length === 0) throw new AppError('FILE_UNREADABLE', { file: job.inputPath, reason: 'missing' });
  const task = await taskOf(job, project, token, tools.describe);
  const tally = tallyOf(job);
  const totalBytes = inputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let files = job.progress?.files ?? 0;
  let bytesRead = inputs.slice(0, files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const progress = (): BatchProgress => ({
    files,
    linesRead: tally.linesRead,
    bytesRead: Math.min(bytesRead, totalBytes),
    totalBytes,
    ...(tally.firstFailure === null ? {} : { firstFailure: recordOf(tally.firstFailure) }),
  });
  for (const input of inputs.slice(files)) {
    const output = new OutputFile(
      () => tools.clock.nowMs(),
      (part) =>
        project.files.append(
          (state) =>
            withBatchJob(state, arn, project.nowSec, {
              lines: tally.lines,
              failedLines: tally.failed,
              progress: progress(),
            }),
          { owner: arn, role: 'output', path: outputPathOf(job, input.path) },
          part,
        ),
    );
    const lines = linesOf(keptSource(project, input), (bytes) => (bytesRead += bytes));
    for await (const line of answerLines(lines, task, token, tally)) await output.add(line);
    await output.flush();
    files++;
    tally.linesRead = 0;
  }
  return countsOf(tally);
}

/**
 * Where the answers to one input file go: into the output folder, under its path below the input folder with `.out`;
 * of a single input file, under its name.
 */
function outputPathOf(job: Pick<BatchJob, 'inputPath' | 'outputPath'>, inputPath: string): string {
  const folder = asFolder(job.inputPath);
  const name = inputPath.startsWith(folder) ? inputPath.slice(folder.length) : lastPart(inputPath);
  return `${asFolder(job.outputPath)}${name}.out`;
}

function tallyOf({ lines, failedLines, progress }: BatchJob): BatchTally {
  const first = progress?.firstFailure;
  return {
    lines,
    failed: failedLines,
    linesRead: progress?.linesRead ?? 0,
    firstFailure: first === undefined ? null : errorOf(first),
  };
}

async function taskOf(
  job: BatchJob,
  project: OpenProject,
  token: Job,
  describe: BatchTools['describe'],
): Promise<BatchTask> {
  const version = findByArn(project.state.solutionVersions, job.solutionVersionArn);
  if (version.status !== 'ACTIVE') throw new AppError('J02', { arn: version.arn, status: version.status });
  const { recipe } = version.spec;
  const exploration = explorationOf(recipe, job.itemExplorationConfig);
  const { rankingInfluence } = job;
  const served = await versionServing(project, version.arn, exploration);
  const serving = { ...served, ...defined({ rankingInfluence }) };
  const { schemas } = project.data;
  const { tables } = serving.index;
  const expression =
    job.filterArn === undefined
      ? null
      : findByArn(serviceOf(project.state).filters, job.filterArn).filterExpression;
  const themes = job.themeGenerationConfig?.fieldsForThemeGeneration;
  return {
    describe,
    source: {
      ...serving,
      schemas,
      numResults: job.numResults,
      filter: expression === null ? null : batchFilter(expression, schemas, tables, recipe),
      itemsMatching: attributeQueries(schemas, tables),
      themeOf: themes === undefined ? null : await themesOf(tables, themes.itemName, token),
    },
  };
}

/**
 * Gathers lines and hands them on in parts, so that as little waits in memory as is lost by a page that closes. Where a
 * part ends shows nowhere in the file.
 */
class OutputFile {
  #text = '';
  #sinceMs: number;

  /** @param append must have stored the part, and how far the job is, before it resolves. */
  constructor(
    private readonly nowMs: () => number,
    private readonly append: (part: Uint8Array) => Promise<void>,
  ) {
    this.#sinceMs = nowMs();
  }

  async add(line: string): Promise<void> {
    this.#text += `${line}\n`;
    if (this.#text.length >= PART_CHARS || this.nowMs() - this.#sinceMs >= PART_MS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#text !== '') await this.append(new TextEncoder().encode(this.#text));
    this.#text = '';
    this.#sinceMs = this.nowMs();
  }
}
