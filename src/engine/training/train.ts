import type { Tables } from '../../domain/columns';
import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import { freeName } from '../../domain/free-name';
import type { TrainingData } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import { BASELINE_RECIPE, servesOf } from '../../domain/recipe-catalogue';
import { shortName } from '../../domain/recipes';
import type {
  Arn,
  ProjectState,
  SolutionRequest,
  SolutionSpec,
  SolutionVersion,
} from '../../domain/resources';
import { ledRecipe } from '../../recipes/objective';
import { findRecipe } from '../../recipes/registry';
import { fit } from './fit';
import { courseOf, fitStages } from './plan-course';
import { fitActions } from './fit-actions';
import type { TrainingJob } from '../project/job-token';
import { readyOf, withVersions } from '../../domain/version-names';
import { withVersion } from '../resources/lifecycle';
import type { SegmentTests } from '../measuring/measure-segments';
import { withDrawnSeconds } from '../project/drawn-model';
import { bytesOf, withIds } from '../project/model-ids';
import { versionArn } from '../../domain/names';
import { stopwatch } from '../../domain/stopwatch';
import { objectiveIn } from '../resources/objective-config';
import type { OpenProject } from '../project/open-project';
import { splitSegments } from '../measuring/segment-split';
import { splitAmazon, type Split } from '../measuring/split';
import { withHits } from '../project/stored-hits';
import { withSyncedCampaigns } from '../resources/campaigns';
import { datedAt } from '../resources/resource-kind';
import { countsOf, hasAmounts, trainingDataFor } from './training-data';
import { rankIds } from '../../data/columns/by-user';
import { checkPlan, requireIdle, type Plan } from '../resources/training-plan';
import { tuneVersion } from './tune-version';
import { change, recorded, type Run, type TrainingTools } from './version-run';

/** Changes a state beside the version, in the same step. */
type Claim = (state: ProjectState) => ProjectState;

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
  return trainVersion({ project, arn, job, tools }, plan);
}

/**
 * Runs the training of a version that is PENDING, and records how it ends. @throws AppError as `train`.
 *
 * @param trainsBaseline whether the line to beat is trained before it, where there is none of these data.
 */
export async function trainVersion(run: Run, plan: Plan, trainsBaseline = true): Promise<SolutionVersion> {
  return recorded(run, async () => {
    const prepared = await prepare(run, plan);
    if (servesOf(plan.recipe.name) === 'actions') return fitActionsVersion(run, plan, prepared);
    const trainsOwn = plan.recipe.name !== BASELINE_RECIPE && !hasPopularity(run.project.state);
    // Where nobody can be held out, there is no line to beat.
    const trainsPopularity = trainsBaseline && trainsOwn && prepared.hasAmounts;
    const { course } = run.job;
    const counts = countsOf(prepared.data);
    const { of, stages } = courseOf(plan, counts, run.tools.pool.size, trainsPopularity);
    course.begin(of, stages);
    if (trainsPopularity) {
      course.upTo('popularity');
      await trainPopularity(run, plan.spec);
      // A stop that popularity has outlived: of the recipe itself nothing is there to keep.
      if (run.job.stop !== null) throw new AppError('CANCELLED', { reason: 'nothing-finished' });
    }
    // People the finished model is measured on have no part in the choice of its settings.
    const learnt = prepared.split?.train ?? prepared.data;
    const tuned = await tuneVersion(run, plan, learnt);
    // What is trained in the end may be another recipe than the one that was planned.
    if (tuned !== plan) course.begin(of, fitStages(tuned, counts, run.tools.pool.size));
    await fitVersion(run, tuned, prepared);
  });
}

function hasPopularity(state: ProjectState): boolean {
  return readyOf(state.solutionVersions).some(
    ({ spec, dataVersion }) => spec.recipe === BASELINE_RECIPE && dataVersion === state.dataVersion,
  );
}

