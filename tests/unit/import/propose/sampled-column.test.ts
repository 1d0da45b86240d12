import { expect, it } from 'vitest';
import { sampleColumns } from '../../../../src/import/propose/sampled-column';

it('looks at the rows of a table, however many blank ones a spreadsheet has left below it', () => {
  const rows = Array.from({ length: 30 }, (_, i) => [`u${i % 7}`, `i${i}`]);
  const blank = Array.from({ length: 50_000 }, () => ['', '']);
  const columns = sampleColumns(['user', 'item'], [...rows, ...blank]);
  expect(columns.map(({ facts }) => [facts.rows, facts.distinct, facts.empty])).toEqual([
    [30, 7, 0],
    [30, 30, 0],
  ]);
});
