import { describe, expect, it } from 'vitest';
import { Adam } from '../../../src/kernels/adam';
import { Gru, gruLength } from '../../../src/kernels/gru';
import { Rng } from '../../../src/kernels/rng';
import { RowGradients } from '../../../src/kernels/row-gradients';
import { sampledSoftmax } from '../../../src/kernels/sampled-softmax';
import { expectGradient } from '../../support/gradient-check';

const normals = (n: number, purpose: string): Float64Array => {
  const rng = new Rng(3, purpose);
  return Float64Array.from({ length: n }, () => 0.5 * rng.normal());
};

describe('Gru', () => {
  // Two rows over two steps: the second step starts from what the first left.
  const h = 5;
  const weights = normals(gruLength(h), 'weights');
  const gradient = new Float64Array(gruLength(h));
  const gru = new Gru(h, 4, weights);
  const inputs = normals(4 * h, 'inputs');
  const first = normals(2 * h, 'first');
  const wanted = normals(4 * h, 'wanted');
  const value = (): number => {
    gru.refresh();
    gru.inputs.set(inputs);
    gru.previous.set(first);
    gru.readInputs(0, 4);
    gru.step(0, 2);
    gru.previous.set(gru.out.subarray(0, 2 * h), 2 * h);
    gru.step(2, 2);
    return gru.out.reduce((sum, out, k) => sum + out * wanted[k], 0);
  };
  value();
  gru.outGradient.set(wanted);
  gru.stepBack(2, 2);
  for (let k = 0; k < 2 * h; k++) gru.outGradient[k] += gru.previousGradient[2 * h + k];
  gru.stepBack(0, 2);
  gru.inputsBack(0, 4);
  gru.weightsBack(4, gradient);

  it('knows the gradient of every weight', () => {
    expectGradient(value, weights, gradient.slice());
  });
  it('knows the gradient of inputs and of the state it starts from', () => {
    expectGradient(value, inputs, gru.inputGradient.slice());
    expectGradient(value, first, gru.previousGradient.slice(0, 2 * h));
  });
});

describe('sampledSoftmax', () => {
  const width = 3;
  const table = normals(6 * (width + 1), 'table');
  const rows = normals(4 * width, 'rows');
  const asked = { targets: Int32Array.of(0, 5, -1, 2), weights: Float64Array.of(1, 0.5, 1, 2) };
  const negatives = { items: Int32Array.of(1, 2, 2, 4, 0), logExpected: normals(5, 'expected') };
  const rowGradient = new Float64Array(rows.length);
  const tableGradient = new RowGradients(6, width + 1, 20);
  const value = (): number => {
    tableGradient.clear();
    return sampledSoftmax(rows, table, width, asked, negatives, rowGradient, tableGradient);
  };

  it('knows the gradient of every row and of every item it touched', () => {
    value();
    const dense = new Float64Array(table.length);
    tableGradient.rows.subarray(0, tableGradient.count).forEach((item, at) => {
      dense.set(tableGradient.values.subarray(at * 4, at * 4 + 4), item * 4);
    });
    expectGradient(value, rows, rowGradient.slice());
    expectGradient(value, table, dense);
  });

  it('is the whole softmax when every other item is drawn once and surely', () => {
    const all = { items: Int32Array.of(0, 1, 2, 3, 4, 5), logExpected: new Float64Array(6) };
    const one = { targets: Int32Array.of(3), weights: Float64Array.of(1) };
    tableGradient.clear();
    const loss = sampledSoftmax(
      rows.slice(0, width),
      table,
      width,
      one,
      all,
      rowGradient.slice(0, width),
      tableGradient,
    );
    const logits = Array.from({ length: 6 }, (_, i) => {
      const item = table.subarray(i * 4, i * 4 + 4);
      return item[3] + rows[0] * item[0] + rows[1] * item[1] + rows[2] * item[2];
    });
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    expect(loss).toBeCloseTo(Math.log(total) - logits[3], 12);
  });
});

describe('Adam', () => {
  it('moves by the rate at first, whatever the size of the gradient, and leaves other rows alone', () => {
    const values = Float64Array.of(1, 1, 1, 1);
    new Adam(values, 2).stepRow(1, Float64Array.of(50, -0.02), 0, 0.1, 1);
    expect(values[0]).toBe(1);
    expect(values[2]).toBeCloseTo(0.9, 6);
    expect(values[3]).toBeCloseTo(1.1, 6);
  });

  it('finds the lowest point of a bowl', () => {
    const values = Float64Array.of(3, -2);
    const adam = new Adam(values, 2);
    for (let step = 0; step < 2000; step++) {
      adam.stepRow(0, Float64Array.of(2 * (values[0] - 1), 20 * values[1]), 0, 0.05 * (1 - step / 2000), 1);
    }
    expect(values[0]).toBeCloseTo(1, 4);
    expect(values[1]).toBeCloseTo(0, 4);
  });
});
