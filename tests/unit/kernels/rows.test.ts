import { describe, expect, test } from 'vitest';
import { distinctRows, largestValues, transpose } from '../../../src/kernels/csr';
import { RowGradients } from '../../../src/kernels/row-gradients';

describe('rows of distinct columns', () => {
  // Three rows over four columns: 2 0 2 1 | (nothing) | 1 3 3.
  const ptr = Int32Array.of(0, 4, 4, 7);
  const columns = Int32Array.of(2, 0, 2, 1, 1, 3, 3);
  const matrix = distinctRows(ptr, columns, 4);

  test('ascend, and forget what was there twice', () => {
    expect(matrix.nRows).toBe(3);
    expect([...matrix.indptr]).toEqual([0, 3, 3, 5]);
    expect([...matrix.indices]).toEqual([0, 1, 2, 1, 3]);
  });

  test('keep the largest of what each entry was given', () => {
    const values = Float32Array.of(0.25, 1, 0.75, 0.5, 0.125, 0.5, 0.375);
    expect([...largestValues(matrix, ptr, columns, values)]).toEqual([1, 0.5, 0.75, 0.125, 0.5]);
  });

  test('turned round hold the same entries by columns, and turned round again are as before', () => {
    const turned = transpose(matrix);
    expect([turned.nRows, turned.nCols]).toEqual([4, 3]);
    expect([...turned.indptr]).toEqual([0, 1, 3, 4, 5]);
    expect([...turned.indices]).toEqual([0, 0, 2, 0, 2]);
    expect(transpose(turned)).toEqual(matrix);
  });

  test('of one column that all rows share, row 1 among them, keep one entry each', () => {
    const shared = distinctRows(Int32Array.of(0, 2, 4), Int32Array.of(1, 1, 1, 0), 2);
    expect([...shared.indptr]).toEqual([0, 1, 3]);
    expect([...shared.indices]).toEqual([1, 0, 1]);
  });
});

describe('gradients of touched rows', () => {
  test('stand in order of first touch, and are zero again after clearing', () => {
    const gradients = new RowGradients(10, 3, 4);
    expect(gradients.values).toHaveLength(12);
    expect([gradients.at(7), gradients.at(2), gradients.at(7)]).toEqual([0, 3, 0]);
    expect(gradients.count).toBe(2);
    expect([...gradients.rows.subarray(0, 2)]).toEqual([7, 2]);
    gradients.values.fill(5, 0, 6);
    gradients.clear();
    expect(gradients.count).toBe(0);
    expect(gradients.values.every((value) => value === 0)).toBe(true);
    expect([gradients.at(2), gradients.at(7)]).toEqual([0, 3]);
  });

  test('need no more room than the table has rows', () => {
    expect(new RowGradients(2, 3, 100).values).toHaveLength(6);
  });
});
