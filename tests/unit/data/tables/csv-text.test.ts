import { expect, test } from 'vitest';
import type { Column, Tables } from '../../../../src/domain/columns';
import type { AvroSchema } from '../../../../src/domain/schema';
import { csvText, lineReader } from '../../../../src/data/tables/csv-text';
import { exportLines } from '../../../../src/engine/datasets/export-lines';
import { NO_TABLES } from '../../../../src/data/tables/table-of';
import { avroSchema } from '../../../support/avro-schema';

const schema: AvroSchema = avroSchema('Items', [
  'ITEM_ID',
  { name: 'SINGLE', type: ['null', 'float'] },
  { name: 'DOUBLE', type: ['null', 'double'] },
]);
const numbers = [0.1, -0, 16_777_216, 1.17549435e-38, 0.30000001, 3.4028234e38, 12.375, NaN];
const nulls = Uint8Array.of(0b1000_0000);
const column = (name: string, values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>): Column => ({
  kind: 'number',
  name,
  values,
  nulls,
});
const single = Float32Array.from(numbers);
const tables: Tables = {
  ...NO_TABLES,
  itemIds: ['plain', 'a,b', 'say "tea"', 'two\nlines', '=1+1', '茶', ' blank ', 'none'],
  items: {
    nRows: numbers.length,
    entityIdx: Int32Array.from(numbers, (_, i) => i),
    columns: [column('SINGLE', single), column('DOUBLE', Float64Array.from(numbers))],
  },
};

test('numbers are as short as they can be and read back as the same', () => {
  const lineOf = lineReader(tables, 'ITEMS', schema);
  expect(lineOf(0)).toBe('plain,0.1,0.1');
  expect(lineOf(1)).toBe('"a,b",-0,-0');
  expect(lineOf(7)).toBe('none,,');
  for (const row of [0, 1, 2, 3, 4, 5, 6]) {
    const [short, full] = lineOf(row).split(',').slice(-2);
    expect(Math.fround(Number(short)), short).toBe(single[row]);
    expect(Number(full), full).toBe(numbers[row]);
  }
});

test('a dataset export and a bundle write the same lines', () => {
  const source = { type: 'ITEMS', schema, bulk: tables, batches: [], all: tables } as const;
  const whole = [...csvText(tables, 'ITEMS', schema, { from: 0, to: numbers.length })].join('');
  for (const mode of ['BULK', 'ALL'] as const)
    expect([...exportLines(source, mode)].map((line) => `${line}\n`).join('')).toBe(whole);
});
