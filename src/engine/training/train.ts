import { AppError, isAppError, isCancelled } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import type { Clock, Pool } from '../../domain/ports';
import { BASELINE_RECIPE, shortName } from '../../domain/recipe-catalogue';
import type {
  Arn,
  ProjectState,
  SolutionRequest,
  SolutionSpec,
  SolutionVersion,
  Status,
} from '../../domain/resources';
import { ledRecipe } from '../../recipes/objective';
import type { Model } from '../../recipes/recipe';
import { findRecipe } from '../../recipes/registry';
import { fit } from './fit';
import type { Identifiers } from '../project/identifiers';
import type { TrainingJob } from '../project/job-token';
import { withVersion, withVersions } from '../resources/lifecycle';
import type { SegmentTests } from '../measuring/measure-segments';
import { bytesOf, withIds } from '../project/model-ids';
import { versionArn } from '../../domain/names';
import { objectiveIn } from '../resources/objective-config';
import type { OpenProject } from '../project/open-project';
import { splitSegments } from '../measuring/segment-split';
import { splitAmazon, type Split } from '../measuring/split';
import { withHits } from '../project/stored-hits';
import { withSyncedCampaigns } from '../resources/campaigns';
import { buildTrainingData } from './training-data';
import { rankIds } from '../../data/columns/by-user';
import { checkPlan, requireIdle, type Plan } from '../resources/training-plan';
import { tuneVersion } from './tune-version';

export interface TrainingTools {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  /** Words for an error, kept with the version that failed of it. Default: code and facts. */
  readonly describe?: (error: AppError) => string;
  /** Hears of every finished epoch, with the model that a stop would keep. */
  readonly onEpoch?: (arn: Arn, epoch: number, model: Model) => void;
}

/**
 * CreateSolution and CreateSolutionVersion in one: checks, trains popularity first where these data have none, trains
 * and measures, and stores the model together with its ACTIVE version.
 *
 * @returns the ACTIVE version. @throws AppError P, T, INVALID_INPUT, RESOURCE_ALREADY_EXISTS, RESOURCE_IN_USE before
 *   anything is recorded; T, MODEL_DIVERGED, QUOTA_EXCEEDED leave a CREATE FAILED, CANCELLED a CREATE STOPPED version.
 */
export async function train(
  project: OpenProject,
  request: SolutionRequest,
  job: TrainingJob,
  tools: TrainingTools,
): Promise<SolutionVersion> {
  const plan = checkPlan(project.state, request);
  const arn = await createVersion(project, plan, tools, requireIdle);
  return trainVersion(project, arn, plan, job, tools);
}

/** Runs the training of a version that is PENDING, and records how it ends. @throws AppError as `train`. */
export async function trainVersion(
  project: OpenProject,
  arn: Arn,
  plan: Plan,
  job: TrainingJob,
  tools: TrainingTools,
): Promise<SolutionVersion> {
  return walk(project, arn, tools, async () => {
    const prepared = await prepare(project, arn, plan, job);
    if (plan.recipe.name !== BASELINE_RECIPE && !hasPopularity(project.state)) {
      await trainPopularity(project, plan.spec, job, tools);
      // A stop that popularity has outlived: of the recipe itself nothing is there to keep.
      if (job.stop !== null) throw new AppError('CANCELLED', { reason: 'nothing-finished' });
    }
    // People the finished model is measured on have no part in the choice of its settings.
    const learnt = prepared.split?.train ?? prepared.data;
    const tuned = await tuneVersion(project, arn, plan, learnt, job, tools);
    await fitVersion(project, arn, tuned, prepared, job, tools);
  });
}

function hasPopularity(state: ProjectState): boolean {
  return state.solutionVersions.some(
    ({ spec, status, dataVersion, recommender }) =>
      recommender === undefined &&
      spec.recipe === BASELINE_RECIPE &&
      status === 'ACTIVE' &&
      dataVersion === state.dataVersion,
  );
}

