import { describe, expect, it } from 'vitest';
import { Adam } from '../../../src/kernels/adam';
import { Gru, gruLength } from '../../../src/kernels/gru';
import { RowGradients } from '../../../src/kernels/row-gradients';
import { sampledSoftmax } from '../../../src/kernels/sampled-softmax';
import { expectGradient, normals } from '../../support/gradient-check';

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

describe('slots of a Gru', () => {
  const h = 3;
  const weights = normals(gruLength(h), 'weights of slots');
  const inputs = normals(2 * h, 'two inputs');
  const states = normals(2 * h, 'two states');
  const pulls = normals(2 * h, 'two pulls');
  /** Two rows that begin at a slot of six, walked there and back. */
  const walked = (from: number) => {
    const gru = new Gru(h, 6, weights);
    gru.refresh();
    gru.inputs.set(inputs, from * h);
    gru.previous.set(states, from * h);
    gru.readInputs(from, 2);
    gru.step(from, 2);
    gru.outGradient.set(pulls, from * h);
    gru.stepBack(from, 2);
    gru.inputsBack(from, 2);
    const gradient = new Float64Array(gruLength(h));
    gru.weightsBack(6, gradient);
    return { gru, gradient };
  };
  const ofSlots = (numbers: Float64Array, from: number): number[] => [
    ...numbers.subarray(from * h, (from + 2) * h),
  ];

  it('say the same wherever they lie, and leave all others alone', () => {
    const first = walked(0);
    for (const from of [1, 4]) {
      const { gru, gradient } = walked(from);
      expect(gradient).toEqual(first.gradient);
      for (const what of ['out', 'inputGradient', 'previousGradient'] as const) {
        expect(ofSlots(gru[what], from), what).toEqual(ofSlots(first.gru[what], 0));
        const others = gru[what].filter((_, k) => k < from * h || k >= (from + 2) * h);
        expect(others.every((value) => value === 0)).toBe(true);
      }
    }
  });

  it('walked back twice have the gradient of once', () => {
    const { gru } = walked(1);
    const once = gru.inputGradient.slice();
    gru.inputsBack(1, 2);
    expect(gru.inputGradient).toEqual(once);
  });

  it('say nothing of the weights once the walk is cleared', () => {
    const { gru } = walked(2);
    gru.clearWalk();
    const gradient = new Float64Array(gruLength(h));
    gru.weightsBack(6, gradient);
    expect(gradient.every((value) => value === 0)).toBe(true);
    expect(gru.outGradient.every((value) => value === 0)).toBe(true);
  });

  it('can be handed what the input of another one adds to the gates, and more on top', () => {
    const { gru } = walked(1);
    gru.readInputs(1, 2);
    const side = new Float64Array(2 + 3 * h + 1).fill(7);
    gru.copyInputSide(2, side, 2);
    expect([side[0], side[1], side[2 + 3 * h]]).toEqual([7, 7, 7]);
    gru.setGates(4, side, 2, new Float64Array(3 * h), 0);
    gru.previous.set(states.subarray(h), 4 * h);
    gru.step(4, 1);
    expect([...gru.out.subarray(4 * h, 5 * h)]).toEqual([...gru.out.subarray(2 * h, 3 * h)]);
    // What is added to the gates acts as so much more bias.
    const more = normals(3 * h, 'more');
    gru.setGates(4, side, 2, Float64Array.of(9, ...more), 1);
    gru.step(4, 1);
    const biased = weights.slice();
    for (let k = 0; k < 3 * h; k++) biased[6 * h * h + k] += more[k];
    const other = new Gru(h, 1, biased);
    other.refresh();
    other.inputs.set(inputs.subarray(h));
    other.previous.set(states.subarray(h));
    other.readInputs(0, 1);
    other.step(0, 1);
    for (let k = 0; k < h; k++) expect(gru.out[4 * h + k]).toBeCloseTo(other.out[k], 12);
  });

  it('of one unit are the formula, worked out', () => {
    // Weights of input and state by gate, then both biases: r = σ(2·1 + 0.5·2 − 1 + 0) = σ(2), z = σ(−2 + 0.5 + 1 + 0.5)
    // = σ(0), and n = tanh(1·2 + 1 + σ(2)·(2·0.5 − 3)).
    const numbers = Float64Array.of(1, -1, 1, 2, 1, 2, -1, 1, 1, 0, 0.5, -3);
    expect(gruLength(1)).toBe(numbers.length);
    expect([gruLength(2), gruLength(10)]).toEqual([36, 660]);
    const one = new Gru(1, 1, numbers);
    one.refresh();
    one.inputs[0] = 2;
    one.previous[0] = 0.5;
    one.readInputs(0, 1);
    one.step(0, 1);
    const n = Math.tanh(3 - 2 / (1 + Math.exp(-2)));
    expect(one.out[0]).toBeCloseTo(0.5 * n + 0.5 * 0.5, 12);
  });
});

