import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import { historyOf } from '../../../../src/domain/queries';
import { Rng } from '../../../../src/kernels/rng';
import type { Plan } from '../../../../src/recipes/ensemble/ensemble-plan';
import type { Model } from '../../../../src/recipes/recipe';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { ensembleWithoutHistories } from '../../../../src/takeaway/leave/leave-ensemble';
import { trainingDataOf } from '../../../support/checkerboard';
import { CountingPool } from '../../../support/counting-pool';
import { explanationContract } from '../../../support/explanation-contract';
import {
  configOf,
  recipeContract,
  scoresOf,
  trainedOnce,
  trainFully,
  trainWith,
  uncancelled,
} from '../../../support/recipe-contract';
import { smallWalks } from '../../../support/small-walks';

const ITEMS = 72;
const PEOPLE = 100;
const KINDS = 6;

/** People with a taste for one kind of item each, who had their items in no order. */
function tastes(people = PEOPLE): TrainingData {
  const rng = new Rng(7, 'tastes');
  const lists = Array.from({ length: people }, (_, u) => {
    const items = new Set<number>();
    while (items.size < 10) {
      const kind = rng.uniform() < 0.9 ? u % KINDS : rng.below(KINDS);
      items.add(kind + KINDS * Math.floor((ITEMS / KINDS) * rng.uniform() ** 2));
    }
    return rng.shuffle([...items]);
  });
  return trainingDataOf(lists, ITEMS);
}

function atOneSecond(data: TrainingData): TrainingData {
  return { ...data, timestampSec: new Float64Array(data.items.length).fill(1e9) };
}

function planOf(model: Model): Plan {
  return JSON.parse(String(model.store().header.config.plan)) as Plan;
}

const board = tastes();

describe('people whose rows have no order', () => {
  const atOnce = atOneSecond(board);
  const trained = (): Promise<Model> => trainedOnce(userPersonalization, board);
  recipeContract(userPersonalization, atOnce);
  explanationContract(userPersonalization, atOnce);

  it('are told of alike, whether a second apart or all at one', async () => {
    const apart = await trained();
    const at = await trainedOnce(userPersonalization, atOnce);
    expect(planOf(apart).unordered?.taste).toBeDefined();
    expect(planOf(apart)).toEqual(planOf(at));
    for (const u of [0, 5, 77])
      expect(scoresOf(apart, historyOf(board, u))).toEqual(scoresOf(at, historyOf(atOnce, u)));
  });

  it('are answered alike in whatever order they are asked, and by what they like', async () => {
    const model = await trained();
    const items = Int32Array.of(2, 8, 14, 20);
    const timestampSec = Float64Array.of(1, 2, 3, 4);
    const scores = scoresOf(model, { userIdx: -1, items, timestampSec });
    expect(scoresOf(model, { userIdx: -1, items: items.slice().reverse(), timestampSec })).toEqual(scores);
    const best = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
    expect(best.slice(0, 5).every((item) => item % KINDS === 2)).toBe(true);
    // What they had is not offered again.
    expect(best.slice(0, 5).some((item) => items.includes(item))).toBe(false);
  });

  it('train to the same model whoever does the parts', async () => {
    const alone = await trained();
    const config = configOf(userPersonalization);
    const shared = await trainWith(userPersonalization, board, config, { pool: new CountingPool() });
    expect(shared.store()).toEqual(alone.store());
  });

  it('keep what is known as users and items come', async () => {
    const model = await trained();
    const grown = { ...board, nItems: ITEMS + 3, nUsers: PEOPLE + 1, userPtr: new Int32Array(PEOPLE + 2) };
    grown.userPtr.fill(board.userPtr[PEOPLE]).set(board.userPtr);
    const updated = await userPersonalization.update?.(
      model,
      grown,
      configOf(userPersonalization),
      uncancelled,
    );
    if (updated === undefined) throw new Error('no update');
    const before = scoresOf(model, historyOf(board, 3));
    expect(scoresOf(updated, historyOf(board, 3)).subarray(0, ITEMS)).toEqual(before);
  });

  it('leave a model that tells strangers of the same kind', async () => {
    const model = await trained();
    const asked = Array.from({ length: PEOPLE }, (_, u) => ({ ...historyOf(board, u), userIdx: -1 }));
    const left = await ensembleWithoutHistories(model.store(), model, 1, asked, uncancelled);
    expect(left.arrays.items).toHaveLength(0);
    const query = { userIdx: -1, items: Int32Array.of(2, 8, 14), timestampSec: Float64Array.of(1, 2, 3) };
    const scores = scoresOf(userPersonalization.load(left), query);
    const best = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
    expect(best.slice(0, 3).every((item) => item % KINDS === 2)).toBe(true);
  });
});

it('leaves an order to those who have one', async () => {
  expect(planOf(await trainFully(userPersonalization, smallWalks())).unordered).toBeUndefined();
});

it('leaves people as they are who are too few to tell', async () => {
  expect(planOf(await trainFully(userPersonalization, tastes(40))).unordered).toBeUndefined();
});
