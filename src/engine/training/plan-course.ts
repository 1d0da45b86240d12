import type { Stage } from '../../domain/ports';
import type { SolutionVersion } from '../../domain/resources';
import type { TuningRecord } from '../../domain/tuning';
import { MODELS, modelSeconds } from '../../domain/training-time';
import { recipes } from '../../recipes/registry';
import type { Plan } from '../resources/training-plan';

/** Of the data that are learned from. */
type Counts = SolutionVersion['counts'];

/** Rows are set aside. */
const SPLIT: Stage = { key: 'split', seconds: 0.1 };
/** Trained and stored as a version of its own. */
const POPULARITY: Stage = { key: 'popularity', seconds: 0.3 };
/** What popularity finds is measured. */
const BASELINE: Stage = { key: 'baseline', seconds: 0.1 };
/** Operations that no estimate has: what is laid out before a model learns, and weighed after it, at most as much again. */
const BESIDE_A_ROW = 7e4;
/** What is laid out before anything is learned, as a share of the learning. */
const BEGINNING = 0.03;
/** A thousand lists, and what is left of storing: at least so long, or this share of the learning. */
const LISTS = { least: 0.3, share: 0.1 };

/** What a training goes through after the search, where it has one. */
export function fitStages({ recipe, config }: Plan, counts: Counts, cores: number): readonly Stage[] {
  const work = recipe.estimateFlops(counts, config.budget);
  const fit = MODELS * modelSeconds(work + Math.min(work, BESIDE_A_ROW * counts.interactions), cores);
  return [
    BASELINE,
    { key: 'begin', seconds: BEGINNING * fit },
    { key: 'fit', seconds: fit },
    { key: 'lists', seconds: Math.max(LISTS.least, LISTS.share * fit) },
  ];
}

/** All of it. @param trainsPopularity the line to beat comes before it. */
export function courseOf(
  plan: Plan,
  counts: Counts,
  cores: number,
  trainsPopularity: boolean,
): { readonly of: string; readonly stages: readonly Stage[] } {
  return {
    of: [plan.recipe.name, plan.config.budget, plan.search ?? 'alone', counts.interactions].join(' '),
    stages: [SPLIT, ...(trainsPopularity ? [POPULARITY] : []), ...fitStages(plan, counts, cores)],
  };
}

/** Trials of a search that are still to come, the next one first. A trial learns one model. */
export function trialStages(
  { searches }: TuningRecord,
  budget: Plan['config']['budget'],
  counts: Counts,
  cores: number,
): readonly Stage[] {
  return searches.flatMap(({ recipe: name, planned, trials }) => {
    const missing = Array.from({ length: planned }, (_, k) => k + 1).filter((number) =>
      trials.every((trial) => trial.number !== number),
    );
    const seconds = modelSeconds(recipes.get(name)?.estimateFlops(counts, budget) ?? 0, cores);
    return missing.map((number) => ({ key: `trial ${name} ${number}`, seconds }));
  });
}
