import { expect, test } from 'vitest';
import { fnv1a } from '../../../src/kernels/fnv1a';
import { Rng } from '../../../src/kernels/rng';

/** sfc32 as PractRand writes it, in whole numbers cut to 32 bits, seeded as the class says. */
function reference(seed: number, purpose: string): () => number {
  const cut = (value: bigint): bigint => value & 0xffffffffn;
  let [a, b, c] = [fnv1a(`${seed}|${purpose}`), fnv1a(`${purpose}|${seed}`), seed >>> 0].map(BigInt);
  let counter = 1n;
  const next = (): number => {
    const sum = cut(a + b + counter);
    counter = cut(counter + 1n);
    a = b ^ (b >> 9n);
    b = cut(c + (c << 3n));
    c = cut(cut((c << 21n) | (c >> 11n)) + sum);
    return Number(sum);
  };
  for (let k = 0; k < 15; k++) next();
  return next;
}

test('the stream is sfc32, of seed and purpose', () => {
  for (const [seed, purpose] of [
    [42, 'split'],
    [-7, 'als-init'],
    [0, ''],
  ] as const) {
    const [rng, next] = [new Rng(seed, purpose), reference(seed, purpose)];
    for (let k = 0; k < 200; k++) expect(rng.uint32()).toBe(next());
  }
});

test('numbers in [0, 1) take 27 and 26 bits of two draws', () => {
  const [rng, next] = [new Rng(5, 'uniform'), reference(5, 'uniform')];
  for (let k = 0; k < 50; k++) {
    const high = Math.floor(next() / 32);
    const low = Math.floor(next() / 64);
    expect(rng.uniform()).toBe((high * 2 ** 26 + low) / 2 ** 53);
  }
});

test('a whole number below n is a draw modulo n, drawn again where it would favour some', () => {
  const n = 3_000_000_000;
  const [rng, next] = [new Rng(9, 'below'), reference(9, 'below')];
  for (let k = 0; k < 50; k++) {
    let draw = next();
    while (draw >= n) draw = next();
    expect(rng.below(n)).toBe(draw);
  }
  expect(rng.below(1)).toBe(0);
});

test('an exponential number is −ln of what a uniform one leaves of 1', () => {
  const [rng, other] = [new Rng(2, 'exponential'), new Rng(2, 'exponential')];
  for (let k = 0; k < 50; k++) expect(rng.exponential()).toBeCloseTo(-Math.log(1 - other.uniform()), 12);
});

test('a shuffle exchanges each place, from the last on, with one up to it', () => {
  const [rng, other] = [new Rng(4, 'shuffle'), new Rng(4, 'shuffle')];
  const expected = Array.from({ length: 30 }, (_, k) => k);
  for (let i = 29; i > 0; i--) {
    const j = other.below(i + 1);
    [expected[i], expected[j]] = [expected[j], expected[i]];
  }
  expect(rng.shuffle(Array.from({ length: 30 }, (_, k) => k))).toEqual(expected);
});
