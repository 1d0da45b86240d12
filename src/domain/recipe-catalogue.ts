import type { BROUGHT_ALONG } from './brought-along';
import { RECIPE_CATALOGUE, type RecipeFacts, type RecipeType } from './recipe-entries';

export type { BatchKey, RecipeFacts, RecipeType } from './recipe-entries';

/** A recipe that can be trained. */
type TrainableName = keyof typeof RECIPE_CATALOGUE;
/** What a version answers by: a recipe, or lists that somebody else has made. */
export type RecipeName = TrainableName | typeof BROUGHT_ALONG;

/** All names, in the order of the catalogue. */
export const RECIPE_NAMES = Object.keys(RECIPE_CATALOGUE) as readonly RecipeName[];

export function recipeFacts(name: RecipeName): RecipeFacts {
  return RECIPE_CATALOGUE[name as TrainableName] ?? BROUGHT;
}

const BROUGHT: RecipeFacts = { type: 'USER_PERSONALIZATION', batchKey: null, isBrought: true };

/** The names of the recipes that something holds of, in the order of the catalogue. */
export function recipesThat(holds: (facts: RecipeFacts) => boolean): readonly RecipeName[] {
  return RECIPE_NAMES.filter((name) => holds(recipeFacts(name)));
}

/** The one to begin with, and the line to beat. */
export const [DEFAULT_RECIPE] = recipesThat(({ isDefault }) => isDefault === true);
export const [BASELINE_RECIPE] = recipesThat(({ isBaseline }) => isBaseline === true);

/** What AutoML tries where a request names no recipes, in this order. */
export const AUTOML_LIST: readonly RecipeName[] = [
  ...recipesThat(({ autoMlPlace }) => autoMlPlace !== undefined),
].sort((a, b) => (recipeFacts(a).autoMlPlace ?? 0) - (recipeFacts(b).autoMlPlace ?? 0));

/** What one asks a recipe: what a user is shown, what goes with an item, how to order a list, whom an item suits, what to do. */
export type Serves = 'users' | 'items' | 'lists' | 'segments' | 'actions';

const SERVES: { readonly [type in RecipeType]: Serves } = {
  USER_PERSONALIZATION: 'users',
  POPULAR_ITEMS: 'users',
  PERSONALIZED_RANKING: 'lists',
  RELATED_ITEMS: 'items',
  USER_SEGMENTATION: 'segments',
  PERSONALIZED_ACTIONS: 'actions',
};

export function servesOf(name: RecipeName): Serves {
  return SERVES[recipeFacts(name).type];
}

/** Whether a version of it can be updated when somebody asks. */
export function updatesWhenAsked(name: RecipeName): boolean {
  const { updates } = recipeFacts(name);
  return updates === 'when asked' || updates === 'by itself';
}

/** Whether it answers with items: neither people nor actions. */
export function listsItems(name: RecipeName): boolean {
  const serves = servesOf(name);
  return serves !== 'segments' && serves !== 'actions';
}

/** Whether its lists are made for one person: such a request must say for whom. */
export function isPersonal(name: RecipeName): boolean {
  const { type, sameForAll } = recipeFacts(name);
  return type === 'USER_PERSONALIZATION' && sameForAll !== true;
}
