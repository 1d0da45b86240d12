import type { ScoreDistribution } from '../../domain/recommendations';

/** More bins than that are not told apart; the lowest then also holds everything below it. */
const MAX_BINS = 24;

/**
 * Histogram of scores on a doubling scale in multiples of an even share, from the lowest score to the highest.
 *
 * @param scores by item; NaN = not in the catalogue of the model, left out.
 * @param shown the items on the list, best first. @param evenShare 1 ÷ catalogue size.
 */
export function scoreDistribution(
  scores: Float64Array,
  passes: (itemIdx: number) => boolean,
  shown: Int32Array,
  evenShare: number,
): ScoreDistribution {
  const bins = Int32Array.from(scores, (score) => exponentOf(score / evenShare));
  let lowest = Infinity;
  let highest = -Infinity;
  scores.forEach((score, item) => {
    if (!(score > 0)) return;
    lowest = Math.min(lowest, bins[item]);
    highest = Math.max(highest, bins[item]);
  });
  lowest = Math.max(lowest, highest - MAX_BINS + 1);
  const exponents = Array.from({ length: highest - lowest + 1 }, (_, k) => lowest + k);
  const counts = exponents.map(() => 0);
  const passing = exponents.map(() => 0);
  scores.forEach((score, item) => {
    if (Number.isNaN(score)) return;
    const bin = score > 0 ? Math.max(0, bins[item] - lowest) : 0;
    counts[bin]++;
    if (passes(item)) passing[bin]++;
  });
  return {
    exponents,
    counts,
    passing,
    cut: shown.length === 0 ? null : scores[shown[shown.length - 1]] / evenShare,
    shownShare: shown.reduce((sum, item) => sum + scores[item], 0),
  };
}

const bits = new DataView(new ArrayBuffer(8));

/** ⌊log₂ x⌋ of a positive x, exactly: the exponent field of the double (−1023 for anything below 2⁻¹⁰²²). */
function exponentOf(x: number): number {
  bits.setFloat64(0, x);
  return ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
}
