import { AppError } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import type { SolutionVersion } from '../../domain/resources';
import type { RecipeSearch, Trial, TuningRecord } from '../../domain/tuning';
import { checkParameters } from '../../recipes/parameters';
import { recipes } from '../../recipes/registry';
import { automl } from './automl';
import { bestOf, isBetter } from './choose-trial';
import { trialStages } from './plan-course';
import { emptySearch, runTrials, type TuneTools } from './recipe-tuning';
import { conclude, failureOf, planTuning, splitBeforeTarget } from './tune';
import { countsOf } from './training-data';
import { change, type Run } from './version-run';
import type { Plan } from '../resources/training-plan';
import { objectiveOf } from '../resources/tuning-config';

/**
 * The search for settings that a solution version asks for: HPO of its recipe, or AutoML. Every finished trial is
 * stored with the version, so that what a closed page cut off goes on from there; the version's own settings are those
 * of the request, `tunedHPOParams` those that were found.
 *
 * @param data rows to learn from, without those that the finished model is measured on.
 * @returns the plan of the final training. @throws AppError as `tune` and `automl`.
 */
export async function tuneVersion(run: Run, plan: Plan, data: TrainingData): Promise<Plan> {
  const { project, arn, job, tools } = run;
  if (plan.search === null) return plan;
  const before = project.state.solutionVersions.find((version) => version.arn === arn)?.tuning ?? null;
  const counts = countsOf(data);
  const note: Note = async (members) => {
    const { tuning } = members;
    if (tuning !== undefined)
      job.course.upTo('baseline', trialStages(tuning, plan.config.budget, counts, tools.pool.size));
    await change(run, members);
  };
  const search = plan.search === 'automl' ? searchRecipes : searchSettings;
  return search(plan, data, { ...tools, job, onTrial: listing(run, plan, before) }, before, note);
}

/** The list of each trial that is ahead of all before it can be looked at, as after a step of a training. */
function listing(
  { arn, job, tools }: Run,
  { search, spec }: Plan,
  before: TuningRecord | null,
): TuneTools['onTrial'] {
  const { type } = objectiveOf(search === 'automl' ? undefined : spec.hpoConfig?.hpoObjective);
  let ahead = bestOf(before?.searches.flatMap(({ trials }) => trials) ?? [], type);
  let step = 0;
  return (trial, model) => {
    if (!isBetter(trial, ahead, type)) return;
    ahead = trial;
    tools.onEpoch?.(arn, ++step, model);
    job.showList(step);
  };
}

type Note = (members: Partial<SolutionVersion>) => Promise<void>;
type Search = (
  plan: Plan,
  data: TrainingData,
  tools: TuneTools,
  before: TuningRecord | null,
  note: Note,
) => Promise<Plan>;

const searchSettings: Search = async (plan, data, tools, before, note) => {
  const tuning = planTuning({ ...plan.spec, recipe: plan.recipe, exclude: false }, splitBeforeTarget(data));
  const { metricName, type } = tuning.judging;
  const record = (search: RecipeSearch): TuningRecord => ({
    objective: { metricName, type },
    searches: [search],
  });
  const onSearch = (search: RecipeSearch): Promise<void> => note({ tuning: record(search) });
  const begun = before?.searches.at(0) ?? emptySearch(tuning);
  await onSearch(begun);
  const search = conclude(tuning, await runTrials(tuning, begun, tuning.wanted, { ...tools, onSearch }));
  const best = search.trials.find(({ number }) => number === search.chosen);
  if (best === undefined && search.trials.length > 0) throw failureOf(search);
  await note({ tuning: record(search), ...tunedParams(best) });
  if (best === undefined) return plan;
  const parameters = { ...plan.config.parameters, ...best.algorithmHyperParameters };
  return { ...plan, config: { ...plan.config, parameters } };
};

const searchRecipes: Search = async (plan, data, tools, before, note) => {
  const { seed, budget, autoMLConfig, hpoConfig } = plan.spec;
  const hpoResourceConfig = hpoConfig?.hpoResourceConfig;
  const task = { data, seed, budget, exclude: false, autoMLConfig, hpoResourceConfig, recipes };
  const onRecord = (tuning: TuningRecord): Promise<void> => note({ tuning });
  const { best, autoMLResult } = await automl(task, { ...tools, onRecord }, before);
  const recipe = recipes.get(best.recipe);
  if (recipe === undefined) throw new AppError('INTERNAL', { recipe: best.recipe });
  const spec = { ...plan.spec, recipe: best.recipe };
  await note({ spec, autoMLResult, ...tunedParams(best) });
  const parameters = checkParameters(recipe, best.algorithmHyperParameters, {});
  return { ...plan, spec, recipe, config: { ...plan.config, parameters } };
};

function tunedParams(best: Trial | undefined): Partial<SolutionVersion> {
  if (best === undefined) return {};
  return { tunedHPOParams: { algorithmHyperParameters: best.algorithmHyperParameters } };
}
