import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import { updatesWhenAsked } from '../../domain/recipe-catalogue';
import type { StoredModel } from '../../domain/model';
import type { Arn, ProjectState, SolutionVersion } from '../../domain/resources';
import { loadPlain } from '../../recipes/load-model';
import { withObjective } from '../../recipes/objective';
import { checkParameters } from '../../recipes/parameters';
import { findRecipe } from '../../recipes/registry';
import type { Job } from '../../domain/ports';
import { stopwatch } from '../../domain/stopwatch';
import { withVersion } from '../resources/lifecycle';
import { drawsSeconds, withDrawnSeconds } from '../project/drawn-model';
import { bytesOf, idsOf, withIds } from '../project/model-ids';
import { objectiveIn } from '../resources/objective-config';
import { isBrought } from '../resources/solution-versions';
import type { OpenProject } from '../project/open-project';
import { renumbered } from './renumber';
import { activate, createVersion } from './train';
import { change, recorded, type Run, type TrainingTools } from './version-run';
import { countsOf, trainingDataFor } from './training-data';
import { requireIdle, requireNoImport, type Plan } from '../resources/training-plan';

/** An update that may begin: what it builds on, and the plan of the version that it makes. */
export interface UpdatePlan extends Plan {
  readonly updates: Arn;
}

/**
 * The update of a solution: its settings are those of the newest ACTIVE version that was trained in full, with what was
 * found for them.
 *
 * @param turn a training that is queued does not mind others before it.
 * @throws AppError P09 for a recipe that takes no updates or a solution without such a version, NOT_FOUND, T09,
 *   RESOURCE_IN_USE.
 */
export function checkUpdate(
  state: ProjectState,
  solution: string,
  turn: 'now' | 'queued' = 'now',
): UpdatePlan {
  const versions = state.solutionVersions.filter((version) => version.solution === solution);
  if (versions.length === 0) throw new AppError('NOT_FOUND', { what: 'solution', id: solution });
  if (versions.some(isBrought)) throw new AppError('BROUGHT_ALONG', { what: 'training' });
  const full = versions.filter(
    ({ status, trainingMode }) => status === 'ACTIVE' && trainingMode !== 'UPDATE',
  );
  const base = full.at(-1);
  const recipe = findRecipe((base ?? versions[0]).spec.recipe);
  if (!updatesWhenAsked(recipe.name)) {
    throw new AppError('P09', { recipe: recipe.name, trainingMode: 'UPDATE' });
  }
  if (base === undefined)
    throw new AppError('P09', { recipe: recipe.name, solution, reason: 'no-full-version' });
  if (turn === 'now') requireIdle(state);
  else requireNoImport(state);
  return updateOf(base);
}

/** What makes an update of a version: its settings, with what was found for them. */
function updateOf({ arn, spec, tunedHPOParams }: SolutionVersion): UpdatePlan {
  const recipe = findRecipe(spec.recipe);
  const given = { ...spec.algorithmHyperParameters, ...tunedHPOParams?.algorithmHyperParameters };
  const parameters = checkParameters(recipe, given, spec.featureTransformationParameters);
  const config = { parameters, seed: spec.seed, budget: spec.budget };
  return { spec, recipe, config, search: null, updates: arn };
}

/**
 * CreateSolutionVersion with trainingMode UPDATE: what was learned stays, and items that have come since are taken in.
 * Nothing is measured anew.
 *
 * @returns the ACTIVE version. @throws AppError as `checkUpdate` before anything is recorded; T codes,
 *   MODEL_UNREADABLE, QUOTA_EXCEEDED leave a CREATE FAILED, CANCELLED a CREATE STOPPED version.
 */
export async function updateSolution(
  project: OpenProject,
  solution: string,
  job: Job,
  tools: TrainingTools,
): Promise<SolutionVersion> {
  const plan = checkUpdate(project.state, solution);
  const arn = await createVersion(project, plan, tools, requireIdle);
  return runUpdate({ project, arn, job, tools }, plan);
}

/** Runs the update of a version that is PENDING, and records how it ends. @throws AppError as `updateSolution`. */
export async function runUpdate(run: Run<Job>, plan: UpdatePlan): Promise<SolutionVersion> {
  const { project, arn, job, tools } = run;
  return recorded(run, async () => {
    const sinceStart = stopwatch(tools.clock);
    await change(run, { status: 'CREATE IN_PROGRESS' });
    await job.checkpoint('update', 0, 1);
    const putBatches = (await project.data.putBatches()).length;
    const { stored, taken } = await updatedModel(project, plan, job);
    const finished: Partial<SolutionVersion> = {
      ...taken,
      status: 'ACTIVE',
      epochs: { done: 1, total: 1 },
      trainingSeconds: sinceStart() / 1000,
      putBatches,
    };
    await activate(project, arn, finished, stored);
  });
}

/**
 * The model of the version that is updated, with the data as they are now in it. Nothing is stored.
 *
 * @throws AppError P09, T codes, MODEL_UNREADABLE.
 */
export async function updatedModel(
  project: OpenProject,
  plan: UpdatePlan,
  job: Job,
): Promise<{
  readonly stored: StoredModel;
  readonly taken: Pick<SolutionVersion, 'counts' | 'modelBytes' | 'ownNumbers'>;
}> {
  const [before, index] = await Promise.all([project.models.stored(plan.updates), project.data.index()]);
  const { tables, differs } = renumbered(index.tables, idsOf(before, 'users'), idsOf(before, 'items'));
  const { recipe } = plan;
  const data = trainingDataFor(recipe.name, tables, plan.spec, project.state.profile);
  if (recipe.update === undefined) throw new AppError('P09', { recipe: recipe.name, trainingMode: 'UPDATE' });
  const updated = await recipe.update(await loadPlain(before), data, plan.config, job);
  const objective = objectiveIn(data, plan.spec);
  const model = objective === null ? updated : withObjective(updated, objective);
  const asBefore = withDrawnSeconds(model.store(), drawsSeconds(before));
  const stored = withIds(asBefore, tables.userIds, tables.itemIds);
  const ownNumbers = differs ? (true as const) : undefined;
  const taken = { counts: countsOf(data), modelBytes: bytesOf(stored), ...defined({ ownNumbers }) };
  return { stored, taken };
}

/**
 * Takes what has come into the model of a version: the version stays the same, with the metrics it has, and answers by
 * the new model from then on.
 *
 * @throws AppError T codes, MODEL_UNREADABLE, QUOTA_EXCEEDED; the version goes on as it was.
 */
export async function autoUpdate(
  project: OpenProject,
  arn: Arn,
  job: Job,
  { clock }: Pick<TrainingTools, 'clock'>,
): Promise<void> {
  const version = project.state.solutionVersions.find((other) => other.arn === arn);
  if (version?.status !== 'ACTIVE') return; // deleted while it waited
  const { dataVersion } = project.state;
  const putBatches = (await project.data.putBatches()).length;
  const { stored, taken } = await updatedModel(project, updateOf(version), job);
  const { modelBytes, ownNumbers } = taken;
  const autoUpdate = { dataVersion, putBatches, atSec: clock.nowMs() / 1000 };
  const kept = { modelBytes, ...defined({ ownNumbers }), autoUpdate };
  await project.storage.writeModel((state) => withVersion(state, arn, kept, project.nowSec), arn, stored);
}
