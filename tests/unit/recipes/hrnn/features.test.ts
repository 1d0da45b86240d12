import { expect, it } from 'vitest';
import type { Column } from '../../../../src/domain/columns';
import { fitFeatures } from '../../../../src/recipes/hrnn/feature-fit';
import {
  encodersAsJson,
  encodersOf,
  featureRows,
  withIntercept,
} from '../../../../src/recipes/hrnn/features';
import { uncancelled } from '../../../support/recipe-contract';

const columns: readonly Column[] = [
  {
    kind: 'multi',
    name: 'GENRES',
    categorical: true,
    vocabulary: ['a', 'b', 'c'],
    // Items 0: a, b; 1: c; 2: nothing; 3: c, c.
    offsets: Int32Array.of(0, 2, 3, 3, 5),
    codes: Int32Array.of(0, 1, 2, 2, 2),
  },
  {
    kind: 'number',
    name: 'YEAR',
    values: Float64Array.of(1, 3, 0, 5),
    // Item 2 has no year.
    nulls: Uint8Array.of(0b100),
  },
  { kind: 'boolean', name: 'KIDS', values: Uint8Array.of(0, 1, 2, 1) },
  { kind: 'text', name: 'PLOT', textual: true, values: ['x', 'y', 'z', null] },
  { kind: 'number', name: 'CREATION_TIMESTAMP', values: Float64Array.of(1, 2, 3, 4), nulls: null },
];

const rowOf = ({ ptr, indices, values }: ReturnType<typeof featureRows>, i: number): [number, number][] =>
  Array.from({ length: ptr[i + 1] - ptr[i] }, (_, k) => [indices[ptr[i] + k], values[ptr[i] + k]]);

it('reads categories, numbers and flags, and nothing of text and reserved columns', () => {
  const encoders = encodersOf(columns);
  expect(encoders.map(({ name }) => name)).toEqual(['GENRES', 'YEAR', 'KIDS']);
  const rows = featureRows(encoders, columns, 4);
  // Three genres, the year, no and yes.
  expect(rows.nFeatures).toBe(6);
  // Years 1, 3, 5: mean 3, deviation √(8/3).
  const z = 2 / Math.sqrt(8 / 3);
  expect(rowOf(rows, 0)).toEqual([
    [0, expect.closeTo(Math.SQRT1_2, 12)],
    [1, expect.closeTo(Math.SQRT1_2, 12)],
    [3, expect.closeTo(-z, 12)],
    [4, 1],
  ]);
  expect(rowOf(rows, 1)).toEqual([
    [2, 1],
    [3, 0],
    [5, 1],
  ]);
  expect(rowOf(rows, 2)).toEqual([]);
  expect(rowOf(rows, 3)).toEqual([
    [2, 1],
    [3, expect.closeTo(z, 12)],
    [5, 1],
  ]);
  expect(rowOf(withIntercept(rows), 2)).toEqual([[6, 1]]);
});

it('reads later data with the features it learned, whatever the order of their values', () => {
  const encoders = encodersOf(columns);
  const later: Column[] = [
    {
      kind: 'code',
      name: 'GENRES',
      categorical: true,
      vocabulary: ['new', 'c', 'a'],
      codes: Int32Array.of(0, 1, 2, -1),
    },
  ];
  const rows = featureRows(encoders, later, 4);
  expect([0, 1, 2, 3].map((i) => rowOf(rows, i))).toEqual([[], [[2, 1]], [[0, 1]], []]);
  expect(encodersAsJson(encoders)[0]).toEqual({ kind: 'values', name: 'GENRES', known: ['a', 'b', 'c'] });
});

it('lets features that share values beyond a thousand meet by their hash', () => {
  const vocabulary = Array.from({ length: 3000 }, (_, i) => `v${i}`);
  const many: Column = {
    kind: 'code',
    name: 'SKU',
    categorical: true,
    vocabulary,
    codes: Int32Array.of(0, 2999),
  };
  const rows = featureRows(encodersOf([many]), [many], 2);
  expect(rows.nFeatures).toBe(1000);
  expect(rows.indices.every((feature) => feature >= 0 && feature < 1000)).toBe(true);
});

it('fits rows of features by ridge regression', async () => {
  // One feature in items 0 and 1 with weights 1 and 3: (1·2 + 3·4) / (1 + 3 + 3) = 2; the other in item 2 alone.
  const features = {
    nFeatures: 2,
    ptr: Int32Array.of(0, 1, 2, 3),
    indices: Int32Array.of(0, 0, 1),
    values: Float64Array.of(1, 1, 2),
  };
  const table = await fitFeatures(
    Float64Array.of(2, 4, 7),
    1,
    features,
    Float64Array.of(1, 3, 1),
    uncancelled,
  );
  expect(table[0]).toBeCloseTo(2, 9);
  // 2·7 / (4 + 3)
  expect(table[1]).toBeCloseTo(2, 9);
});
