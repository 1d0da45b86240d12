import { describe, expect, it } from 'vitest';
import { Rng } from '../../../src/kernels/rng';
import { exp, log, pow, powInt, sigmoid, takeLogs } from '../../../src/kernels/math';

/** The nearest doubles, from 50-digit arithmetic (Python's decimal). */
const EXP: readonly [number, number][] = [
  [1, 2.718281828459045],
  [-1, 0.36787944117144233],
  [0.1, 1.1051709180756477],
  [39.9, 2.1298539708851424e17],
  [-700, 9.85967654375977e-305],
  [709.7, 1.6549840276802644e308],
];
const LOG: readonly [number, number][] = [
  [2, 0.6931471805599453],
  [10, 2.302585092994046],
  [0.5, -0.6931471805599453],
  [1e-300, -690.7755278982137],
  [3, 1.0986122886681098],
];
const EPSILON = 2.220446049250313e-16;
/** Two units in the last place. */
const closeTo = (value: number, exact: number): boolean =>
  Math.abs(value - exact) <= 2 * EPSILON * Math.abs(exact);

describe('exp', () => {
  it.each(EXP)('of %d', (x, exact) => expect(closeTo(exp(x), exact)).toBe(true));

  it('ends in 0 and Infinity, keeps NaN, and is exact at 0', () => {
    expect([exp(-746), exp(710), exp(-Infinity), exp(0)]).toEqual([0, Infinity, 0, 1]);
    expect(exp(NaN)).toBeNaN();
    expect(exp(-745)).toBe(5e-324);
  });
});

describe('log', () => {
  it.each(LOG)('of %d', (x, exact) => expect(closeTo(log(x), exact)).toBe(true));

  it('knows its edges and is exact at 1', () => {
    expect([log(1), log(0), log(Infinity)]).toEqual([0, -Infinity, Infinity]);
    expect(log(-1)).toBeNaN();
    // ln(5e-324) = −744.4400719213812…
    expect(closeTo(log(5e-324), -744.4400719213812)).toBe(true);
  });

  it('undoes exp', () => {
    for (let x = -300; x <= 300; x += 7.3) expect(log(exp(x))).toBeCloseTo(x, 11);
  });
});

describe('the rest', () => {
  it('raises to powers', () => {
    expect([pow(7, 0), pow(7, 1), pow(9, 0.5), pow(0, 0.3), powInt(3, 4), powInt(2, 0)]).toEqual([
      1, 7, 3, 0, 81, 1,
    ]);
    expect(pow(10, 0.3)).toBeCloseTo(1.9952623149688795, 14);
  });

  it('squashes', () => {
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(-800)).toBe(0);
    expect(sigmoid(2)).toBeCloseTo(0.8807970779778823, 15);
  });
});

it('takes many logarithms with the bits of one', () => {
  const rng = new Rng(3, 'logarithms');
  const values = Float64Array.from({ length: 1000 }, (_, i) =>
    i % 7 === 0 ? 0 : exp(40 * (rng.uniform() - 0.5)),
  );
  values.set([Infinity, -1, NaN, 1, Number.MAX_VALUE], 500);
  const expected = values.map((value) => (value > 0 ? log(value + 1e-4) : log(1e-4)));
  takeLogs(values, 1e-4);
  expect(values).toEqual(expected);
});
