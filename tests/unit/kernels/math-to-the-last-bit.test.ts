import { describe, expect, it } from 'vitest';
import { exp, log, pow, powInt, sigmoid, takeLogs } from '../../../src/kernels/math';
import { Rng } from '../../../src/kernels/rng';

/** Fractional bits of the reference, which counts in whole numbers: three times those of a double and more. */
const BITS = 220n;
const ONE = 1n << BITS;

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;
const over = (a: bigint, b: bigint): bigint => (a << BITS) / b;

/** A number as it is, rounded at the last of BITS. */
function fixed(x: number): bigint {
  let e = 0n;
  let m = x;
  for (; !Number.isInteger(m); e++) m *= 2;
  return (BigInt(m) << BITS) >> e;
}

function sumOf(
  first: bigint,
  next: (term: bigint, k: bigint) => bigint,
  part = (t: bigint, _k: bigint) => t,
) {
  let sum = 0n;
  let term = first;
  for (let k = 1n; term !== 0n; k++) {
    sum += part(term, k);
    term = next(term, k);
  }
  return sum;
}

/** artanh t = t + t³/3 + t⁵/5 + … */
const artanh = (t: bigint): bigint =>
  sumOf(
    t,
    (term) => times(times(term, t), t),
    (term, k) => term / (2n * k - 1n),
  );
const LN2 = 2n * artanh(ONE / 3n);

/** eˣ as m · 2^k with m from ½ to 2, by the series of its remainder. */
function exactExp(x: bigint): { m: bigint; k: bigint } {
  const k = x / LN2;
  const r = x - k * LN2;
  return { m: sumOf(ONE, (term, n) => times(term, r) / n), k };
}

function exactLog(x: number): bigint {
  let k = 0n;
  let m = x;
  for (; m >= 2; k++) m /= 2;
  for (; m < 1; k--) m *= 2;
  const f = fixed(m);
  return k * LN2 + 2n * artanh(over(f - ONE, f + ONE));
}

const size = (x: bigint): bigint => (x < 0n ? -x : x);

/** How far a value is from what it should be, in units in the last place of that. */
function ulps(value: number, exact: bigint): number {
  let unit = ONE >> 52n;
  for (; size(exact) >= unit << 53n; unit <<= 1n) continue;
  for (; size(exact) < unit << 52n; unit >>= 1n) continue;
  return Number((size(fixed(value) - exact) * 1000n) / unit) / 1000;
}

function ulpsOfExp(x: number): number {
  const { m, k } = exactExp(fixed(x));
  // By exact halves, so that numbers of all sizes have as many bits here.
  let value = exp(x);
  for (let left = k; left > 0n; left--) value /= 2;
  for (let left = k; left < 0n; left++) value *= 2;
  return ulps(value, m);
}

const worst = (xs: readonly number[], ulpsAt: (x: number) => number): number => Math.max(...xs.map(ulpsAt));
const drawn = (n: number, from: number, to: number): number[] => {
  const rng = new Rng(7, `numbers ${from} ${to}`);
  return Array.from({ length: n }, () => from + (to - from) * rng.uniform());
};