/** The line to beat, as a solution version of its own: all events, same seed. */
async function trainPopularity(
  project: OpenProject,
  asked: SolutionSpec,
  job: TrainingJob,
  tools: TrainingTools,
): Promise<void> {
  const taken = new Set(
    project.state.solutionVersions.filter((v) => v.spec.recipe !== BASELINE_RECIPE).map((v) => v.solution),
  );
  const own = shortName(BASELINE_RECIPE);
  let name = own;
  for (let n = 2; taken.has(name); n++) name = `${own}-${n}`;
  const spec: SolutionSpec = {
    name,
    recipe: BASELINE_RECIPE,
    algorithmHyperParameters: {},
    featureTransformationParameters: {},
    seed: asked.seed,
    budget: asked.budget,
  };
  const recipe = findRecipe(BASELINE_RECIPE);
  const plan = {
    spec,
    recipe,
    config: { parameters: {}, seed: spec.seed, budget: spec.budget },
    search: null,
  };
  const arn = await createVersion(project, plan, tools);
  await fitAlone(project, arn, plan, job, tools);
}

/**
 * `trainVersion` without a search for settings and without a line to beat.
 *
 * @param claim what else changes when the version becomes ACTIVE, stored with it or not at all. @throws AppError as `train`.
 */
export async function fitAlone(
  project: OpenProject,
  arn: Arn,
  plan: Plan,
  job: TrainingJob,
  tools: TrainingTools,
  claim: (state: ProjectState) => ProjectState = (state) => state,
): Promise<SolutionVersion> {
  return walk(project, arn, tools, async () => {
    const prepared = await prepare(project, arn, plan, job);
    await fitVersion(project, arn, plan, prepared, job, tools, claim);
  });
}

/** Records a version that is PENDING. @param mayBegin asked again when the turn to write has come: what was begun at the same time shows only then. */
export async function createVersion(
  project: OpenProject,
  plan: Plan,
  tools: Pick<TrainingTools, 'identifiers'>,
  mayBegin: (state: ProjectState) => void = () => undefined,
): Promise<Arn> {
  const nowSec = project.nowSec;
  const { spec } = plan;
  let arn = versionArn(spec.name, tools.identifiers.short());
  await project.update((state) => {
    mayBegin(state);
    while (state.solutionVersions.some((version) => version.arn === arn)) {
      arn = versionArn(spec.name, tools.identifiers.short());
    }
    const version: SolutionVersion = {
      arn,
      ...(plan.versionName === undefined ? {} : { name: plan.versionName }),
      solution: spec.name,
      spec,
      status: 'CREATE PENDING',
      trainingMode: plan.updates === undefined ? 'FULL' : 'UPDATE',
      ...(plan.updates === undefined ? {} : { updates: plan.updates }),
      ...(plan.recommender === undefined ? {} : { recommender: plan.recommender }),
      ...(plan.automatic === undefined ? {} : { automatic: plan.automatic }),
      epochs: { done: 0, total: 0 },
      metrics: null,
      baseline: null,
      curve: [],
      counts: { users: 0, items: 0, interactions: 0 },
      trainingSeconds: 0,
      modelBytes: 0,
      dataVersion: state.dataVersion,
      creationDateTime: nowSec,
      lastUpdatedDateTime: nowSec,
    };
    return withVersions(state, [...state.solutionVersions, version]);
  });
  return arn;
}

/** Runs the work of one version and records how it ended. */
export async function walk(
  project: OpenProject,
  arn: Arn,
  { describe = ({ message }) => message }: Pick<TrainingTools, 'describe'>,
  work: () => Promise<void>,
): Promise<SolutionVersion> {
  try {
    await work();
    return project.activeVersion(arn);
  } catch (error) {
    if (isAppError(error) && error.code === 'READ_ONLY_TAB') throw error;
    if (isCancelled(error)) {
      await setStatus(project, arn, 'CREATE STOPPING');
      await setStatus(project, arn, 'CREATE STOPPED');
    } else {
      const failureReason = isAppError(error) ? describe(error) : 'INTERNAL';
      await project.update((state) =>
        withVersion(state, arn, { status: 'CREATE FAILED', failureReason }, project.nowSec),
      );
    }
    throw error;
  }
}

export async function setStatus(project: OpenProject, arn: Arn, status: Status): Promise<void> {
  await project.update((state) => withVersion(state, arn, { status }, project.nowSec));
}

