import { expect, it } from 'vitest';
import { finish } from '../../../../src/domain/steps';
import { fitBagArrays, joinBagArrays, rangesOfWork } from '../../../../src/recipes/ensemble/linear-evidence';
import { momentsOf } from '../../../../src/recipes/moments/moments';
import { planFor } from '../../../../src/recipes/ensemble/ensemble-plan';
import { checkParameters } from '../../../../src/recipes/parameters';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { syntheticHistories } from '../../../bench/synthetic';

const moments = momentsOf(syntheticHistories({ users: 80, items: 60, interactions: 1200, seed: 3 }));
const parameters = checkParameters(userPersonalization, {}, {});
const plan = planFor(moments, { parameters, seed: 1, budget: 'standard' });

it.each([1, 2, 3, 8, 200])('co-occurrence in %d ranges of items is that of all at once', (most) => {
  const ranges = rangesOfWork(moments, most);
  expect(ranges.length).toBeLessThanOrEqual(most);
  expect(ranges.map(({ from }) => from)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)]);
  expect(ranges[ranges.length - 1].to).toBe(moments.nItems);
  const pieces = ranges.map((range) => finish(fitBagArrays(moments, plan, range)));
  expect(joinBagArrays(pieces)).toEqual(finish(fitBagArrays(moments, plan)));
});

it('cuts where about as much work lies on either side', () => {
  // Item 0 is as much work as the three others together, of whom each is half of one person's.
  const userPtr = Int32Array.of(0, 2, 4, 6);
  const items = Int32Array.of(0, 1, 0, 2, 0, 3);
  const few = { ...moments, nUsers: 3, nItems: 4, userPtr, items };
  expect(rangesOfWork(few, 2)).toEqual([
    { from: 0, to: 1 },
    { from: 1, to: 4 },
  ]);
  expect(rangesOfWork({ ...few, userPtr: Int32Array.of(0), items: new Int32Array(0) }, 1)).toEqual([
    { from: 0, to: 4 },
  ]);
});
