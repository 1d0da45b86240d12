import type { Moments } from '../moments/moments';
import { LIMITS } from '../../domain/limits';
import { log } from '../../kernels/math';
import { NEW_SESSION, NEW_USER, SAME_SESSION } from './window';

/** Bins of a doubling of the pause. */
const BINS = 4;
const LONGEST = 60 * BINS;
/** What ends a session where no history has a pause to learn it from, in seconds. */
const USUAL_GAP = 3600;
/** Longer than any pause. */
const NEVER = LIMITS.latestSec;

/**
 * The pause that ends a session, in seconds: the cut of all pauses, by the logarithm of 1 + their length, into two
 * classes whose means lie farthest apart for their sizes (Otsu, 1979). Within a session people go on in seconds or
 * minutes, or in the length of a film; between sessions in hours or days; the data say which. Where all pauses are alike,
 * as in files whose times only number the days, nothing is parted: as many sessions as rows would take half as long again
 * and find no more.
 */
export function sessionGap({ nUsers, userPtr, timestampSec }: Moments): number {
  const counts = new Float64Array(LONGEST + 1);
  let total = 0;
  let sum = 0;
  let longest = 0;
  for (let u = 0; u < nUsers; u++) {
    for (let p = userPtr[u] + 1; p < userPtr[u + 1]; p++) {
      const pause = timestampSec[p] - timestampSec[p - 1];
      const bin = Math.round((BINS * log(1 + pause)) / Math.LN2);
      longest = Math.max(longest, pause);
      counts[Math.min(LONGEST, bin)]++;
      total++;
      sum += Math.min(LONGEST, bin);
    }
  }
  let below = 0;
  let sumBelow = 0;
  let best = 0;
  let bin = -1;
  for (let at = 0; at < LONGEST; at++) {
    below += counts[at];
    sumBelow += at * counts[at];
    if (below === 0 || below === total) continue;
    const apart = sumBelow / below - (sum - sumBelow) / (total - below);
    const spread = below * (total - below) * apart * apart;
    // Empty bins beside the cut change nothing: the first of equal cuts counts.
    if (spread > best) {
      best = spread;
      bin = at;
    }
  }
  if (bin >= 0) return powerOfTwo((bin + 0.5) / BINS) - 1;
  return longest > USUAL_GAP ? NEVER : USUAL_GAP;
}

function powerOfTwo(x: number): number {
  let power = 1;
  for (let k = 0; k < Math.floor(x); k++) power *= 2;
  // Halves of a bin are eighths of a doubling.
  for (let k = Math.floor(x) * 8; k < x * 8; k++) power *= 1.0905077326652577;
  return power;
}

/** How the moment at `p` follows the one before it; the one at `first` begins anew. */
export function followsAt(times: Float64Array, p: number, first: number, gapSec: number): number {
  if (p === first) return NEW_USER;
  return times[p] - times[p - 1] > gapSec ? NEW_SESSION : SAME_SESSION;
}