interface Prepared {
  readonly data: TrainingData;
  readonly split: Split | SegmentTests | null;
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly putBatches: number;
}

/** From PENDING to IN_PROGRESS, with the rows to learn from. @throws AppError T01–T05, P03. */
async function prepare(project: OpenProject, arn: Arn, plan: Plan, job: TrainingJob): Promise<Prepared> {
  await setStatus(project, arn, 'CREATE IN_PROGRESS');
  await job.checkpoint('split', 0, 1);
  await project.data.joinSessions();
  const putBatches = (await project.data.putBatches()).length;
  const { tables } = await project.data.index();
  const data = buildTrainingData(tables, plan.spec, project.state.profile);
  await job.checkpoint('split', 0, 1);
  const split = splitForMeasuring(data, tables.userIds, plan);
  return { data, split, userIds: tables.userIds, itemIds: tables.itemIds, putBatches };
}

async function fitVersion(
  project: OpenProject,
  arn: Arn,
  plan: Plan,
  { data, split, userIds, itemIds, putBatches }: Prepared,
  job: TrainingJob,
  tools: TrainingTools,
  claim: (state: ProjectState) => ProjectState = (state) => state,
): Promise<void> {
  const startedMs = tools.clock.nowMs();
  const heldBeforeMs = job.heldMs;
  // A pause is no work.
  const elapsedMs = (): number => tools.clock.nowMs() - startedMs - (job.heldMs - heldBeforeMs);
  // The present is when the version was asked for: a training that is taken up again sees the same.
  const asked = project.state.solutionVersions.find((version) => version.arn === arn);
  const config = { ...plan.config, nowSec: asked?.creationDateTime ?? project.nowSec };
  const objective = objectiveIn(data, plan.spec);
  const recipe = objective === null ? plan.recipe : ledRecipe(plan.recipe, objective);
  const fitted = await fit({
    recipe,
    config,
    data,
    split,
    rewards: objective?.values ?? null,
    pool: tools.pool,
    job,
    elapsedMs,
    onEpoch: (epoch, model) => tools.onEpoch?.(arn, epoch, model),
  });
  const { detail } = fitted;
  const stored = withHits(withIds(fitted.model.store(), userIds, itemIds), detail?.found ?? null);
  const change: Partial<SolutionVersion> = {
    status: 'ACTIVE',
    epochs: fitted.epochs,
    metrics: fitted.metrics,
    baseline: fitted.baseline,
    ...(detail === null ? {} : { buckets: detail.buckets }),
    // One step that has no list to measure is no curve.
    curve: plan.recipe.name === BASELINE_RECIPE || isSegments(plan) ? [] : fitted.curve,
    counts: countsOf(data),
    trainingSeconds: elapsedMs() / 1000,
    modelBytes: bytesOf(stored),
    putBatches,
  };
  const active = (state: ProjectState): ProjectState =>
    claim(withSyncedCampaigns(withVersion(state, arn, change, project.nowSec), arn, project.nowSec));
  await project.writeModel(active, arn, stored);
}

const isSegments = ({ recipe }: Plan): boolean => recipe.type === 'USER_SEGMENTATION';

/** The recipe's split, or null where holding somebody out would leave nothing to learn from. */
function splitForMeasuring(
  data: TrainingData,
  userIds: readonly string[],
  { recipe, spec: { seed } }: Plan,
): Split | SegmentTests | null {
  if (recipe.type === 'USER_SEGMENTATION') {
    const split = splitSegments(data, recipe.name, seed);
    return split.queries.length > 0 ? { ...split, userRank: rankIds(userIds) } : null;
  }
  const split = splitAmazon(data, userIds, seed);
  return split.train.items.length > 0 && split.tests.length > 0 ? split : null;
}

/** Users and items that have rows in training, and the rows. */
export function countsOf(data: TrainingData): SolutionVersion['counts'] {
  let users = 0;
  for (let u = 0; u < data.nUsers; u++) if (data.userPtr[u + 1] > data.userPtr[u]) users++;
  return { users, items: new Set(data.items).size, interactions: data.items.length };
}
