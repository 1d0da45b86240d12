import { bareRecipeName } from './names';
import { RECIPE_NAMES } from './recipe-catalogue';
import { USE_CASES } from './use-cases';

/** Whether there is such a recipe, of custom groups or of a domain, by bare name or ARN. */
export function isRecipe(name: string): boolean {
  const bare = bareRecipeName(name);
  return [...RECIPE_NAMES, ...USE_CASES.map((useCase) => useCase.name)].some((known) => known === bare);
}