it.each([8, 48, 5])(
  'steps four slots of width %i by a state matrix that is held as by one that is not',
  (width) => {
    const gru = new Gru(width, 8, normals(gruLength(width), 'weights'));
    gru.refresh();
    const previous = normals(4 * width, 'previous');
    // Says the same twice, at slots of its own, unless what other units hold is mistaken for its own matrix.
    const step = (from: number): number[] => {
      gru.previous.set(previous, from * width);
      gru.inputs.set(previous, from * width);
      gru.readInputs(from, 4);
      gru.step(from, 4);
      return [...gru.out.subarray(from * width, (from + 4) * width)];
    };
    const plain = step(0);
    gru.holdState();
    expect(step(4)).toEqual(plain);
    gru.letGo();
    const other = new Gru(width, 4, normals(gruLength(width), 'other'));
    other.refresh();
    other.holdState();
    expect(step(0)).toEqual(plain);
    other.letGo();
  },
);

it('adds what is known of an input and of more to the gates as reading and adding do', () => {
  const width = 5;
  const gru = new Gru(width, 2, normals(gruLength(width), 'weights'));
  gru.refresh();
  const inputs = normals(width, 'inputs');
  gru.inputs.set(inputs);
  gru.inputs.set(inputs, width);
  gru.readInputs(0, 2);
  const sides = new Float64Array(1 + 3 * width);
  gru.copyInputSide(0, sides, 1);
  const more = normals(2 + 3 * width, 'more');
  gru.addToGates(0, more, 2);
  gru.setGates(1, sides, 1, more, 2);
  gru.step(0, 2);
  expect(gru.out.slice(width, 2 * width)).toEqual(gru.out.slice(0, width));
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

  /** Loss and gradients of many rows at once, over a table of 6. */
  const askedOf = (targets: readonly number[], vectors: Float64Array, gradient: Float64Array) => {
    const touched = new RowGradients(6, width + 1, 20);
    const weights = Float64Array.from(targets, (_, r) => 1 + (r % 3));
    const asks = { targets: Int32Array.from(targets), weights };
    const loss = sampledSoftmax(vectors, table, width, asks, negatives, gradient, touched);
    const dense = new Float64Array(table.length);
    touched.rows.subarray(0, touched.count).forEach((item, at) => {
      dense.set(touched.values.subarray(at * 4, at * 4 + 4), item * 4);
    });
    return { loss, dense };
  };

  it('of more rows than fit at once adds up over the rows, each with the gradient that it has alone', () => {
    const n = 131; // two blocks of 64 and 3
    const targets = Array.from({ length: n }, (_, r) => (r % 11 === 7 ? -1 : r % 6));
    const many = normals(n * width, 'many rows');
    const gradient = new Float64Array(n * width + 2).fill(99);
    const all = askedOf(targets, many, gradient);
    let loss = 0;
    const dense = new Float64Array(table.length);
    for (let r = 0; r < n; r++) {
      const own = new Float64Array(width);
      const touched = new RowGradients(6, width + 1, 20);
      const one = { targets: Int32Array.of(targets[r]), weights: Float64Array.of(1 + (r % 3)) };
      const vector = many.slice(r * width, (r + 1) * width);
      loss += sampledSoftmax(vector, table, width, one, negatives, own, touched);
      for (let d = 0; d < width; d++) expect(gradient[r * width + d]).toBeCloseTo(own[d], 12);
      touched.rows.subarray(0, touched.count).forEach((item, at) => {
        for (let d = 0; d < 4; d++) dense[item * 4 + d] += touched.values[at * 4 + d];
      });
    }
    expect([gradient[n * width], gradient[n * width + 1]]).toEqual([99, 99]);
    expect(all.loss).toBeCloseTo(loss, 9);
    dense.forEach((value, k) => expect(all.dense[k]).toBeCloseTo(value, 9));
  });

  it('bears logits beyond what e can be raised to', () => {
    // The target lies 1000 below the one negative, or as far above it: all is lost, or nothing.
    const steep = Float64Array.of(1000, 0, 0, 0);
    const one = { targets: Int32Array.of(0), weights: Float64Array.of(1) };
    const none = { items: Int32Array.of(1), logExpected: new Float64Array(1) };
    for (const [x, loss] of [
      [-1, 1000],
      [1, 0],
    ]) {
      const touched = new RowGradients(2, 2, 4);
      const gradient = new Float64Array(1);
      expect(sampledSoftmax(Float64Array.of(x), steep, 1, one, none, gradient, touched)).toBe(loss);
      expect(gradient[0]).toBeCloseTo(x < 0 ? -1000 : 0, 9);
    }
  });

  it('lets an item stand for those it was drawn from', () => {
    // All logits are 0. The negative was expected a quarter of a time: it stands for 4, and the target has one in 5.
    const flat = new Float64Array(4);
    const touched = new RowGradients(2, 2, 4);
    const one = { targets: Int32Array.of(0), weights: Float64Array.of(2) };
    const drawn = { items: Int32Array.of(1), logExpected: Float64Array.of(-Math.log(4)) };
    const loss = sampledSoftmax(Float64Array.of(3), flat, 1, one, drawn, new Float64Array(1), touched);
    expect(loss).toBeCloseTo(2 * Math.log(5), 12);
    // Biases are pulled by weight · (share − whether it is the target), vectors by as much times the row.
    const [target, negative] = [touched.at(0), touched.at(1)];
    expect(touched.values[target + 1]).toBeCloseTo(-2 * 0.8, 12);
    expect(touched.values[target]).toBeCloseTo(-2 * 0.8 * 3, 12);
    expect(touched.values[negative + 1]).toBeCloseTo(2 * 0.8, 12);
    expect(touched.values[negative]).toBeCloseTo(2 * 0.8 * 3, 12);
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
