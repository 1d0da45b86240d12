import { expect, it } from 'vitest';
import { momentsOf } from '../../../../src/recipes/moments/moments';
import { findRecipe } from '../../../../src/recipes/registry';
import { NetworkTrainer } from '../../../../src/recipes/sequence/network-trainer';
import { momentsWithin, Precedents, precedentsPlan } from '../../../../src/recipes/sequence/precedents';
import { readHistories } from '../../../../src/recipes/stored-arrays';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import { withPrecedents } from '../../../../src/recipes/sequence/with-precedents';
import { checkerboard, trainingDataOf, withMetadata, withUntouched } from '../../../support/checkerboard';
import { configOf, trainFully } from '../../../support/recipe-contract';

const histories = [[0, 1, 2, 3, 4], [], [2, 3, 4], [4, 3, 2, 1]];
const weights = Float32Array.from({ length: 12 }, (_, row) => (row + 1) / 16);
const data = { ...trainingDataOf(histories, 6), rowWeight: weights };
const moments = momentsOf(data);

it('keeps of the moments those that a sequence is of, with their times and weights', () => {
  const [from, to] = [Int32Array.of(2, 5, 5, 9), Int32Array.of(5, 5, 7, 12)];
  const within = momentsWithin({ moments, from, to, longest: 9, rows: 5 });
  expect([...within.userPtr]).toEqual([0, 3, 3, 5, 8]);
  expect([...within.items]).toEqual([2, 3, 4, 2, 3, 3, 2, 1]);
  expect([...within.timestampSec]).toEqual([120, 180, 240, 0, 60, 60, 120, 180]);
  expect([...(within.rowWeight ?? [])].map((weight) => 16 * weight)).toEqual([3, 4, 5, 6, 7, 10, 11, 12]);
  const whole = {
    moments,
    from: moments.userPtr.slice(0, -1),
    to: moments.userPtr.slice(1),
    longest: 9,
    rows: 9,
  };
  expect(momentsWithin(whole)).toBe(moments);
});

it('looks further where data are dense, and lets nothing fade without recency', () => {
  const many = { ...moments, items: new Int32Array(2000).fill(1) };
  expect(precedentsPlan(many, true).reach).toBeGreaterThan(precedentsPlan(moments, true).reach);
  const { queryDecay, rowDecay } = precedentsPlan(moments, false).kernel;
  expect([queryDecay, rowDecay]).toEqual([1, 1]);
  expect(precedentsPlan(moments, true).kernel.queryDecay).toBeLessThan(1);
});

it('stores what rows weigh', async () => {
  const networks = await trainFully(hrnn, data, 1, 1);
  const precedents = new Precedents(moments, precedentsPlan(moments, true));
  const { header, arrays } = withPrecedents(networks, precedents, { weight: 1 }).store();
  const named = Object.entries(arrays).map(([name, array]) => [name.replace('precedents.', ''), array]);
  const read = readHistories({ header, arrays: Object.fromEntries(named) }, data.nUsers, data.nItems);
  expect(read).toEqual(moments);
  const loaded = hrnn.load({ header, arrays });
  expect(loaded.store()).toEqual({ header, arrays });
});

it.each([
  ['aws-hrnn', true],
  ['aws-hrnn-metadata', true],
  // What it lists is known by its features alone.
  ['aws-hrnn-coldstart', false],
  ['aws-user-personalization-v2', true],
  ['aws-personalized-ranking-v2', true],
] as const)('looks precedents up for %s: %s', (name, wanted) => {
  const recipe = findRecipe(name);
  const board = withMetadata(withUntouched(checkerboard(20), 110));
  const trainer = recipe.trainerAlone?.(board, configOf(recipe));
  expect(trainer instanceof NetworkTrainer && trainer.precedents !== null).toBe(wanted);
});
