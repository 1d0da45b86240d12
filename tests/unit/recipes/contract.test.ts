import { describe } from 'vitest';
import type { TrainingData } from '../../../src/domain/histories';
import { recipeFacts, servesOf } from '../../../src/domain/recipe-catalogue';
import type { Recipe } from '../../../src/recipes/recipe';
import { recipes } from '../../../src/recipes/registry';
import { checkerboard, withMetadata, withRegions, withUntouched } from '../../support/checkerboard';
import { explanationContract } from '../../support/explanation-contract';
import { full } from '../../support/full';
import { personalContract, recipeContract, segmentContract } from '../../support/recipe-contract';
import { TWINS } from '../../support/twins';

/** Recipes whose lists do not depend on the person. */
const SAME_FOR_ALL: ReadonlySet<string> = new Set(['aws-popularity-count', 'aws-trending-now']);

/** Recipes that may place an item that nobody has had before those that people lack. */
const BY_COUNTS: ReadonlySet<string> = new Set(['aws-user-personalization', 'aws-personalized-ranking']);

/** The board as each recipe needs it: with metadata, or with items that are still cold. @param cold at least so many. */
function boardFor(recipe: Recipe, cold = 0): TrainingData {
  const coldstart = recipe.name === 'aws-hrnn-coldstart';
  const board = withUntouched(checkerboard(coldstart || full ? 50 : 36), coldstart ? 110 : cold);
  return METADATA.has(recipe.name) ? withMetadata(board) : board;
}

const METADATA: ReadonlySet<string> = new Set([
  'aws-similar-items',
  'aws-semantic-similarity',
  'aws-hrnn-metadata',
  'aws-hrnn-coldstart',
  'aws-item-attribute-affinity',
]);

/** What ranks items; in the short run each model under one name. A recipe of actions has a test of its own. */
const ofItems = [...recipes.values()].filter(
  ({ name }) => servesOf(name) !== 'actions' && (full || !TWINS.has(name)),
);

for (const recipe of ofItems) {
  describe(recipe.name, () => {
    // Something known of people and items that are cold: one training for all that is asked.
    const board = withRegions(boardFor(recipe, 4));
    recipeContract(recipe, board);
    const { type } = recipeFacts(recipe.name);
    if (type !== 'USER_SEGMENTATION') explanationContract(recipe, board);
    if (!SAME_FOR_ALL.has(recipe.name) && type !== 'RELATED_ITEMS')
      personalContract(recipe, BY_COUNTS.has(recipe.name) ? boardFor(recipe) : board);
    if (type === 'USER_SEGMENTATION') segmentContract(recipe, board);
  });
}
