import { expect, it } from 'vitest';
import { Rng } from '../../../src/kernels/rng';
import { RowGradients } from '../../../src/kernels/row-gradients';
import { Network, networkLength } from '../../../src/recipes/hrnn/network';
import { expectGradient } from '../../support/gradient-check';

const rng = new Rng(5, 'network');
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => 0.5 * rng.normal());

const h = 4;
const [steps, lanes] = [5, 2];
const weights = normals(networkLength(h));
const gradient = new Float64Array(weights.length);
const network = new Network(h, steps, lanes, weights, gradient);
const window = {
  items: Int32Array.of(0, 1, 2, 3, 4, 0, 1, 2, 3, 3),
  // Lane 0: a session that goes on, two breaks; lane 1: a break at once, a new user, a break after one event.
  follows: Uint8Array.of(0, 1, 1, 0, 0, 2, 1, 1, 0, 0),
  table: normals(6 * (h + 1)),
  mask: normals(steps * lanes * h),
};
const states = { session: normals(lanes * h), user: normals(lanes * h) };
const wanted = normals(steps * lanes * h);

const value = (): number => {
  network.refresh();
  network.sessionState.set(states.session);
  network.userState.set(states.user);
  network.forward(window);
  return network.sought.reduce((sum, sought, k) => sum + sought * wanted[k], 0);
};

it('knows every gradient through session and user unit over the steps of a window', () => {
  value();
  const items = new RowGradients(6, h + 1, 10);
  network.backward(window, wanted, items);
  const dense = new Float64Array(window.table.length);
  items.rows.subarray(0, items.count).forEach((item, at) => {
    dense.set(items.values.subarray(at * (h + 1), (at + 1) * (h + 1)), item * (h + 1));
  });
  expectGradient(value, weights, gradient.slice());
  expectGradient(value, window.table, dense);
});

it('forgets everything at a new user and carries what the user unit kept over a break', () => {
  const soughtAfter = (follows: number, userState: number): Float64Array => {
    const one = new Network(h, 1, 1, weights, gradient);
    one.sessionState.fill(0.3);
    one.userState.fill(userState);
    one.forward({
      ...window,
      items: Int32Array.of(1),
      follows: Uint8Array.of(follows),
      mask: null,
    });
    return one.sought.slice();
  };
  expect(soughtAfter(2, 0.1)).toEqual(soughtAfter(2, 0.9));
  expect(soughtAfter(1, 0.1)).not.toEqual(soughtAfter(1, 0.9));
  expect(soughtAfter(0, 0.1)).toEqual(soughtAfter(0, 0.9));
});
