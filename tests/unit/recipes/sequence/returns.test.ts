import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/domain/errors';
import { topK } from '../../../../src/kernels/top-k';
import { having } from '../../../../src/recipes/capabilities';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import { type Model, scoreUsers } from '../../../../src/recipes/recipe';
import { HeldOut } from '../../../../src/recipes/sequence/held-out';
import { sequencesOf } from '../../../../src/recipes/sequence/sequences';
import { checkerboard } from '../../../support/checkerboard';
import { historyOf } from '../../../../src/domain/queries';
import { configOf, scoresOf, trainFully } from '../../../support/recipe-contract';
import { returningShop, staplesOf } from '../../../support/returning-shop';

const shop = returningShop(160);
const everybody = Array.from({ length: shop.nUsers }, (_, u) => u);

describe('what is held out of networks', () => {
  const draw = (data: typeof shop) => HeldOut.draw(data, sequencesOf(data, configOf(hrnn).parameters), 42);

  it('is the newest visit of some people as well, other ones, whole, and no more than a twentieth of all rows', () => {
    const whole = sequencesOf(shop, configOf(hrnn).parameters);
    const { heldOut, learned } = draw(shop);
    expect(heldOut?.returns).not.toBeNull();
    const cut = everybody.map((u) => whole.to[u] - learned.to[u]);
    expect(new Set(cut)).toEqual(new Set([0, 1, 3]));
    const visits = cut.filter((rows) => rows === 3).length;
    expect(visits).toBeGreaterThanOrEqual(40);
    expect(3 * visits).toBeLessThanOrEqual(whole.rows / 20);
    expect(learned.rows).toBe(whole.rows - cut.reduce((sum, rows) => sum + rows, 0));
  });

  it('is no visit where nobody comes back', () => {
    const { heldOut } = draw(checkerboard(200));
    expect(heldOut).not.toBeNull();
    expect(heldOut?.returns).toBeNull();
  });
});

describe('a network, asked for whoever comes back', () => {
  let model: Model;
  beforeAll(async () => {
    model = await trainFully(hrnn, shop);
  });

  const found = (returns: boolean): number =>
    everybody.filter((u) => {
      const scores = scoresOf(model, { ...historyOf(shop, u), returns });
      return [...topK(scores, shop.itemRank, 3)].some((item) => staplesOf(u).includes(item));
    }).length;

  it('finds what they come back for, and more of it than in the middle of a visit', () => {
    expect(found(true)).toBeGreaterThan(0.8 * shop.nUsers);
    expect(found(true)).toBeGreaterThan(found(false));
  });

  it('answers them beside others with the same numbers, stored or not', () => {
    const { header, arrays } = model.store();
    const loaded = hrnn.load({ header, arrays });
    const queries = everybody.slice(0, 6).map((u) => ({ ...historyOf(shop, u), returns: u % 2 === 0 }));
    const outs = queries.map(() => new Float64Array(shop.nItems));
    scoreUsers(loaded, queries, outs);
    for (const [q, query] of queries.entries()) {
      const alone = scoresOf(model, query);
      for (let i = 0; i < shop.nItems; i++) expect(outs[q][i]).toBeCloseTo(alone[i], 10);
    }
  });

  it('explains both in shares that add up', () => {
    const item = staplesOf(9)[0];
    for (const returns of [true, false]) {
      const query = { ...historyOf(shop, 9), returns };
      const sum = having(model, 'explains')
        .explain(query, item)
        .reduce((total, { value }) => total + value, 0);
      expect(sum).toBeCloseTo(scoresOf(model, query)[item], 6);
    }
  });

  it('is not served where what was learned of them is no numbers', () => {
    const { header, arrays } = model.store();
    const { precedents } = header.config;
    const damages: JsonObject[] = [
      { calibrationOfReturns: [1, 2] },
      { calibrationOfReturns: 'high' },
      { precedents: { ...(precedents as object), returnsWeight: 'much' } },
    ];
    for (const damage of damages) {
      const config = { ...header.config, ...damage };
      expect(() => hrnn.load({ header: { ...header, config }, arrays })).toThrow(
        expect.objectContaining({ code: 'MODEL_UNREADABLE' }) as Error,
      );
    }
  });
});
