import { describe, expect, it } from 'vitest';
import type { UserQuery } from '../../../src/domain/histories';
import { having, type Explains } from '../../../src/recipes/capabilities';
import { loadModel } from '../../../src/recipes/load-model';
import type { ObjectiveSensitivity } from '../../../src/domain/resources';
import { attributeValues, withObjective } from '../../../src/recipes/objective';
import type { Model } from '../../../src/recipes/recipe';
import { userPersonalization } from '../../../src/recipes/user-personalization';
import { checkerboard } from '../../support/checkerboard';
import { historyOf } from '../../../src/domain/queries';
import { trainFully } from '../../support/recipe-contract';

const board = checkerboard(30);
const nobody: UserQuery = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };

/** Logits 0, 1, 2, 3: mean 1.5, standard deviation √1.25. */
const ladder: Model & Explains = {
  recipe: 'aws-user-personalization',
  nItems: 4,
  hasScores: true,
  scoreUser(_query, out) {
    out.set([0, 1, 2, 3]);
    return true;
  },
  explain: (_query, item) => [
    { part: 'popularity', value: item - 0.5 },
    { part: 'bias', value: 0.5 },
  ],
  store: () => {
    throw new RangeError('not stored here');
  },
};

function scoresOf(model: Model, query = nobody): number[] {
  const out = new Float64Array(model.nItems);
  model.scoreUser(query, out);
  return [...out];
}

function led(sensitivity: ObjectiveSensitivity, values = Float64Array.of(6, 4, 2, NaN)): Model {
  return withObjective(ladder, { itemAttribute: 'PRICE', sensitivity, values });
}

describe('the optimization objective', () => {
  it('adds z-scores of logit and attribute in the shares of the sensitivity', () => {
    // z(logit) = (−1.5, −0.5, 0.5, 1.5) / √1.25; PRICE 6, 4, 2: mean 4, deviation √(8/3), z = ±1.2247; none: 0.
    const z = [-1.5, -0.5, 0.5, 1.5].map((x) => x / Math.sqrt(1.25));
    const price = [1.2247448714, 0, -1.2247448714, 0];
    for (const [sensitivity, s] of [
      ['LOW', 0.25],
      ['MEDIUM', 0.5],
      ['HIGH', 0.75],
    ] as const) {
      scoresOf(led(sensitivity)).forEach((value, i) =>
        expect(value).toBeCloseTo((1 - s) * z[i] + s * price[i], 9),
      );
    }
    expect(led('OFF')).toBe(ladder);
    // From LOW to HIGH the dearest item rises from last to first.
    const order = (s: ObjectiveSensitivity): number[] => {
      const scores = scoresOf(led(s));
      return [0, 1, 2, 3].sort((a, b) => scores[b] - scores[a]);
    };
    expect(order('LOW')).toEqual([3, 2, 1, 0]);
    expect(order('HIGH')).toEqual([0, 3, 1, 2]);
  });

  it('leaves an attribute that is the same everywhere, and logits that are, at nothing', () => {
    const flat = scoresOf(led('HIGH', new Float64Array(4).fill(5)));
    expect(flat.every(Number.isFinite)).toBe(true);
    expect([...flat].sort((a, b) => a - b)).toEqual(flat);
  });

  it('explains the logit it gives, its own share named', () => {
    const model = led('MEDIUM');
    const scores = scoresOf(model);
    scores.forEach((score, item) => {
      const shares = having(model, 'explains').explain(nobody, item);
      expect(shares.reduce((sum, share) => sum + share.value, 0)).toBeCloseTo(score, 12);
      expect(shares.filter((share) => share.part === 'objective')).toHaveLength(1);
    });
    expect(having(model, 'explains').explain(nobody, 0).at(-1)?.value).toBeCloseTo(0.5 * 1.2247448714, 9);
  });

  it('is stored with a trained model and put on again, explanations included', async () => {
    const plain = await trainFully(userPersonalization, board);
    const values = Float64Array.from({ length: 30 }, (_, i) => (i * 7) % 11);
    const model = withObjective(plain, { itemAttribute: 'PRICE', sensitivity: 'LOW', values });
    const query = historyOf(board, 4);
    expect(scoresOf(model, query)).not.toEqual(scoresOf(plain, query));
    const stored = structuredClone(model.store());
    const loaded = await loadModel(stored);
    expect(scoresOf(loaded, query)).toEqual(scoresOf(model, query));
    const scores = scoresOf(model, query);
    for (let item = 0; item < 30; item++) {
      const sum = having(loaded, 'explains')
        .explain(query, item)
        .reduce((total, share) => total + share.value, 0);
      expect(Math.abs(sum - scores[item])).toBeLessThan(1e-9);
    }
    expect((await loadModel(structuredClone(plain.store()))).store()).toEqual(plain.store());
    const broken = { ...stored, arrays: { ...stored.arrays, objectiveValues: new Float64Array(3) } };
    await expect(loadModel(broken)).rejects.toThrow(expect.objectContaining({ code: 'MODEL_UNREADABLE' }));
  });

  it('reads a numeric column, null as unknown', () => {
    const column = {
      kind: 'number',
      name: 'PRICE',
      values: Float64Array.of(1, 0, 3),
      nulls: Uint8Array.of(0b010),
    } as const;
    expect([...attributeValues(column)]).toEqual([1, NaN, 3]);
  });
});