describe('beside whole numbers of 220 bits', () => {
  it('the reference knows e and ln 10', () => {
    expect(ulps(2.718281828459045, exactExp(ONE).m << exactExp(ONE).k)).toBeLessThanOrEqual(0.5);
    expect(ulps(2.302585092994046, exactLog(10))).toBeLessThanOrEqual(0.5);
    expect(ulps(1 + 2 ** -52, ONE)).toBe(1);
  });

  it('exp errs by no more than 1.2 units, at both ends of every remainder too', () => {
    const edges = Array.from({ length: 400 }, (_, k) => (k - 200.5) * Math.LN2);
    expect(worst([...drawn(1500, -708, 709.7), ...drawn(500, -1, 1), ...edges], ulpsOfExp)).toBeLessThan(1.2);
    expect(worst([709.782712893384, -708.39, 1e-9, -1e-17], ulpsOfExp)).toBeLessThan(1.2);
  });

  it('log errs by no more than 0.8 units, from next to 1 to both ends', () => {
    const near = drawn(600, 0.7, 1.5);
    const far = drawn(400, -700, 700).map(Math.exp);
    const nearest = [1 + 2 ** -52, 1 - 2 ** -53, 1.0001, Math.SQRT2, Math.SQRT1_2, 1.4143, 1.4142];
    const ends = [Number.MAX_VALUE, 2 ** -1022, 2 ** -1023, 5e-324, 3e-310, 2 ** 52, 2 ** -52];
    expect(worst([...near, ...far, ...nearest, ...ends], (x) => ulps(log(x), exactLog(x)))).toBeLessThan(0.8);
  });

  it('sigmoid errs by no more than 2.5 units on either side of 0', () => {
    const ulpsOfSigmoid = (x: number): number => {
      const { m, k } = exactExp(fixed(-x));
      return ulps(sigmoid(x), over(ONE, ONE + (k < 0n ? m >> -k : m << k)));
    };
    expect(
      worst([...drawn(300, -40, 40), ...drawn(100, -1, 1), -0.0001, 36.7, -36.7], ulpsOfSigmoid),
    ).toBeLessThan(2.5);
  });

  it('pow errs with |y · ln x| and no more', () => {
    for (const [x, y] of [
      [3, 5],
      [3, -5],
      [0.3, 7],
      [1.01, 100],
      [1e10, 0.75],
      [7, -0.25],
    ]) {
      const { m, k } = exactExp(times(fixed(y), exactLog(x)));
      const exact = k < 0n ? m >> -k : m << k;
      expect(ulps(pow(x, y), exact)).toBeLessThan(1.5 + 1.5 * Math.abs(y * Math.log(x)));
    }
  });
});

describe('where numbers end', () => {
  it('exp goes through ever fewer bits down to half of the least, and up to the greatest', () => {
    // Between 2⁻¹⁰⁷⁴ and 2⁻¹⁰²² a number counts in steps of the least.
    for (const x of [-745.13, -744.4, -740, -720.5, -709.09, -708.4]) {
      const { m, k } = exactExp(fixed(x));
      const steps = Number((m * 1000n) >> (BITS - 1074n - k)) / 1000;
      expect(Math.abs(exp(x) / 5e-324 - steps)).toBeLessThanOrEqual(0.51);
    }
    expect(exp(-745.1332191019411)).toBe(5e-324);
    expect(exp(-745.1332191019413)).toBe(0);
    expect(exp(709.782712893384)).toBeLessThan(Infinity);
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(Infinity)).toBe(Infinity);
  });

  it('log of nothing and of what is no number', () => {
    expect([log(0), log(-0), log(Infinity)]).toEqual([-Infinity, -Infinity, Infinity]);
    expect([log(NaN), log(-5e-324), log(-Infinity)]).toEqual([NaN, NaN, NaN]);
    expect([log(1), log(2) === Math.LN2]).toEqual([0, true]);
  });

  it('powers that need no logarithm have none of its errors', () => {
    for (const x of [0, 0.1, 1 / 3, 7.7, 1e200]) {
      expect([pow(x, 0), pow(x, 1), pow(x, 2), pow(x, 0.5)]).toEqual([1, x, x * x, Math.sqrt(x)]);
    }
    expect([pow(0, 3), pow(0, 0.1), pow(0, -0.1), pow(0, -3), pow(1, 77.7)]).toEqual([
      0,
      0,
      Infinity,
      Infinity,
      1,
    ]);
  });

  it('whole powers are products', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 13].map((n) => powInt(3, n))).toEqual([
      1, 3, 9, 27, 81, 243, 729, 2187, 1594323,
    ]);
    expect([powInt(0, 0), powInt(0, 3), powInt(-2, 3), powInt(2, 1000)]).toEqual([1, 0, -8, 2 ** 1000]);
  });

  it('logarithms of a heap are those of one, however it falls into parts', () => {
    for (const n of [0, 1, 255, 256, 257, 512, 513]) {
      const values = Float64Array.from({ length: n }, (_, i) => (i % 3 === 1 ? -i : (i + 0.5) ** 9 * 1e-12));
      const expected = values.map((value) => (value > 0 ? log(value + 1e-7) : log(1e-7)));
      takeLogs(values, 1e-7);
      expect(values).toEqual(expected);
    }
    const ends = Float64Array.of(Number.MAX_VALUE, 2 ** -1022, 1, 2, Math.SQRT2, Infinity, 0, -Infinity, NaN);
    const expected = ends.map((value) => (value > 0 ? log(value + 2 ** -1022) : log(2 ** -1022)));
    takeLogs(ends, 2 ** -1022);
    expect(ends).toEqual(expected);
  });
});
