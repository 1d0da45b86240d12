import { expect, it } from 'vitest';
import { STATISTICS, together, valued } from '../../../../src/programs/emulate/query/metric-values';

it('has the same statistics in whatever order values come', () => {
  const values = [valued(3), valued(1, 2), valued(9)];
  const said = (all: readonly ReturnType<typeof valued>[]): object => {
    const sum = all.slice(1).reduce(together, all[0]);
    return Object.fromEntries(Object.entries(STATISTICS).map(([name, of]) => [name, of(sum)]));
  };
  const expected = { Sum: 14, Average: 3.5, Minimum: 1, Maximum: 9, SampleCount: 4 };
  expect(said(values)).toEqual(expected);
  expect(said(values.toReversed())).toEqual(expected);
});
