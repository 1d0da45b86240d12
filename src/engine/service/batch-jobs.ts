import type { SourceFile } from '../../import/open/bytes/source';
import type {
  BatchInferenceJobMode,
  BatchJob,
  BatchProgress,
  ThemeGenerationConfig,
} from '../../domain/batch';
import { defined } from '../../domain/defined';
import { AppError, type JsonObject } from '../../domain/errors';
import { LIMITS } from '../../domain/limits';
import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import type { Schemas } from '../../domain/schema';
import type { Arn, ProjectState } from '../../domain/resources';
import type { OpenProject } from '../project/open-project';
import { batchInferenceJobKind, batchSegmentJobKind } from '../resources/batch-jobs';
import { checkInfluence } from '../resources/influence-config';
import { readExploration } from '../resources/exploration-config';
import { filterKind } from '../resources/filters';
import { themeFields } from '../../domain/theme-fields';
import { checkName, namedArn } from '../../domain/names';
import { requireChoice } from '../resources/ranges';
import { addJob, datedAt, findResource } from '../resources/resource-kind';
import { trainedVersion } from '../resources/solution-versions';
import { checkBatchFilter } from '../serving/batch/batch-filter';
import { checkBatch } from '../serving/batch/batch-job';
import { controlOperations, queueJob } from './batch-control';
import { jobSummary } from './answers';
import type { ApiContext, Operations } from './operation';
import { filesAt } from './project-files';
import {
  location,
  object,
  optionalChoice,
  optionalNumber,
  optionalObject,
  optionalText,
  readInfluence,
  text,
  textMap,
} from './read-input';
import { askedBy, readOperations } from './resource-operations';
import type { ServiceKind } from './service-kind';
import { inputLines } from '../serving/batch/input-lines';
import { findByArn } from '../../domain/service-resources';
import { plain } from '../../domain/json';

/** Foretaste's own: what a person who asks about everybody would have to write by hand. */
export const batchInput = {
  /** Registers an input file that asks a solution version about all it can be asked about, and says how long it is. */
  async WriteBatchInput(input, { project, files }) {
    const version = findByArn(project.state.solutionVersions, text(input, 'solutionVersionArn'));
    const path = text(input, 'path');
    const filterValues = textMap(input, 'filterValues') ?? {};
    const themed = modeIn(input) === 'THEME_GENERATION';
    const index = await project.data.index();
    let lines = 0;
    const counted = async function* (): AsyncGenerator<string> {
      for (const line of inputLines(version.spec.recipe, index, filterValues, themed)) {
        lines++;
        yield line;
      }
    };
    await files.write(path, counted());
    return { path, lines };
  },
} satisfies Operations;

/** Most input files of a job, and bytes of them all. */
const MAX_FILES = 1000;
const MAX_BYTES = 1e9;
const NOTHING_READ: BatchProgress = { files: 0, linesRead: 0, bytesRead: 0, totalBytes: 0 };

type BatchKind = typeof batchInferenceJobKind | typeof batchSegmentJobKind;

/** @returns the id of the job that was queued. */
async function create(kind: BatchKind, input: JsonObject, context: ApiContext): Promise<Arn> {
  const { project } = context;
  const job = newJob(kind, input, project);
  const inputs = await filesAt(job.inputPath, context);
  requireFit(inputs);
  const listed = (state: ProjectState): ProjectState =>
    addJob(kind, state, job.jobName, { ...job, progress: NOTHING_READ });
  // An unknown path is said by the job itself, as the service does.
  if (inputs.length === 0) await project.update(listed);
  else {
    await project.files.keep(listed, job.arn, inputs);
    await project.storage.measureSize();
  }
  queueJob(job.arn, context);
  return job.arn;
}

/** @throws AppError INVALID_INPUT, NOT_FOUND, J01, J02, J03, J06, P03 for a request that cannot become a job. */
function newJob(
  kind: BatchKind,
  input: JsonObject,
  { state, data: { schemas }, nowSec }: OpenProject,
): BatchJob {
  const jobName = text(input, 'jobName');
  checkName(jobName);
  const version = trainedVersion(state, text(input, 'solutionVersionArn'), 'batch');
  if (version.status !== 'ACTIVE') throw new AppError('J02', { arn: version.arn, status: version.status });
  const { recipe } = version.spec;
  const { type } = recipeFacts(recipe);
  const isSegment = type === 'USER_SEGMENTATION';
  if (isSegment !== (kind === batchSegmentJobKind)) throw new AppError('J01', { recipe, type });
  const numResults = optionalNumber(input, 'numResults') ?? LIMITS.defaultResults;
  checkBatch(recipe, numResults);
  const filterArn = optionalText(input, 'filterArn');
  if (filterArn !== undefined)
    checkBatchFilter(findResource(filterKind, state, filterArn).filterExpression, schemas, recipe);
  const config = optionalObject(input, 'batchInferenceJobConfig') ?? {};
  const influence = readInfluence(config);
  if (influence !== undefined) checkInfluence(influence, recipe);
  const exploration = textMap(config, 'itemExplorationConfig');
  if (exploration !== undefined) readExploration(exploration, recipe);
  const themes = readThemes(input, recipe, schemas);
  const from = location(input, 'jobInput', 's3DataSource');
  const to = location(input, 'jobOutput', 's3DataDestination');
  return {
    kind: isSegment ? 'segment' : 'inference',
    arn: namedArn(kind.name, jobName),
    jobName,
    status: 'PENDING',
    solutionVersionArn: version.arn,
    ...defined({ filterArn }),
    numResults,
    inputPath: from.path,
    outputPath: to.path,
    ...defined({
      itemExplorationConfig: exploration,
      rankingInfluence: influence,
      themeGenerationConfig: themes,
      roleArn: optionalText(input, 'roleArn'),
      inputKmsKeyArn: from.kmsKeyArn,
      outputKmsKeyArn: to.kmsKeyArn,
    }),
    lines: 0,
    failedLines: 0,
    ...datedAt(nowSec),
  };
}

