import { expect, test } from 'vitest';
import type { CellTable } from '../../../../src/import/open/cell-table';
import { entityTable } from '../../../../src/import/gather/entity-table';

const ROWS = [
  ['a', 'Lamp (old)', ''],
  ['b', 'Cup', 'red'],
  ['a', 'Lamp', ''],
  [' a ', 'Lamp', 'blue'],
  ['', 'Nobody', 'green'],
];
const table: CellTable = {
  form: 'made',
  headers: ['sku', 'name', 'colour'],
  async *rows() {
    yield { rows: ROWS.slice(0, 2), lines: Int32Array.of(2, 3) };
    yield { rows: ROWS.slice(2), lines: Int32Array.of(4, 5, 6) };
  },
};

test('each thing stands once, with what most of its rows say and where it came first', async () => {
  const entities = entityTable(table, 0, [1, 2]);
  expect(entities.headers).toEqual(['sku', 'name', 'colour']);
  const rows: string[][] = [];
  const lines: number[] = [];
  for await (const batch of entities.rows(() => undefined)) {
    rows.push(...batch.rows);
    lines.push(...batch.lines);
  }
  expect(rows).toEqual([
    ['a', 'Lamp', 'blue'],
    ['b', 'Cup', 'red'],
  ]);
  expect(lines).toEqual([2, 3]);
});
