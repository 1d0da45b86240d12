import { defined } from '../../domain/defined';
import type { DatasetDomain } from '../../domain/schema';
import { USE_CASES } from '../../domain/use-cases';
import { AppError, type JsonObject } from '../../domain/errors';
import { recipeFacts, type RecipeName, type RecipeType } from '../../domain/recipe-catalogue';
import type { ParameterSpec, Recipe } from '../../recipes/recipe';
import { findRecipe, recipes as known } from '../../recipes/registry';
import { recipeArn } from '../../domain/names';
import { findUseCase } from '../resources/use-case';
import { readDomain } from './dataset-groups';
import type { Operations } from './operation';
import { page } from './answers';
import { optionalText, text } from './read-input';

/** When the service's first recipes came to be: 10 June 2019. */
const ALWAYS = { creationDateTime: 1_560_124_800, lastUpdatedDateTime: 1_560_124_800 };
const RECIPES_A_PAGE = 20;
const PREFIX = 'arn:aws:personalize:::';

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
function described(name: string): {
  readonly name: string;
  readonly type: RecipeType;
  readonly recipe: RecipeName;
} {
  const useCase = findUseCase(name);
  const recipe = useCase?.recipe ?? findRecipe(name).name;
  return { name: useCase?.name ?? recipe, type: recipeFacts(recipe).type, recipe };
}

/** What recipes of a type are for, as an answer of the API says it. */
const DESCRIPTIONS: { readonly [type in RecipeType]: string } = {
  USER_PERSONALIZATION: 'Predicts the items that a user will choose next.',
  POPULAR_ITEMS: 'Lists the items that are chosen most.',
  PERSONALIZED_RANKING: 'Puts a list of items in the order that suits a user.',
  RELATED_ITEMS: 'Lists the items that go with an item.',
  PERSONALIZED_ACTIONS: 'Predicts the actions that a user will most likely take next.',
  USER_SEGMENTATION: 'Lists the users whom an item, or items of a kind, suit most.',
};

/** The recipe that an algorithm or a transformation is of; each has its own. @throws AppError NOT_FOUND. */
function recipeBehind(input: JsonObject, member: 'algorithm' | 'featureTransformation'): Recipe {
  const arn = text(input, `${member}Arn`);
  const kind = member === 'algorithm' ? 'algorithm/' : 'feature-transformation/';
  const recipe = [...known.values()].find(({ name }) => arn === `${PREFIX}${kind}${name}`);
  if (recipe === undefined) throw new AppError('NOT_FOUND', { arn });
  return recipe;
}

function defaultsOf(parameters: readonly ParameterSpec[]): { [name: string]: string } {
  return Object.fromEntries(parameters.map(({ name, defaultValue }) => [name, defaultValue]));
}

export const recipes = {
  ListRecipes(input) {
    const provider = optionalText(input, 'recipeProvider');
    const { domain } = readDomain(input);
    const listed: readonly Listed[] =
      provider === undefined || provider === 'SERVICE' ? [...known.values(), ...USE_CASES] : [];
    const all = listed.map(summary).sort((a, b) => (a.name < b.name ? -1 : 1));
    // The service gives pages even where no length is asked for, and then leaves other domains out of each: the first
    // page of a domain may be short or empty and have a next one.
    const { recipes: shown, ...more } = page({ maxResults: RECIPES_A_PAGE, ...input }, 'recipes', all);
    return { recipes: shown.filter((one) => domain === undefined || one.domain === domain), ...more };
  },
  DescribeRecipe(input) {
    const recipe = described(text(input, 'recipeArn'));
    return {
      recipe: {
        ...summary(recipe),
        recipeType: recipe.type,
        algorithmArn: `${PREFIX}algorithm/${recipe.recipe}`,
        featureTransformationArn: `${PREFIX}feature-transformation/${recipe.recipe}`,
        description: DESCRIPTIONS[recipe.type],
      },
    };
  },
  /** What a recipe learns by: its settings, and what a search may make of each. */
  DescribeAlgorithm(input) {
    const { name, hyperparameters } = recipeBehind(input, 'algorithm');
    const ranges = (...kinds: readonly ParameterSpec['kind'][]) =>
      hyperparameters.filter(({ kind }) => kinds.includes(kind));
    const numbers = (kind: 'int' | 'float') =>
      ranges(kind).map(({ name, min, max, tunable }) => ({
        name,
        ...defined({ minValue: min, maxValue: max }),
        isTunable: tunable,
      }));
    return {
      algorithm: {
        name,
        algorithmArn: `${PREFIX}algorithm/${name}`,
        defaultHyperParameters: defaultsOf(hyperparameters),
        defaultHyperParameterRanges: {
          integerHyperParameterRanges: numbers('int'),
          continuousHyperParameterRanges: numbers('float'),
          categoricalHyperParameterRanges: ranges('bool', 'enum').map(({ name, values, tunable }) => ({
            name,
            values: [...(values ?? ['true', 'false'])],
            isTunable: tunable,
          })),
        },
        ...ALWAYS,
      },
    };
  },
  DescribeFeatureTransformation(input) {
    const { name, featureTransformations } = recipeBehind(input, 'featureTransformation');
    return {
      featureTransformation: {
        name,
        featureTransformationArn: `${PREFIX}feature-transformation/${name}`,
        defaultParameters: defaultsOf(featureTransformations),
        status: 'ACTIVE',
        ...ALWAYS,
      },
    };
  },
} satisfies Operations;
