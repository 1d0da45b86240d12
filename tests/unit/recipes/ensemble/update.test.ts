import { expect, it } from 'vitest';
import type { Column } from '../../../../src/domain/columns';
import type { UserQuery } from '../../../../src/domain/histories';
import { readHistory } from '../../../../src/recipes/moments/moments';
import { fitNetworkArrays, NetworkEvidence } from '../../../../src/recipes/ensemble/network-evidence';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { sparseUserPersonalization } from '../../../support/sparse-user-personalization';
import { personalizedRanking } from '../../../../src/recipes/personalized-ranking';
import { checkerboard, trainingDataOf, withUntouched } from '../../../support/checkerboard';
import { historyOf } from '../../../../src/domain/queries';
import { configOf, trainFully, uncancelled } from '../../../support/recipe-contract';

const board = checkerboard(50);
/** Ten users and items more, the new items taken by the new users. */
const more = trainingDataOf(
  [
    ...Array.from({ length: 50 }, (_, u) => [...historyOf(board, u).items]),
    ...Array.from({ length: 10 }, (_, k) => [50 + k, k, 50 + ((k + 1) % 10)]),
  ],
  60,
);

/** Fewer users than items, so that EASE is solved over users; and the other ways. */
const wide = trainingDataOf(
  Array.from({ length: 30 }, (_, u) => Array.from({ length: 20 }, (_unused, k) => (u * 7 + k * k * 3) % 90)),
  90,
);

it.each([
  ['over users', userPersonalization, wide],
  ['over items', userPersonalization, board],
  ['without dense matrices', sparseUserPersonalization, board],
] as const)('keeps every logit of what was known, solved %s', async (_, recipe, data) => {
  const model = await trainFully(recipe, data);
  const { nItems, nUsers } = data;
  const grown = { ...data, nItems: nItems + 7, nUsers: nUsers + 3, userPtr: new Int32Array(nUsers + 4) };
  grown.userPtr.fill(data.userPtr[nUsers]).set(data.userPtr);
  const updated = await recipe.update?.(model, grown, configOf(recipe), uncancelled);
  if (updated === undefined) throw new Error('no update');
  expect(updated.nItems).toBe(nItems + 7);
  for (const u of [0, 3, 17]) {
    const [before, after] = [new Float64Array(nItems), new Float64Array(nItems + 7)];
    model.scoreUser(historyOf(data, u), before);
    updated.scoreUser(historyOf(data, u), after);
    expect(after.subarray(0, nItems)).toEqual(before);
    expect(after.every(Number.isFinite)).toBe(true);
  }
  // Loads again, and the model that was given is as it was.
  const again = recipe.load(structuredClone(updated.store()));
  expect(again.nItems).toBe(nItems + 7);
  expect(model.nItems).toBe(nItems);
});

it('answers people who have taken new items alone with the popular order, and others as before', async () => {
  const model = await trainFully(userPersonalization, board);
  const updated = await userPersonalization.update?.(model, more, configOf(userPersonalization), uncancelled);
  const out = new Float64Array(60);
  const query = { userIdx: 55, items: Int32Array.of(55, 56), timestampSec: Float64Array.of(0, 60) };
  expect(updated?.scoreUser(query, out)).toBe(false);
  expect(updated?.scoreUser({ ...query, items: Int32Array.of(4, 56) }, out)).toBe(true);
  expect(out.every(Number.isFinite)).toBe(true);
});

it('leaves a network to what it knows', async () => {
  const small = checkerboard(20);
  const plan = { width: 32, work: { flops: 1e9, enough: 1e5 }, bptt: '32', recency_mask: 'true' };
  const arrays = await fitNetworkArrays(small, plan, 1, uncancelled);
  const network = new NetworkEvidence(arrays);
  const asked = (query: UserQuery, nItems: number): Float64Array => {
    const out = new Float64Array(nItems).fill(7);
    network.score({ ...readHistory(query.items, query.timestampSec), query, ownFrom: 0, ownTo: 0 }, out);
    return out;
  };
  const own = historyOf(small, 2);
  const chances = asked(own, 20);
  expect(chances.reduce((sum, chance) => sum + chance)).toBeCloseTo(1, 9);
  // Items that came later have none, and are passed over in a history.
  const after = asked(own, 25);
  expect(after.subarray(0, 20)).toEqual(chances);
  expect([...after.subarray(20)]).toEqual([0, 0, 0, 0, 0]);
  const more = {
    userIdx: own.userIdx,
    items: Int32Array.from([...own.items, 23]),
    timestampSec: Float64Array.from([
      ...own.timestampSec,
      own.timestampSec[own.timestampSec.length - 1] + 60,
    ]),
    eventType: new Uint16Array(own.items.length + 1).fill(0xffff),
  };
  expect(asked(more, 25)).toEqual(after);
});

it('puts new items where the known ones stand that are like them', async () => {
  // Two colours; people take to one. Two thin items, and two that come later, have a colour and nothing else.
  const colour = (n: number): Column => ({
    kind: 'code',
    name: 'COLOUR',
    categorical: true,
    vocabulary: ['white', 'black'],
    codes: Int32Array.from({ length: n }, (_, i) => i % 2),
  });
  const known = { ...withUntouched(board, 2), itemColumns: [colour(52)], userColumns: [region(50)] };
  const model = await trainFully(userPersonalization, known);
  expect(model.store().arrays.alikeItems).toBeDefined();
  const grown = {
    ...withUntouched(board, 4),
    nUsers: 51,
    userPtr: Int32Array.from([...board.userPtr, board.items.length]),
    itemColumns: [colour(54)],
    userColumns: [region(51)],
  };
  const updated = await userPersonalization.update?.(
    model,
    grown,
    configOf(userPersonalization),
    uncancelled,
  );
  const [before, after] = [new Float64Array(52), new Float64Array(54)];
  for (const u of [4, 9]) {
    model.scoreUser(historyOf(board, u), before);
    updated?.scoreUser(historyOf(board, u), after);
    expect(after.subarray(0, 52)).toEqual(before);
    const [own, other] = u % 2 === 0 ? [52, 53] : [53, 52];
    expect(after[own]).toBeGreaterThan(after[other]);
    // Nobody has touched either, so a new item stands as an old one of its colour does.
    expect(after[own]).toBeCloseTo(after[own - 2], 6);
  }
});

function region(n: number): Column {
  return {
    kind: 'code',
    name: 'REGION',
    categorical: true,
    vocabulary: ['north', 'south'],
    codes: Int32Array.from({ length: n }, (_, u) => u % 2),
  };
}

it('is for lists for people, not for rankings', () => {
  expect(personalizedRanking.update).toBeUndefined();
});
