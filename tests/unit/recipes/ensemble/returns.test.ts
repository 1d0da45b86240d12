import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { UserQuery } from '../../../../src/domain/histories';
import { isObject } from '../../../../src/domain/json';
import { Rng } from '../../../../src/kernels/rng';
import { softmax } from '../../../../src/kernels/softmax';
import { topK } from '../../../../src/kernels/top-k';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { topItems } from '../../../../src/recipes/ask-users';
import { having } from '../../../../src/recipes/capabilities';
import { Validation } from '../../../../src/recipes/ensemble/blend';
import { planFor, type Plan } from '../../../../src/recipes/ensemble/ensemble-plan';
import { momentsOf } from '../../../../src/recipes/moments/moments';
import { Validations } from '../../../../src/recipes/ensemble/validations';
import { type Model, scoreUsers } from '../../../../src/recipes/recipe';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { checkerboard, trainingDataOf } from '../../../support/checkerboard';
import { historyOf } from '../../../../src/domain/queries';
import { configOf, scoresOf, trainFully, uncancelled, trainWith } from '../../../support/recipe-contract';
import { partnerOf, returningShop, staplesOf } from '../../../support/returning-shop';
import { withNetwork } from '../../../support/small-walks';

const shop = returningShop();
let model: Model;
beforeAll(async () => {
  model = await trainFully(userPersonalization, shop);
});

function bestOf(asked: Model, query: UserQuery, k: number): number[] {
  return [...topK(scoresOf(asked, query), shop.itemRank, k)];
}

/** The same person, a week later, in the middle of a visit that has brought a staple and something. */
function inVisit(userIdx: number, something: number): UserQuery {
  const { items, timestampSec } = historyOf(shop, userIdx);
  const nowSec = timestampSec[timestampSec.length - 1] + 7 * 86_400;
  return {
    userIdx,
    items: Int32Array.of(...items, staplesOf(userIdx)[0], something),
    timestampSec: Float64Array.of(...timestampSec, nowSec, nowSec + 120),
  };
}

const everybody = Array.from({ length: shop.nUsers }, (_, u) => u);

describe('whoever comes back', () => {
  it('is shown what they come back for, and whoever is there what goes with what they have', () => {
    const back = everybody.filter((u) => {
      const [first] = bestOf(model, { ...historyOf(shop, u), returns: true }, 1);
      return staplesOf(u).includes(first);
    });
    const there = everybody.filter((u) => bestOf(model, inVisit(u, 25), 1)[0] === partnerOf(25));
    expect(back.length).toBeGreaterThan(0.95 * shop.nUsers);
    expect(there.length).toBeGreaterThan(0.8 * shop.nUsers);
  });

  it('is promised what is kept: one of two staples, by half', () => {
    const chances = new Float64Array(shop.nItems);
    const promised = everybody.map((u) => {
      softmax(scoresOf(model, { ...historyOf(shop, u), returns: true }), chances);
      return Math.max(...chances);
    });
    const mean = promised.reduce((sum, chance) => sum + chance, 0) / promised.length;
    expect(mean).toBeGreaterThan(0.35);
    expect(mean).toBeLessThan(0.75);
  });

  it('is answered with the same numbers beside people who do not', () => {
    const queries = everybody.slice(0, 8).map((u) => ({ ...historyOf(shop, u), returns: u % 2 === 0 }));
    const outs = queries.map(() => new Float64Array(shop.nItems));
    scoreUsers(model, queries, outs);
    for (const [q, query] of queries.entries()) expect(outs[q]).toEqual(scoresOf(model, query));
    expect(scoresOf(model, { ...queries[0], returns: false })).not.toEqual(outs[0]);
  });

  it('is told apart wherever several are asked, in whatever worker', async () => {
    const queries = everybody.slice(0, 20).map((u) => ({ ...historyOf(shop, u), returns: u % 3 === 0 }));
    const lists = await topItems(model, queries, shop.itemRank, 5, new InProcessPool(), uncancelled);
    expect(lists.map((list) => [...list])).toEqual(queries.map((query) => bestOf(model, query, 5)));
  });

  it('has each score explained in shares that add up to it', () => {
    for (const returns of [true, false]) {
      const query = { ...historyOf(shop, 5), returns };
      const shares = having(model, 'explains').explain(query, staplesOf(5)[0]);
      const sum = shares.reduce((total, { value }) => total + value, 0);
      expect(sum).toBeCloseTo(scoresOf(model, query)[staplesOf(5)[0]], 9);
    }
  });

  it('is known to a model that was stored, and a model of before asks them as all others', () => {
    const { header, arrays } = model.store();
    const query = { ...historyOf(shop, 3), returns: true };
    expect(scoresOf(userPersonalization.load({ header, arrays }), query)).toEqual(scoresOf(model, query));
    const config = Object.entries(header.config).filter(([name]) => name !== 'returns');
    const before = userPersonalization.load({
      header: { ...header, config: Object.fromEntries(config) },
      arrays,
    });
    expect(scoresOf(before, query)).toEqual(scoresOf(model, { ...query, returns: false }));
  });

  it.each([[{ own: NaN }], ['no weights'], [{ kernel0: 'much' }]])('is not served with %j', (returns) => {
    const { header, arrays } = model.store();
    const stored = { header: { ...header, config: { ...header.config, returns } }, arrays };
    expect(() => userPersonalization.load(stored)).toThrow(
      expect.objectContaining({ code: 'MODEL_UNREADABLE' }) as Error,
    );
  });
});

