import { expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import { Rng } from '../../../../src/kernels/rng';
import type { Recipe } from '../../../../src/recipes/recipe';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { sparseUserPersonalization } from '../../../support/sparse-user-personalization';
import { trainingDataOf } from '../../../support/checkerboard';
import { trainFully } from '../../../support/recipe-contract';

const ITEMS = 50;

/** Walks along a circle of items, one step on (6 times of 10) or two; `oneStep` is what rows of one step weigh. */
function walkers(oneStep: number): TrainingData {
  const rng = new Rng(6, 'steps');
  const weights: number[] = [];
  const histories = Array.from({ length: 150 }, () => {
    let at = rng.below(ITEMS);
    return Array.from({ length: 12 }, () => {
      const step = rng.uniform() < 0.6 ? 1 : 2;
      weights.push(step === 1 ? oneStep : 1);
      return (at = (at + step) % ITEMS);
    });
  });
  return { ...trainingDataOf(histories, ITEMS), rowWeight: Float32Array.from(weights) };
}

/** Of how many items the next one is called likelier than the one after it. */
async function oneStepPreferred(recipe: Recipe, oneStep: number): Promise<number> {
  const model = recipe.load(structuredClone((await trainFully(recipe, walkers(oneStep))).store()));
  const scores = new Float64Array(ITEMS);
  let n = 0;
  for (let item = 0; item < ITEMS; item++) {
    model.scoreUser({ userIdx: -1, items: Int32Array.of(item), timestampSec: Float64Array.of(0) }, scores);
    n += scores[(item + 1) % ITEMS] > scores[(item + 2) % ITEMS] ? 1 : 0;
  }
  return n;
}

it.each([userPersonalization, sparseUserPersonalization])(
  'follows the rows that weigh more where rows weigh',
  async (recipe) => {
    expect(await oneStepPreferred(recipe, 1)).toBeGreaterThan(35);
    expect(await oneStepPreferred(recipe, 0.1)).toBeLessThan(15);
  },
);