/** The line to beat, as a solution version of its own: all events, same seed. */
async function trainPopularity(run: Run, asked: SolutionSpec): Promise<void> {
  const { project } = run;
  const taken = new Set(
    project.state.solutionVersions.filter((v) => v.spec.recipe !== BASELINE_RECIPE).map((v) => v.solution),
  );
  const spec: SolutionSpec = {
    name: freeName(shortName(BASELINE_RECIPE), (name) => taken.has(name)),
    recipe: BASELINE_RECIPE,
    algorithmHyperParameters: {},
    featureTransformationParameters: {},
    seed: asked.seed,
    budget: asked.budget,
  };
  const recipe = findRecipe(BASELINE_RECIPE);
  const config = { parameters: {}, seed: spec.seed, budget: spec.budget };
  const plan = { spec, recipe, config, search: null };
  const arn = await createVersion(project, plan, run.tools);
  // A stage of the training that is watched.
  await fitAlone({ ...run, arn, tools: { ...run.tools, onEpoch: undefined } }, plan);
}

/**
 * `trainVersion` without a search for settings and without a line to beat.
 *
 * @param claim what else changes when the version becomes ACTIVE, stored with it or not at all. @throws AppError as `train`.
 */
export async function fitAlone(run: Run, plan: Plan, claim?: Claim): Promise<SolutionVersion> {
  return recorded(run, async () => fitVersion(run, plan, await prepare(run, plan), claim));
}

/** Records a version that is PENDING. @param mayBegin asked again when the turn to write has come: what was begun at the same time shows only then. */
export async function createVersion(
  project: OpenProject,
  plan: Pick<Plan, 'spec' | 'versionName' | 'updates' | 'recommender' | 'automatic'> & {
    /** Where it is not called as the spec is. */
    readonly solution?: string;
  },
  tools: Pick<TrainingTools, 'identifiers'>,
  mayBegin: (state: ProjectState) => void = () => undefined,
): Promise<Arn> {
  const nowSec = project.nowSec;
  const { spec, solution = spec.name } = plan;
  let arn = versionArn(solution, tools.identifiers.short());
  await project.update((state) => {
    mayBegin(state);
    while (state.solutionVersions.some((version) => version.arn === arn)) {
      arn = versionArn(solution, tools.identifiers.short());
    }
    const { versionName: name, updates, recommender, automatic } = plan;
    const version: SolutionVersion = {
      arn,
      ...defined({ name }),
      solution,
      spec,
      status: 'CREATE PENDING',
      trainingMode: updates === undefined ? 'FULL' : 'UPDATE',
      ...defined({ updates, recommender, automatic }),
      epochs: { done: 0, total: 0 },
      metrics: null,
      baseline: null,
      curve: [],
      counts: { users: 0, items: 0, interactions: 0 },
      trainingSeconds: 0,
      modelBytes: 0,
      dataVersion: state.dataVersion,
      ...datedAt(nowSec),
    };
    return withVersions(state, [...state.solutionVersions, version]);
  });
  return arn;
}

interface Prepared {
  readonly data: TrainingData;
  /** The data are enough for every recipe that learns from events. */
  readonly hasAmounts: boolean;
  readonly split: Split | SegmentTests | null;
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly putBatches: number;
  readonly actions: Tables['actions'];
}

/** From PENDING to IN_PROGRESS, with the rows to learn from. @throws AppError T01–T05, P03. */
async function prepare(run: Run, plan: Plan): Promise<Prepared> {
  const { project, job } = run;
  await change(run, { status: 'CREATE IN_PROGRESS' });
  await job.checkpoint('split', 0, 1);
  await project.data.joinSessions();
  const putBatches = (await project.data.putBatches()).length;
  const { tables } = await project.data.index();
  const data = trainingDataFor(plan.recipe.name, tables, plan.spec, project.state.profile);
  await job.checkpoint('split', 0, 1);
  const { userIds, itemIds, actions } = tables;
  const split = splitForMeasuring(data, userIds, plan);
  const enough = hasAmounts(tables.interactions, data, plan.spec, project.state.profile);
  return { data, hasAmounts: enough, split, userIds, itemIds, putBatches, actions };
}

