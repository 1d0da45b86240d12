/**
 * Elementary functions from + − × ÷ and square roots only, so that every engine gives the same last bit.
 * Each docstring gives the largest error seen against a 60-digit reference, in units in the last place (ulp).
 */

const LN2 = 0.6931471805599453;
/** ln 2 in two parts: the first has 21 trailing zero bits, so k·LN2_HIGH is exact for |k| < 2²⁰. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOWEST_EXPONENT = -1074;

/** 2^k for k = −1074 … 1023, by exact doubling and halving. */
const powersOfTwo = buildPowersOfTwo();

function buildPowersOfTwo(): Float64Array {
  const powers = new Float64Array(1023 - LOWEST_EXPONENT + 1);
  let up = 1;
  for (let k = 0; k <= 1023; k++, up *= 2) powers[k - LOWEST_EXPONENT] = up;
  let down = 0.5;
  for (let k = -1; k >= LOWEST_EXPONENT; k--, down /= 2) powers[k - LOWEST_EXPONENT] = down;
  return powers;
}

/** (eʳ − 1 − r) / r² for |r| ≤ 0.35 by its Taylor series; the first term left out is below 2⁻⁵⁷. */
function expTail(r: number): number {
  let p = 1 / 6227020800;
  p = p * r + 1 / 479001600;
  p = p * r + 1 / 39916800;
  p = p * r + 1 / 3628800;
  p = p * r + 1 / 362880;
  p = p * r + 1 / 40320;
  p = p * r + 1 / 5040;
  p = p * r + 1 / 720;
  p = p * r + 1 / 120;
  p = p * r + 1 / 24;
  p = p * r + 1 / 6;
  p = p * r + 0.5;
  return p;
}

/** eˣ; 1.2 ulp for normal results. Overflows to Infinity, underflows through subnormals to 0. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x / LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const lost = high - r - low;
  const value = 1 + (r + (lost + r * r * expTail(r)));
  if (k > 1023) return value * 2 * powersOfTwo[1023 - LOWEST_EXPONENT];
  if (k < -1021)
    return value * powersOfTwo[-1021 - LOWEST_EXPONENT] * powersOfTwo[k + 1021 - LOWEST_EXPONENT];
  return value * powersOfTwo[k - LOWEST_EXPONENT];
}

const asNumber = new Float64Array(1);
const asWords = new Uint32Array(asNumber.buffer);
asNumber[0] = 1;
/** Which of the two words holds sign and exponent: 1 on little-endian machines. */
const HIGH_WORD = asWords[1] === 0x3ff00000 ? 1 : 0;

/** Natural logarithm; 0.8 ulp. log(0) = −Infinity, NaN below 0. */
export function log(x: number): number {
  if (x !== x || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984;
    k = -54;
  }
  asNumber[0] = x;
  const high = asWords[HIGH_WORD];
  const up = isBeyondRoot(high & 0xfffff, asWords[1 - HIGH_WORD]);
  k += (high >>> 20) - 1023 + up;
  asWords[HIGH_WORD] = (high & 0xfffff) | (0x3ff00000 - (up << 20));
  return logOfParts(asNumber[0], k);
}

/**
 * 1 where 1.fraction is above √2, else 0: by arithmetic, as it cannot be foreseen.
 *
 * @param high the upper 20 bits of the fraction. @param low the other 32.
 */
function isBeyondRoot(high: number, low: number): number {
  return high === 0x6a09e && low > 0x667f3bcd ? 1 : (high + 0x95f61) >>> 20;
}

/**
 * The terms of `logOfParts`, in an array of the module, which the engine reads from where it lies: written where they are
 * used, each takes two instructions more, which is a fifth of the time of many logarithms.
 */
const LOG_TERMS = Float64Array.of(
  2 / 25,
  2 / 23,
  2 / 21,
  2 / 19,
  2 / 17,
  2 / 15,
  2 / 13,
  2 / 11,
  2 / 9,
  2 / 7,
  2 / 5,
  2 / 3,
);

/** ln(m · 2^k) for √½ < m ≤ √2. */
function logOfParts(m: number, k: number): number {
  // ln(1 + f) = 2 artanh(f / (2 + f)), rearranged so that f itself enters without rounding.
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  let series = LOG_TERMS[0];
  series = series * z + LOG_TERMS[1];
  series = series * z + LOG_TERMS[2];
  series = series * z + LOG_TERMS[3];
  series = series * z + LOG_TERMS[4];
  series = series * z + LOG_TERMS[5];
  series = series * z + LOG_TERMS[6];
  series = series * z + LOG_TERMS[7];
  series = series * z + LOG_TERMS[8];
  series = series * z + LOG_TERMS[9];
  series = series * z + LOG_TERMS[10];
  series = series * z + LOG_TERMS[11];
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + z * series) + k * LN2_LOW) - f);
}

/** Numbers that `takeLogs` has in hand at once. */
const SOME = 256;
const someNumbers = new Float64Array(SOME);
const someWords = new Uint32Array(someNumbers.buffer);
const places = new Int32Array(SOME);
/** 2^(1023 − e) by the exponent's bits e of a normal number. */
const inverses = Float64Array.from({ length: 2048 }, (_, e) =>
  e === 0 ? 0 : powersOfTwo[1023 - e - LOWEST_EXPONENT],
);

/** ln x of the k-th of some numbers, which is a normal one above 0. */
function logOfSome(k: number): number {
  const x = someNumbers[k];
  // Infinity is its own logarithm.
  if (x === Infinity) return x;
  const high = someWords[2 * k + HIGH_WORD];
  const e = (high >>> 20) + isBeyondRoot(high & 0xfffff, someWords[2 * k + 1 - HIGH_WORD]);
  return logOfParts(x * inverses[e], e - 1023);
}

/**
 * ln(x + floor) in place of every number x above 0, ln(floor) of all others: the bits of `log`, in a quarter of the time,
 * as no number waits until the one before is taken apart.
 *
 * @param floor a normal number above 0.
 */
export function takeLogs(values: Float64Array, floor: number): void {
  const ofFloor = log(floor);
  for (let from = 0; from < values.length; from += SOME) {
    const to = Math.min(values.length, from + SOME);
    let n = 0;
    // Each is put down where the next one will be, unless it counts: which do cannot be foreseen.
    for (let i = from; i < to; i++) {
      const value = values[i];
      someNumbers[n] = value + floor;
      places[n] = i;
      n += value > 0 ? 1 : 0;
    }
    values.fill(ofFloor, from, to);
    for (let k = 0; k < n; k++) values[places[k]] = logOfSome(k);
  }
}

/** x^y for x ≥ 0 as e^(y·ln x); exact for y = 0, 1, 2 and correctly rounded for y = ½. Error grows with |y·ln x|. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === 0.5) return Math.sqrt(x);
  if (x === 0) return y > 0 ? 0 : Infinity;
  return exp(y * log(x));
}

/** x^n for whole n ≥ 0 by repeated squaring. */
export function powInt(x: number, n: number): number {
  let result = 1;
  let factor = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** 1 / (1 + e⁻ˣ), without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}
