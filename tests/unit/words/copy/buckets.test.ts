import { expect, test } from 'vitest';
import { groupsNumbers, groupsSentence } from '../../../../src/words/copy/buckets';
import type { GroupComparison } from '../../../../src/domain/comparison';
import { groupComparison } from '../../../support/fake-data';

const groupsOf = (sizes: readonly number[]) =>
  sizes.map((n, k) => ({
    from: 10 * k + 1,
    to: 10 * k + 10,
    n,
    value: [0.08, 0.18, 0.12][k],
    baseline: 0.1,
  }));
const told = (change: Partial<GroupComparison> = {}, sizes: readonly number[] = [40, 41]) => {
  const activity = groupsOf(sizes);
  const groups = groupComparison({
    groups: activity,
    n: 81,
    difference: 0.1,
    low: 0.02,
    high: 0.18,
    ...change,
  });
  return { says: groupsSentence(groups), numbers: groupsNumbers(groups, activity) };
};

test('a group is served worse where more than luck shows it', () => {
  const { says, numbers } = told();
  expect(says).toBe(
    'People with *1–10 events* get the worst lists, those with 11–20 the best, by more than luck would explain.',
  );
  expect(numbers).toBe(
    'nDCG@10 0.08 for 40\u00a0people with 1–10 events, 0.18 for 41\u00a0people with 11–20: a difference of 0.1, 95\u00a0% between 0.02 and 0.18.',
  );
});

test('what could be luck is said to be', () => {
  const luck = told({ better: 'none', low: -0.03, high: 0.23, pValue: 0.2 });
  expect(luck.says).toBe(
    '*Could be luck*: 81\u00a0people cannot show that one group gets worse lists than another.',
  );
  expect(luck.numbers).toContain('95\u00a0% between −0.03 and 0.23');
  expect(told({ better: 'none', low: 0.001, pValue: 0.06 }).says).toBe(
    'People with *1–10 events* look worst served, but 81\u00a0people are too few to rule out luck.',
  );
  expect(groupsSentence(null)).toMatch(/^\*The groups are too small to tell\*: .*30 people or more/);
});

test('of several groups it is said that two were picked out', () => {
  expect(told().numbers).not.toMatch(/picked|put together/);
  expect(told({}, [40, 41, 50]).numbers).toContain('these two having been picked out of 3\u00a0groups');
});