async function fitVersion(
  { project, arn, job, tools }: Run,
  plan: Plan,
  { data, split, userIds, itemIds, putBatches }: Prepared,
  claim: Claim = (state) => state,
): Promise<void> {
  const sinceStart = stopwatch(tools.clock);
  const heldBeforeMs = job.heldMs;
  // A pause is no work.
  const elapsedMs = (): number => Math.max(0, sinceStart() - (job.heldMs - heldBeforeMs));
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
    ...(tools.onEpoch && { onEpoch: tools.onEpoch.bind(null, arn) }),
  });
  const { detail } = fitted;
  // What counts or compares has no use for an order.
  const drawn = fitted.model.hasScores && data.drawnSeconds;
  const model = withDrawnSeconds(fitted.model.store(), drawn);
  const stored = withHits(withIds(model, userIds, itemIds), detail?.found ?? null);
  const { epochs, metrics, baseline } = fitted;
  const finished: Partial<SolutionVersion> = {
    status: 'ACTIVE',
    epochs,
    metrics,
    baseline,
    ...(detail && { buckets: detail.buckets }),
    // One step that has no list to measure is no curve.
    curve: plan.recipe.name === BASELINE_RECIPE || isSegments(plan) ? [] : fitted.curve,
    counts: countsOf(data),
    trainingSeconds: elapsedMs() / 1000,
    modelBytes: bytesOf(stored),
    putBatches,
  };
  await activate(project, arn, finished, stored, claim);
}

/** The same for a recipe of actions, which has no list of items to be measured by. */
async function fitActionsVersion(
  { project, arn, job, tools }: Run,
  { recipe, config }: Plan,
  { data, putBatches, actions }: Prepared,
): Promise<void> {
  const sinceStart = stopwatch(tools.clock);
  const { userIds: people = [], itemIds: actionIds = [] } = actions ?? {};
  const { model, metrics, baseline } = await fitActions(recipe, config, data, people, {
    pool: tools.pool,
    job,
  });
  const stored = withIds(model.store(), [], actionIds);
  const rows = data.actionHistories?.actions ?? new Int32Array(0);
  const finished: Partial<SolutionVersion> = {
    status: 'ACTIVE',
    epochs: { done: 1, total: 1 },
    metrics,
    baseline,
    curve: [],
    counts: { users: people.length, items: actionIds.length, interactions: rows.length },
    trainingSeconds: sinceStart() / 1000,
    modelBytes: bytesOf(stored),
    putBatches,
  };
  await activate(project, arn, finished, stored);
}

/** Stores a model with what its version has become, and has campaigns that keep up with the solution serve it. */
export async function activate(
  project: OpenProject,
  arn: Arn,
  finished: Partial<SolutionVersion>,
  stored: StoredModel,
  claim: Claim = (state) => state,
): Promise<void> {
  const active = (state: ProjectState): ProjectState =>
    claim(withSyncedCampaigns(withVersion(state, arn, finished, project.nowSec), arn, project.nowSec));
  await project.storage.writeModel(active, arn, stored);
}

const isSegments = ({ recipe }: Pick<Plan, 'recipe'>): boolean => servesOf(recipe.name) === 'segments';

/** The recipe's split, or null where holding somebody out would leave nothing to learn from. */
function splitForMeasuring(
  data: TrainingData,
  userIds: readonly string[],
  { recipe, spec: { seed } }: Plan,
): Split | SegmentTests | null {
  if (servesOf(recipe.name) === 'actions') return null;
  if (isSegments({ recipe })) {
    const split = splitSegments(data, recipe.name, seed);
    return split.queries.length > 0 ? { ...split, userRank: rankIds(userIds) } : null;
  }
  const split = splitAmazon(data, userIds, seed);
  return split.train.items.length > 0 && split.tests.length > 0 ? split : null;
}
