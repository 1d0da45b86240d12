import { describe, expect, it } from 'vitest';
import type { UserQuery } from '../../../src/domain/histories';
import { having } from '../../../src/recipes/capabilities';
import { checkParameters } from '../../../src/recipes/parameters';
import { popularityCount } from '../../../src/recipes/popularity-count';
import type { Model } from '../../../src/recipes/recipe';
import { sims } from '../../../src/recipes/sims';
import { trainingDataOf } from '../../support/checkerboard';
import { historyOf } from '../../../src/domain/queries';
import { trainFully, trainWith } from '../../support/recipe-contract';

const [A, B, C, D, E] = [0, 1, 2, 3, 4];
const NOTHING = -Infinity;

async function simsWith(
  histories: number[][],
  hyperparameters: Record<string, string>,
  transformations: Record<string, string> = {
    min_user_history_length_percentile: '0',
    max_user_history_length_percentile: '1',
    min_item_interaction_count_percentile: '0',
    max_item_interaction_count_percentile: '1',
  },
): Promise<Model> {
  const parameters = checkParameters(sims, hyperparameters, transformations);
  const data = trainingDataOf(histories, 5);
  return trainWith(sims, data, { parameters, seed: 1, budget: 'instant' });
}

function related(model: Model, item: number): { similar: boolean; values: number[] } {
  const out = new Float64Array(model.nItems);
  const similar = having(model, 'relates').scoreRelated(item, out);
  return { similar, values: [...out] };
}

/** A request for what goes with one item. */
function askedAbout(item: number): UserQuery {
  return { userIdx: -1, items: Int32Array.of(item), timestampSec: Float64Array.of(0) };
}

describe('aws-popularity-count', () => {
  it('counts distinct users, not events, and lists nothing that nobody touched', async () => {
    const data = trainingDataOf([[A, A, A, B], [B], [B, C], [C]], 5);
    const model = await trainFully(popularityCount, data);
    const out = new Float64Array(5);
    expect(model.hasScores).toBe(false);
    model.scoreUser({ userIdx: 0, items: data.items, timestampSec: data.timestampSec }, out);
    expect([...out]).toEqual([1, 3, 2, NOTHING, NOTHING]);
    const why = (item: number): unknown => having(model, 'givesReasons').reason(historyOf(data, 1), item);
    expect(why(B)).toEqual({ kind: 'popularity', value: 3, users: 3, weighed: false });
    expect(why(E)).toBeNull();
  });
});

