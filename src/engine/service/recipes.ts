import { defined } from '../../domain/defined';
import type { DatasetDomain } from '../../domain/schema';
import { USE_CASES } from '../../domain/use-cases';
import { recipeFacts, type RecipeType } from '../../domain/recipe-catalogue';
import { findRecipe, recipes as known } from '../../recipes/registry';
import { recipeArn } from '../../domain/names';
import { findUseCase } from '../resources/use-case';
import { readDomain } from './dataset-groups';
import type { Operations } from './operation';
import { page } from './answers';
import { optionalText, text } from './read-input';

/** When recipes came to be means nothing here; the service's JSON has a time. */
const ALWAYS = { creationDateTime: 0, lastUpdatedDateTime: 0 };

/** A recipe of custom groups, or the use case of a domain. */
interface Listed {
  readonly name: string;
  readonly domain?: DatasetDomain;
}

function summary({ name, domain }: Listed) {
  return {
    name,
    recipeArn: recipeArn(name),
    status: 'ACTIVE',
    ...ALWAYS,
    ...defined({ domain }),
  };
}

/** @throws AppError P01 */
function described(name: string): Listed & { readonly type: RecipeType } {
  const useCase = findUseCase(name);
  const recipe = useCase?.recipe ?? findRecipe(name).name;
  return { name: useCase?.name ?? recipe, domain: useCase?.domain, type: recipeFacts(recipe).type };
}

export const recipes = {
  ListRecipes(input) {
    const provider = optionalText(input, 'recipeProvider');
    const { domain } = readDomain(input);
    const useCases = USE_CASES.filter((useCase) => domain === undefined || useCase.domain === domain);
    const all: readonly Listed[] = [...(domain === undefined ? known.values() : []), ...useCases];
    return page(input, 'recipes', provider === undefined || provider === 'SERVICE' ? all.map(summary) : []);
  },
  DescribeRecipe(input) {
    const recipe = described(text(input, 'recipeArn'));
    return { recipe: { ...summary(recipe), recipeType: recipe.type } };
  },
} satisfies Operations;
