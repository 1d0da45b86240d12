import { expect, it } from 'vitest';
import { Rng } from '../../../../src/kernels/rng';
import { RowGradients } from '../../../../src/kernels/row-gradients';
import { Network } from '../../../../src/recipes/hrnn/hrnn-network';
import { ItemSides } from '../../../../src/recipes/hrnn/item-sides';
import { NetworkWalk } from '../../../../src/recipes/hrnn/network-walk';
import { networkLength } from '../../../../src/recipes/hrnn/network-weights';
import { userPaths } from '../../../support/user-paths';
import { expectGradient } from '../../../support/gradient-check';

const rng = new Rng(5, 'network');
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => 0.5 * rng.normal());

const h = 4;
const [steps, lanes] = [5, 3];
const weights = normals(networkLength(h));
const network = new Network(h, steps, lanes, weights);
const window = {
  // −1: nothing is read there.
  items: Int32Array.of(0, 1, -1, 2, 3, 4, 4, 0, 1, 1, 2, 3, 3, 5, 2),
  // Lane 0: a session that goes on, two breaks; lane 1: a break at once, a new user, a break after one event; lane 2:
  // three users of which two have metadata.
  follows: Uint8Array.of(0, 1, 2, 1, 0, 0, 1, 2, 2, 0, 1, 1, 0, 0, 2),
  table: normals(6 * (h + 1)),
  mask: normals(steps * lanes * h),
  context: {
    codes: Int32Array.of(0, 1, -1, 1, 1, 0, -1, 0, 1, 0, 0, 1, 1, -1, 0),
    table: normals(2 * h),
  },
  starts: Int32Array.of(-1, -1, 1, -1, -1, -1, -1, -1, 0, -1, -1, -1, -1, -1, -1),
  startStates: normals(2 * h),
};
const states = { session: normals(lanes * h), user: normals(lanes * h) };
const wanted = normals(steps * lanes * h);

const value = (): number => {
  network.refresh();
  network.sessionState.set(states.session);
  network.stays.state.set(states.user);
  network.forward(window);
  return network.sought.reduce((sum, sought, k) => sum + sought * wanted[k], 0);
};

it.each([steps, 2, 1])(
  'knows every gradient over the steps of a window, walked back %i at a time',
  (piece) => {
    value();
    const walk = new NetworkWalk(network);
    const items = new RowGradients(6, h + 1, 15);
    const to = { items, context: new Float64Array(2 * h), starts: new Float64Array(2 * h) };
    walk.begin(wanted);
    for (let end = steps; end > 0; end -= piece) walk.stepsBack(window, Math.max(0, end - piece), end);
    for (const rest of walk.weightsBack(window, to, wanted)) rest();
    const dense = new Float64Array(window.table.length);
    items.rows.subarray(0, items.count).forEach((item, at) => {
      dense.set(items.values.subarray(at * (h + 1), (at + 1) * (h + 1)), item * (h + 1));
    });
    expectGradient(value, weights, walk.gradient);
    expectGradient(value, window.table, dense);
    expectGradient(value, window.context.table, to.context);
    expectGradient(value, window.startStates, to.starts);
  },
);

it('forgets everything at a new user and carries what the user unit kept over a break', () => {
  const soughtAfter = (follows: number, sessionState: number, userState: number): Float64Array => {
    const one = new Network(h, 1, 1, weights);
    one.sessionState.fill(sessionState);
    one.stays.state.fill(userState);
    one.forward({
      ...window,
      items: Int32Array.of(1),
      follows: Uint8Array.of(follows),
      mask: null,
      context: null,
      starts: null,
    });
    return one.sought.slice();
  };
  expect(soughtAfter(2, 0.3, 0.1)).toEqual(soughtAfter(2, 0.5, 0.9));
  expect(soughtAfter(1, 0.3, 0.1)).not.toEqual(soughtAfter(1, 0.3, 0.9));
  // Within a session the user's state enters every step.
  expect(soughtAfter(0, 0.3, 0.1)).not.toEqual(soughtAfter(0, 0.3, 0.9));
});

it('hears nothing of the user where its paths are cut', () => {
  const cut = weights.slice();
  for (const [from, to] of userPaths(h)) cut.fill(0, from, to);
  const soughtAfter = (values: Float64Array, userState: number): Float64Array => {
    const one = new Network(h, 2, 1, values);
    one.stays.state.fill(userState);
    one.forward({
      ...window,
      items: Int32Array.of(1, 2),
      follows: Uint8Array.of(0, 1),
      mask: null,
      context: null,
      starts: null,
    });
    return one.sought.slice();
  };
  expect(soughtAfter(cut, 0.1)).toEqual(soughtAfter(cut, 0.9));
  expect(soughtAfter(weights, 0.1)).not.toEqual(soughtAfter(weights, 0.9));
});

it('finds the bits of reading items by what they are known to add to the gates, window after window', () => {
  const read = { ...window, mask: null, context: null };
  const [plain, knowing] = [0, 1].map(() => new Network(h, steps, lanes, weights));
  const sides = ItemSides.of(window.table, h);
  const sought = new Float64Array(h);
  for (let round = 0; round < 2; round++) {
    plain.forward(read);
    knowing.readKnown(read, steps, sides?.with(knowing, read.items) ?? new Float64Array(0));
    for (let slot = 0; slot < steps * lanes; slot++) {
      knowing.seek(slot, sought);
      expect(sought, `round ${round}, slot ${slot}`).toEqual(plain.sought.slice(slot * h, (slot + 1) * h));
    }
  }
});

it('keeps no more than is worth its memory of what items add', () => {
  expect(ItemSides.of(new Float64Array(100 * 5), 4)).not.toBeNull();
  expect(ItemSides.of(new Float64Array(400_000 * 5), 4)).toBeNull();
});
