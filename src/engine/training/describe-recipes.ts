import type { Tables } from '../../domain/columns';
import { isAppError, recordOf } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import { recipeFacts } from '../../domain/recipe-catalogue';
import type { RecipeDescription } from '../../domain/recipes';
import type { Profile } from '../../domain/schema';
import { checkParameters } from '../../recipes/parameters';
import type { Recipe } from '../../recipes/recipe';
import { recipes } from '../../recipes/registry';
import { buildTrainingData } from './training-data';

/** Every recipe that can be trained, and what it means for these data. O(rows log rows per user). */
export function describeRecipes(tables: Tables, profile: Profile): readonly RecipeDescription[] {
  const counts = {
    users: tables.userIds.length,
    items: tables.itemIds.length,
    interactions: tables.interactions.nRows,
  };
  const found = attempt(() => buildTrainingData(tables, {}, profile));
  const anyAmount = (): Attempt<TrainingData> =>
    found.result === null
      ? attempt(() => buildTrainingData(tables, {}, profile, undefined, 'anything'))
      : found;
  return Array.from(recipes.values(), (recipe) => ({
    name: recipe.name,
    type: recipeFacts(recipe.name).type,
    hyperparameters: recipe.hyperparameters,
    featureTransformations: recipe.featureTransformations,
    work: {
      instant: recipe.estimateFlops(counts, 'instant'),
      standard: recipe.estimateFlops(counts, 'standard'),
      thorough: recipe.estimateFlops(counts, 'thorough'),
    },
    lacking: lackingFor(recipe, recipeFacts(recipe.name).readsTexts ? anyAmount() : found),
  }));
}

/** What one recipe asks for, of every training and beyond that. */
function lackingFor(
  recipe: Recipe,
  { result, lacking }: Attempt<TrainingData>,
): RecipeDescription['lacking'] {
  if (result === null) return lacking;
  const parameters = checkParameters(recipe, {}, {});
  return attempt(() => recipe.requireData?.(result, { parameters, seed: 0, budget: 'instant' })).lacking;
}

interface Attempt<Result> {
  readonly result: Result | null;
  readonly lacking: RecipeDescription['lacking'];
}

function attempt<Result>(work: () => Result): Attempt<Result> {
  try {
    return { result: work(), lacking: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { result: null, lacking: recordOf(error) };
  }
}