describe('aws-sims', () => {
  // Users with both: A–B 3, A–C 2, A–D 1, B–C 2, B–D 1. Users: A 3, B 5, C 2, D 1, E 0.
  const histories = [[A, B, C], [B, A, C, C], [A, B, D], [B], [B]];

  it('divides shared users by users to the discount', async () => {
    const model = await simsWith(histories, {
      popularity_discount_factor: '0.5',
      min_cointeraction_count: '1',
    });
    const { similar, values } = related(model, A);
    expect(similar).toBe(true);
    const expected = [NOTHING, 3 / Math.sqrt(5), 2 / Math.sqrt(2), 1, NOTHING];
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
  });

  it('says how many of the people with one item have the other too', async () => {
    const model = await simsWith(histories, {
      popularity_discount_factor: '0.5',
      min_cointeraction_count: '1',
    });
    const why = (asked: number, item: number): unknown =>
      having(model, 'givesReasons').reason(askedAbout(asked), item);
    const common = { kind: 'co-occurrence', discount: 0.5, weighed: false };
    const both = { shared: 3, users: 3, itemUsers: 5 };
    expect(why(A, B)).toEqual({ ...common, ...both, value: 3 / Math.sqrt(5) });
    expect(why(B, A)).toEqual({ ...common, shared: 3, users: 5, itemUsers: 3, value: 3 / Math.sqrt(3) });
    expect(why(C, A)).toMatchObject({ shared: 2, users: 2, itemUsers: 3 });
    expect(why(C, D)).toBeNull();
    expect(why(A, A)).toBeNull();
    expect(why(E, B)).toEqual({ kind: 'popularity', value: 5, users: 5, weighed: false });
  });

  it('puts popular companions first with discount 0 and exclusive ones with 1', async () => {
    const popular = await simsWith(histories, {
      popularity_discount_factor: '0',
      min_cointeraction_count: '1',
    });
    expect(related(popular, A).values).toEqual([NOTHING, 3, 2, 1, NOTHING]);
    const exclusive = await simsWith(histories, {
      popularity_discount_factor: '1',
      min_cointeraction_count: '1',
    });
    const { values } = related(exclusive, A);
    expect(values[C]).toBeGreaterThan(values[B]);
  });

  it('leaves out pairs below the minimum, and answers a thin or unknown item with the popular ones', async () => {
    const model = await simsWith(histories, { min_cointeraction_count: '2' });
    expect(related(model, A).values[D]).toBe(NOTHING);
    expect(related(model, D)).toEqual({ similar: false, values: [3, 5, 2, NOTHING, NOTHING] });
    expect(having(model, 'givesReasons').reason(askedAbout(D), B)).toMatchObject({
      kind: 'popularity',
      users: 5,
    });
    expect(having(model, 'givesReasons').reason(askedAbout(D), D)).toBeNull();
    expect(related(model, 77)).toEqual({ similar: false, values: [3, 5, 2, 1, NOTHING] });
    expect(related(model, E).values).toEqual([3, 5, 2, 1, NOTHING]);
  });

  it('with a minimum of 0 finds every used item similar, if only by 0', async () => {
    const model = await simsWith([[A, B], [C]], { min_cointeraction_count: '0' });
    expect(related(model, A).values).toEqual([NOTHING, 1, 0, NOTHING, NOTHING]);
    expect(having(model, 'givesReasons').reason(askedAbout(A), C)).toMatchObject({
      kind: 'co-occurrence',
      shared: 0,
      value: 0,
    });
    expect(having(model, 'givesReasons').reason(askedAbout(A), D)).toBeNull();
  });

  it('answers a person from the newest item', async () => {
    const model = await simsWith(histories, { min_cointeraction_count: '1' });
    const out = new Float64Array(5);
    model.scoreUser({ userIdx: 4, items: Int32Array.from([D, A]), timestampSec: Float64Array.of(1, 2) }, out);
    expect([...out]).toEqual(related(model, A).values);
  });

  it('drops users and items outside their percentiles, bounds included', async () => {
    // Lengths sorted 1 1 3 3 4: the .7 percentile is the fourth, 3, so the user with 4 rows goes.
    const model = await simsWith(
      histories,
      { popularity_discount_factor: '0', min_cointeraction_count: '1' },
      {
        min_user_history_length_percentile: '0',
        max_user_history_length_percentile: '0.7',
        min_item_interaction_count_percentile: '0',
        max_item_interaction_count_percentile: '1',
      },
    );
    expect(related(model, A).values).toEqual([NOTHING, 2, 1, 1, NOTHING]);
  });

  it('refuses a minimum above its maximum', async () => {
    const crossed = { min_user_history_length_percentile: '0.9', max_user_history_length_percentile: '0.1' };
    await expect(simsWith(histories, {}, crossed)).rejects.toMatchObject({ code: 'P05' });
  });
});

it('a stored sims whose rows begin beyond its pairs, or fall back, is unreadable and not walked', async () => {
  const model = await simsWith(
    [
      [A, B],
      [A, B],
      [B, C],
    ],
    {},
  );
  const stored = model.store();
  expect(sims.load(stored).nItems).toBe(5);
  const pairPtr = stored.arrays.pairPtr as Int32Array;
  for (const [row, offset] of [
    [1, 2_146_435_072],
    [0, 1],
    [2, -1],
  ]) {
    const wrong = Int32Array.from(pairPtr);
    wrong[row] = offset;
    expect(() => sims.load({ ...stored, arrays: { ...stored.arrays, pairPtr: wrong } })).toThrow(
      expect.objectContaining({ code: 'MODEL_UNREADABLE' }),
    );
  }
});
