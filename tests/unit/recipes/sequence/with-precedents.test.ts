import { expect, it } from 'vitest';
import type { Json } from '../../../../src/domain/json';
import type { StoredModel } from '../../../../src/domain/model';
import { ContextKernel, buildRowIndex } from '../../../../src/kernels/context-kernel';
import { Rng } from '../../../../src/kernels/rng';
import { softmax } from '../../../../src/kernels/softmax';
import { can, having } from '../../../../src/recipes/capabilities';
import { momentsOf } from '../../../../src/recipes/moments/moments';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import { scoreUsers, type Model, type Recipe } from '../../../../src/recipes/recipe';
import { Precedents, precedentsPlan } from '../../../../src/recipes/sequence/precedents';
import { withPrecedents } from '../../../../src/recipes/sequence/with-precedents';
import { userPersonalizationV2 } from '../../../../src/recipes/transformer-recipes';
import { withUntouched } from '../../../support/checkerboard';
import { rhymes, RHYMING_ITEMS } from '../../../support/rhymes';
import { damaged, DAMAGES, PLAUSIBLE, WRONG_FACTS, withFact } from '../../../support/damaged-model';
import { historyOf } from '../../../../src/domain/queries';
import { trainFully } from '../../../support/recipe-contract';

const UNTOUCHED = 3;
const WEIGHT = 0.6;
const WEIGHT_OF_RETURNS = 0.2;

const data = withUntouched(rhymes(60), UNTOUCHED);
const nItems = RHYMING_ITEMS + UNTOUCHED;
const moments = momentsOf(data);
const plan = precedentsPlan(moments, true);
const nobody = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };
/** Somebody whose history is nobody's. */
const stranger = { ...historyOf(data, 9), userIdx: -1 };

const cases: (readonly [string, Recipe, Model, Model])[] = [];
for (const [name, recipe] of [
  ['a transformer', userPersonalizationV2],
  ['a recurrent network', hrnn],
] as const) {
  const networks = await trainFully(recipe, data, 1, 1);
  cases.push([
    name,
    recipe,
    networks,
    withPrecedents(networks, new Precedents(moments, plan), {
      weight: WEIGHT,
      returnsWeight: WEIGHT_OF_RETURNS,
    }),
  ]);
}

function scoresOf(model: Model, query = historyOf(data, 3)): Float64Array {
  const out = new Float64Array(nItems).fill(NaN);
  model.scoreUser(query, out);
  return out;
}

function untouchedShareOf(model: Model, query = historyOf(data, 3)): number {
  const chances = scoresOf(model, query);
  softmax(chances, chances);
  return chances.subarray(RHYMING_ITEMS).reduce((sum, chance) => sum + chance, 0);
}

it.each(cases)(
  'adds what followed similar moments of others to the logits: %s',
  (_, _recipe, networks, model) => {
    const index = buildRowIndex(moments, nItems, plan.reach);
    for (const query of [historyOf(data, 3), stranger, { ...historyOf(data, 3), returns: true }]) {
      const weight = 'returns' in query ? WEIGHT_OF_RETURNS : WEIGHT;
      const expected = scoresOf(networks, query);
      const [ownFrom, ownTo] =
        query.userIdx < 0 ? [0, 0] : [moments.userPtr[query.userIdx], moments.userPtr[query.userIdx + 1]];
      const found = new Float64Array(nItems);
      new ContextKernel(index, plan.kernel).score({ items: query.items, ownFrom, ownTo }, found);
      for (let i = 0; i < RHYMING_ITEMS; i++) expected[i] += weight * Math.log(found[i] + 1e-4);
      const scores = scoresOf(model, query);
      for (let i = 0; i < RHYMING_ITEMS; i++) expect(scores[i]).toBeCloseTo(expected[i], 9);
    }
  },
);

it.each(cases)(
  'leaves items that nobody has had the chance that they have: %s',
  (_, _recipe, networks, model) => {
    for (const query of [historyOf(data, 3), stranger])
      expect(untouchedShareOf(model, query)).toBeCloseTo(untouchedShareOf(networks, query), 12);
    expect(scoresOf(model, nobody)).toEqual(scoresOf(networks, nobody));
  },
);

