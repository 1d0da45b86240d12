import { bytes, duration } from '../../../domain/numbers';
import type { RecipeDescription } from '../../../domain/recipes';
import type { ProjectSummary, SolutionVersion } from '../../../domain/resources';
import { MODELS, modelSeconds } from '../../../domain/training-time';
import * as say from '../../../words/messages/train';
import { searchOf, trialsError, type TrainingForm } from './form';

/**
 * What a form will take, in a sentence; null where it cannot be told. A version of the same recipe and effort on the
 * same data says how fast this device is.
 *
 * @param versions of the open project, any order. @param dataVersion of its present data. @param cores of this device.
 */
export function estimateWords(
  form: TrainingForm,
  recipes: readonly RecipeDescription[],
  versions: readonly SolutionVersion[],
  dataVersion: number,
  cores: number,
): string | null {
  const search = searchOf(
    form,
    recipes.find(({ name }) => name === form.recipe),
  );
  const names = search === 'automl' ? form.candidates : [form.recipe];
  const tried = recipes.filter(({ name }) => names.includes(name));
  if (tried.length === 0 || (search !== null && trialsError(form.trials) !== null)) return null;
  const seconds = (recipe: RecipeDescription): number =>
    secondsOf(recipe, form, versions, dataVersion, cores);
  const longest = Math.max(...tried.map(seconds));
  if (search === null) return say.takesAbout({ time: duration(MODELS * longest) });
  const trials = tried.map((recipe) => (isTuned(recipe) ? Number(form.trials) : 1) * seconds(recipe));
  const all = trials.reduce((sum, one) => sum + one, 0) + MODELS * longest;
  if (search === 'automl') return say.takesAtMost({ time: duration(all) });
  return say.takesTrials({ time: duration(all), trials: Number(form.trials), each: duration(longest) });
}

/**
 * Memory that a training holds at its peak, by the row and by the item: a line through ten million rows of 10,000 items
 * (1.1 GB), thirty million of 60,000 (3.0 GB) and a million of a million items (1.0 GB), with user-personalization.
 */
const BYTES_A_ROW = 100;
const BYTES_AN_ITEM = 1000;
/** From here on it is said before it begins. */
const MUCH_BYTES = 1.5e9;

/** What is to be known of data so large before a training of them begins; null where it goes without saying. */
export function largeWords({
  interactions,
  items,
}: Pick<ProjectSummary, 'interactions' | 'items'>): string | null {
  const memory = BYTES_A_ROW * interactions + BYTES_AN_ITEM * items;
  if (memory < MUCH_BYTES) return null;
  return say.takesMuch({ rows: interactions, items, memory: bytes(memory) });
}

/** What a training of a recipe with its defaults takes: the finished model, and the one that is measured. */
export function trainingSeconds(
  recipe: RecipeDescription,
  budget: TrainingForm['budget'],
  versions: readonly SolutionVersion[],
  dataVersion: number,
  cores: number,
): number {
  return MODELS * secondsOf(recipe, { budget }, versions, dataVersion, cores);
}

const isTuned = ({ hyperparameters }: RecipeDescription): boolean =>
  hyperparameters.some(({ tunable }) => tunable);

/** One model of a recipe, or half of both where they learn side by side. */
function secondsOf(
  { name, work }: RecipeDescription,
  { budget }: Pick<TrainingForm, 'budget'>,
  versions: readonly SolutionVersion[],
  dataVersion: number,
  cores: number,
): number {
  const before = versions.find(
    (version) =>
      version.spec.recipe === name &&
      version.spec.budget === budget &&
      version.status === 'ACTIVE' &&
      version.dataVersion === dataVersion &&
      version.epochs.done === version.epochs.total,
  );
  if (before !== undefined) return before.trainingSeconds / MODELS;
  return modelSeconds(work[budget], cores);
}
