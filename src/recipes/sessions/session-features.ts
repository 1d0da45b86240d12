import { log } from '../../kernels/math';
import { MAKERS, type Found } from './makers';
import { STANDING, type SessionTables } from './session-tables';

/** Added to a share before its logarithm is taken. */
const FLOOR = 1e-5;
const LOG_FLOOR = log(FLOOR);
/** Added to a rate of repeats before its logarithm is taken. */
const RARELY = 1e-3;

/** Numbers of a candidate: two by each maker, its standing whoever asks, and those of an item that the history holds. */
const OWN = 8;
const AT_STANDING = 2 * MAKERS.length;
const AT_OWN = AT_STANDING + STANDING;
export const WIDTH = AT_OWN + OWN;
/** What a number tells of; past items are told apart. */
export type Told =
  | { readonly of: 'maker'; readonly maker: number }
  | { readonly of: 'popularity' | 'fashion' | 'own' };

export function toldBy(feature: number): Told {
  if (feature < AT_STANDING) return { of: 'maker', maker: feature >> 1 };
  if (feature >= AT_OWN) return { of: 'own' };
  return { of: feature === AT_STANDING ? 'popularity' : 'fashion' };
}

/**
 * Numbers of each candidate, WIDTH by WIDTH. A share that is 0 gives 0, so that what nothing speaks for stands at the level
 * of the query; ranks are among all candidates.
 */
export function featuresOf(
  { shares, candidates }: Found,
  history: Int32Array,
  tables: SessionTables,
): Float64Array {
  const n = candidates.length;
  const features = new Float64Array(n * WIDTH);
  const last = log(n + 1);
  const sorted = new Float64Array(n);
  for (let m = 0; m < MAKERS.length; m++) {
    for (let c = 0; c < n; c++) sorted[c] = -shares[candidates[c] * MAKERS.length + m];
    sorted.sort();
    for (let c = 0; c < n; c++) {
      const value = shares[candidates[c] * MAKERS.length + m];
      if (value === 0) continue;
      features[c * WIDTH + 2 * m] = log(value + FLOOR) - LOG_FLOOR;
      features[c * WIDTH + 2 * m + 1] = last - log(2 + firstPlace(sorted, -value));
    }
  }
  const { standing, repeats } = tables;
  for (let c = 0; c < n; c++)
    for (let k = 0; k < STANDING; k++)
      features[c * WIDTH + AT_STANDING + k] = standing[candidates[c] * STANDING + k];
  const places = new Map<number, { last: number; times: number }>();
  history.forEach((item, p) => places.set(item, { last: p, times: (places.get(item)?.times ?? 0) + 1 }));
  const length = log(history.length);
  const distinct = log(places.size);
  for (let c = 0; c < n; c++) {
    const place = places.get(candidates[c]);
    if (place === undefined) continue;
    const back = history.length - place.last;
    const rate = log(repeats[candidates[c]] + RARELY) - log(RARELY);
    const at = c * WIDTH + AT_OWN;
    features.set([1, log(back), back === 1 ? 1 : 0, log(place.times), rate], at);
    features.set([back === 1 ? rate : 0, length, distinct], at + 5);
  }
  return features;
}

/** How many of sorted numbers are smaller. */
function firstPlace(sorted: Float64Array, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
