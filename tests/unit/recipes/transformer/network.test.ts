import { expect, it } from 'vitest';
import { Rng } from '../../../../src/kernels/rng';
import { RowGradients } from '../../../../src/kernels/row-gradients';
import type { Shape } from '../../../../src/recipes/transformer/block';
import { Network, networkLength } from '../../../../src/recipes/transformer/transformer-network';
import { expectGradient } from '../../../support/gradient-check';

const rng = new Rng(5, 'transformer');
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => 0.5 * rng.normal());

const shape: Shape = { width: 4, heads: 2, length: 5, windows: 2, blocks: 2, inner: 6 };
const rows = shape.length * shape.windows;
const weights = normals(networkLength(shape));
const gradient = new Float64Array(weights.length);
const network = new Network(shape, weights, gradient, true);
const stretch = {
  items: Int32Array.of(0, 1, 2, 3, 4, 0, 1, 2, 3, 3),
  // The second window holds two histories.
  begins: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 2, 2, 2),
  table: normals(6 * (shape.width + 1)),
  mask: normals(rows * shape.width),
};
const wanted = normals(rows * shape.width);

it('knows every gradient through attention, normalisation and feed-forward parts of two blocks', () => {
  const value = (): number => {
    network.forward(stretch, rows);
    return network.sought.reduce((sum, sought, k) => sum + sought * wanted[k], 0);
  };
  value();
  const items = new RowGradients(6, shape.width + 1, 10);
  network.backward(stretch, wanted, items);
  const dense = new Float64Array(stretch.table.length);
  items.rows.subarray(0, items.count).forEach((item, at) => {
    const from = at * (shape.width + 1);
    dense.set(items.values.subarray(from, from + shape.width + 1), item * (shape.width + 1));
  });
  expectGradient(value, weights, gradient.slice());
  expectGradient(value, stretch.table, dense);
});

it('looks neither ahead nor across the beginning of a history', () => {
  const soughtWith = (changed: number): number[] => {
    const items = stretch.items.slice();
    items[changed] = 5;
    network.forward({ ...stretch, items, mask: null }, rows);
    return [...network.sought];
  };
  const changes = (changed: number): number[] => {
    const plain = soughtWith(rows);
    const other = soughtWith(changed);
    const touched = (row: number): boolean =>
      plain.slice(row * 4, row * 4 + 4).some((number, k) => number !== other[row * 4 + k]);
    return Array.from({ length: rows }, (_, row) => row).filter(touched);
  };
  expect(changes(2)).toEqual([2, 3, 4]);
  expect(changes(6)).toEqual([6]);
  expect(changes(7)).toEqual([7, 8, 9]);
});

it('gives the last row the same when it is asked for alone', () => {
  network.forward({ ...stretch, mask: null }, 5);
  const all = network.sought.slice(16, 20);
  network.sought.fill(0);
  network.forward({ ...stretch, mask: null }, 5, true);
  expect(network.sought.slice(16, 20)).toEqual(all);
});
