import { log } from '../../kernels/math';
import type { People } from './people';

/** How far after a user's newest moment is looked, as a share of the data's time span, and a fifth of that before. */
const AHEAD = 1 / 8;
const BEHIND = 0.2;
/** Moments of the asked items by which their times are known, at most. */
const MOST = 20_000;
const FLOOR = 0.05;

/** Whether items were taken, by anybody, when a user was last seen and soon after, more than at other times. */
export class Fashion {
  private readonly times: Float64Array;
  private readonly from: Float64Array;
  private readonly to: Float64Array;
  /** Moments of all items within each user's stretch. */
  private readonly within: Float64Array;

  constructor(private readonly people: People) {
    this.times = Float64Array.from(people.moments.timestampSec).sort();
    const n = this.times.length;
    const ahead = n > 0 ? AHEAD * (this.times[n - 1] - this.times[0]) : 0;
    this.from = people.lastSec.map((time) => time - BEHIND * ahead);
    this.to = people.lastSec.map((time) => time + ahead);
    this.within = this.from.map((from, u) => countBetween(this.times, from, this.to[u]));
  }

  /** ln of how many times as often as all moments those of the items fall into each user's stretch. */
  of(rows: Int32Array): Float64Array {
    const { timestampSec } = this.people.moments;
    const n = Math.min(MOST, rows.length);
    const own = Float64Array.from(
      { length: n },
      (_, k) => timestampSec[rows[Math.floor((k * rows.length) / n)]],
    ).sort();
    const share = (n + 1) / Math.max(1, this.times.length);
    return this.from.map((from, u) => {
      if (Number.isNaN(from)) return 0;
      const found = countBetween(own, from, this.to[u]) + 0.5;
      return log(found / (this.within[u] * share + 0.5) + FLOOR);
    });
  }
}

function countBetween(sorted: Float64Array, from: number, to: number): number {
  if (Number.isNaN(from)) return 0;
  return firstAtLeast(sorted, to) - firstAtLeast(sorted, from);
}

function firstAtLeast(sorted: Float64Array, time: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