it.each(cases)('answers several at once with the bits of one by one: %s', (_, _recipe, _networks, model) => {
  const queries = [historyOf(data, 3), nobody, stranger, historyOf(data, 8), historyOf(data, 3)];
  const outs = queries.map(() => new Float64Array(nItems));
  expect(scoreUsers(model, queries, outs)).toEqual([true, false, true, true, true]);
  for (const [q, query] of queries.entries()) expect(outs[q]).toEqual(scoresOf(model, query));
});

it.each(cases)(
  'says which past items speak for an item, and it adds up: %s',
  (_, _recipe, networks, model) => {
    for (const query of [historyOf(data, 3), stranger, nobody]) {
      const scores = scoresOf(model, query);
      for (let item = 0; item < nItems; item++) {
        const shares = having(model, 'explains').explain(query, item);
        expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(scores[item], 9);
        const places = shares.map(({ part, historyPosition }) => `${part} ${historyPosition}`);
        expect(new Set(places).size).toBe(places.length);
      }
    }
    // What followed the newest but one is known of it by others, whatever the networks make of it.
    const { items } = stranger;
    const follower = (7 * items[items.length - 2] + 3) % RHYMING_ITEMS;
    const ofNewestTwo = (from: Model): number =>
      having(from, 'explains')
        .explain(stranger, follower)
        .filter(({ historyPosition = -1 }) => historyPosition >= items.length - 2)
        .reduce((sum, { value }) => sum + value, 0);
    expect(ofNewestTwo(model)).toBeGreaterThan(ofNewestTwo(networks) + 0.5);
  },
);

it.each(cases)('is the same after it was stored, and can what it could: %s', (_, recipe, networks, model) => {
  const stored = structuredClone(model.store());
  const loaded = recipe.load(stored);
  expect(loaded.store()).toEqual(stored);
  expect(can(loaded, 'traces')).toBe(can(networks, 'traces'));
  for (const query of [historyOf(data, 3), stranger, nobody])
    expect(scoresOf(loaded, query)).toEqual(scoresOf(model, query));
});

it.each(cases)('refuses precedents that no training leaves: %s', (_, recipe, _networks, model) => {
  const stored = model.store();
  const random = new Rng(3, 'damages');
  const unreadable = expect.objectContaining({ code: 'MODEL_UNREADABLE' });
  const loads = (changed: StoredModel) => () => recipe.load(changed);
  const own = Object.keys(stored.arrays).filter((name) => name.startsWith('precedents.'));
  expect(own.sort()).toEqual(['precedents.items', 'precedents.timestampSec', 'precedents.userPtr']);
  for (const name of own)
    for (const damage of DAMAGES) {
      if (PLAUSIBLE.has(damage)) continue;
      // Whole numbers know neither.
      if (name !== 'precedents.timestampSec' && (damage === 'NaN' || damage === 'infinite')) continue;
      expect(loads(damaged(stored, name, damage, random)), `${name} ${damage}`).toThrow(unreadable);
    }
  for (const fact of WRONG_FACTS)
    expect(loads(withFact(stored, 'config.precedents', fact)), String(fact)).toThrow(unreadable);
  const kept = stored.header.config.precedents as { [name: string]: Json };
  const kernel = kept.kernel as { [name: string]: Json };
  const wrong: { [name: string]: Json }[] = [
    { ...kept, reach: 0 },
    { ...kept, weight: 1e9 },
    { ...kept, weight: '1' },
    { ...kept, kernel: { ...kernel, queryDecay: 2 } },
    { ...kept, kernel: null },
  ];
  for (const document of wrong)
    expect(loads(withFact(stored, 'config.precedents', document)), JSON.stringify(document)).toThrow(
      unreadable,
    );
});

it.each([
  ['a transformer', userPersonalizationV2],
  ['a recurrent network', hrnn],
] as const)(
  'learns on held-out rows how much precedents tell, at the end of a training: %s',
  async (_, recipe) => {
    const many = rhymes(125);
    const weightAfter = async (epochs: number): Promise<number | undefined> => {
      const { precedents } = (await trainFully(recipe, many, 1, epochs)).store().header.config;
      return (precedents as { weight: number } | undefined)?.weight;
    };
    expect(await weightAfter(1)).toBeUndefined();
    expect(await weightAfter(Infinity)).toBeGreaterThan(0.05);
  },
);