it('are weighed as all others, where it makes no difference that they come back', async () => {
  const rng = new Rng(2, 'walks');
  const walks = Array.from({ length: 200 }, () => {
    let at = rng.below(90);
    return Array.from({ length: 12 }, () => (at = (at + 1 + rng.below(3)) % 90));
  });
  const data = trainingDataOf(walks, 90);
  // Every second step follows half a day later, wherever it goes.
  const timestampSec = data.timestampSec.map((sec, p) => sec + 43_200 * Math.floor((p % 12) / 2));
  const trained = await trainFully(userPersonalization, { ...data, timestampSec });
  const { weights, returns } = trained.store().header.config as Record<string, Record<string, number>>;
  const [first, ...others] = Object.keys(returns).filter((name) => (weights[name] ?? 0) !== 0);
  expect(others.length).toBeGreaterThan(5);
  for (const name of others)
    expect(returns[name] / weights[name]).toBeCloseTo(returns[first] / weights[first], 9);
});

describe('no weights for them are learned', () => {
  const learnsThem = async (data: typeof shop): Promise<boolean> =>
    isObject((await trainFully(userPersonalization, data)).store().header.config.returns);

  it('where nobody comes back', async () => {
    expect(await learnsThem(checkerboard(60))).toBe(false);
  });

  it('where people do nothing but come back, one thing at a time', async () => {
    const board = checkerboard(60);
    const daily = { ...board, timestampSec: board.timestampSec.map((sec) => sec * 1440) };
    expect(await learnsThem(daily)).toBe(false);
  });

  it('where too few do', async () => {
    expect(await learnsThem(returningShop(45))).toBe(true);
    expect(await learnsThem(returningShop(35))).toBe(false);
  });
});

it('holds out visits of 600 people at most, of fewer and from the same rows where one fit does for all', () => {
  const data = returningShop(700);
  const plan = planFor(momentsOf(data), configOf(userPersonalization));
  const drawn = (fitsKnownOnly: boolean) =>
    new Validations(data, { ...plan, fitsKnownOnly }, 1, new InProcessPool());
  const apart = drawn(false);
  expect(apart.returns?.moments).toHaveLength(600);
  expect(apart.known).toHaveLength(2);
  // A network has learned from neither kind.
  const unseen = apart.unseen();
  for (const { userIdx, from } of [...apart.newest.moments, ...(apart.returns?.moments ?? [])]) {
    const known = unseen.userPtr[userIdx + 1] - unseen.userPtr[userIdx];
    expect(known).toBeLessThanOrEqual(from - data.userPtr[userIdx]);
  }
  const together = drawn(true);
  expect(together.returns?.moments).toHaveLength(300);
  expect(together.known).toEqual([together.newest.known.moments]);
  expect(together.known[0].items.length).toBeLessThan(data.items.length - 3 * 300);
});

it('asks both kinds of rows together where one fit does for all, and learns the same', async () => {
  const data = returningShop(120);
  const plan = {
    ...planFor(momentsOf(data), configOf(userPersonalization)),
    fitsKnownOnly: true,
  };
  const learned = async (asksTogether: boolean) => {
    const validations = new Validations(data, plan, 1, new InProcessPool());
    const { newest, returns } = validations;
    if (returns === null) throw new RangeError('nobody comes back');
    expect(returns.isAskedAs(newest)).toBe(true);
    if (asksTogether) await validations.begin(uncancelled);
    else for (const rows of [newest, returns]) await rows.begin(uncancelled);
    return [await newest.fit(true, uncancelled), await returns.fit(false, uncancelled)];
  };
  expect(await learned(true)).toEqual(await learned(false));
});

it('asks the network about both kinds of rows', async () => {
  const data = returningShop(45);
  const config = withNetwork(userPersonalization);
  const plan = planFor(momentsOf(data), config);
  expect(plan.network).not.toBeNull();
  const validations = new Validations(data, plan, config.seed, new InProcessPool());
  const { newest, returns } = validations;
  const asked = vi.spyOn(Validation.prototype, 'addNetwork');
  await trainWith(userPersonalization, data, config);
  const rows = asked.mock.contexts.map((context) => (context as Validation).moments);
  asked.mockRestore();
  expect(rows).toEqual([newest.moments, returns?.moments]);
});

it('asks at any moment where a plan says so, and only at the newest where it does not', () => {
  const data = returningShop(700);
  const plan = planFor(momentsOf(data), configOf(userPersonalization));
  const ages = (asked: Plan) =>
    new Set(new Validations(data, asked, 1, new InProcessPool()).newest.moments.map(({ age }) => age));
  expect(ages(plan)).toEqual(new Set([1]));
  expect(ages({ ...plan, asksAnywhere: true }).size).toBeGreaterThan(3);
});