function modeIn(input: JsonObject): BatchInferenceJobMode | undefined {
  return optionalChoice(input, 'batchInferenceJobMode', ['BATCH_INFERENCE', 'THEME_GENERATION']);
}

/**
 * What lists are to get their themes from; undefined where they get none.
 *
 * @throws AppError INVALID_INPUT for a recipe or data that no themes can be made of.
 */
function readThemes(
  input: JsonObject,
  recipe: RecipeName,
  schemas: Schemas,
): ThemeGenerationConfig | undefined {
  const mode = modeIn(input);
  const config = optionalObject(input, 'themeGenerationConfig');
  if (mode !== 'THEME_GENERATION') {
    if (config === undefined) return undefined;
    throw new AppError('INVALID_INPUT', {
      field: 'themeGenerationConfig',
      needs: 'batchInferenceJobMode THEME_GENERATION',
    });
  }
  if (recipeFacts(recipe).givesThemes !== true)
    throw new AppError('INVALID_INPUT', { field: 'batchInferenceJobMode', value: mode });
  const fields = object(object(input, 'themeGenerationConfig'), 'fieldsForThemeGeneration');
  const itemName = text(fields, 'itemName');
  const { names, described } = themeFields(schemas.ITEMS);
  if (!described)
    throw new AppError('INVALID_INPUT', { field: 'batchInferenceJobMode', needs: '"textual": true' });
  return { fieldsForThemeGeneration: { itemName: requireChoice('itemName', itemName, names) } };
}

/** @throws AppError LIMIT_EXCEEDED for more files than a job takes, TOO_LARGE for more bytes. */
function requireFit(inputs: readonly SourceFile[]): void {
  if (inputs.length > MAX_FILES)
    throw new AppError('LIMIT_EXCEEDED', { kind: 'file', limit: MAX_FILES, status: 'ACTIVE' });
  const bytes = inputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes <= MAX_BYTES) return;
  throw new AppError('TOO_LARGE', { file: inputs[0].path, sizeBytes: bytes, maxBytes: MAX_BYTES });
}

function summary(job: BatchJob) {
  return { ...jobSummary(job), solutionVersionArn: job.solutionVersionArn };
}

function description(job: BatchJob) {
  const { filterArn, itemExplorationConfig, rankingInfluence, themeGenerationConfig } = job;
  const config = plain(defined({ itemExplorationConfig, rankingInfluence }));
  return {
    ...summary(job),
    ...defined({ filterArn }),
    numResults: job.numResults,
    jobInput: { s3DataSource: { path: job.inputPath, ...defined({ kmsKeyArn: job.inputKmsKeyArn }) } },
    jobOutput: {
      s3DataDestination: { path: job.outputPath, ...defined({ kmsKeyArn: job.outputKmsKeyArn }) },
    },
    ...defined({
      batchInferenceJobConfig: Object.keys(config).length === 0 ? undefined : config,
      themeGenerationConfig: themeGenerationConfig && {
        fieldsForThemeGeneration: { ...themeGenerationConfig.fieldsForThemeGeneration },
      },
    }),
    ...defined({ roleArn: job.roleArn }),
  };
}

function modeOf({ themeGenerationConfig: themes }: BatchJob): {
  readonly batchInferenceJobMode: BatchInferenceJobMode;
} {
  return { batchInferenceJobMode: themes === undefined ? 'BATCH_INFERENCE' : 'THEME_GENERATION' };
}

/** What Describe and List say of a kind; the member that holds the id is called after it. */
function saidOf<Member extends string, Mode extends object>(member: Member, more: (job: BatchJob) => Mode) {
  const named = (job: BatchJob) => ({ [member]: job.arn, ...more(job) }) as { [name in Member]: Arn } & Mode;
  return {
    summary: (job: BatchJob) => ({ ...named(job), ...summary(job) }),
    description: (job: BatchJob) => ({ ...named(job), ...description(job) }),
    asked: askedBy('solutionVersionArn', ({ solutionVersionArn }: BatchJob) => solutionVersionArn),
  };
}

export const batchInferenceJobs = {
  operations: {
    async CreateBatchInferenceJob(input, context) {
      return { batchInferenceJobArn: await create(batchInferenceJobKind, input, context) };
    },
    ...readOperations(batchInferenceJobKind, saidOf('batchInferenceJobArn', modeOf)),
    ...controlOperations(batchInferenceJobKind),
  },
} satisfies ServiceKind;

export const batchSegmentJobs = {
  operations: {
    async CreateBatchSegmentJob(input, context) {
      return { batchSegmentJobArn: await create(batchSegmentJobKind, input, context) };
    },
    ...readOperations(
      batchSegmentJobKind,
      saidOf('batchSegmentJobArn', () => ({})),
    ),
    ...controlOperations(batchSegmentJobKind),
  },
} satisfies ServiceKind;
