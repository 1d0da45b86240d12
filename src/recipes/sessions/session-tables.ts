import { rowsByKey } from '../../domain/rows-by-key';
import type { TaskArrays } from '../../domain/ports';
import { exp, log } from '../../kernels/math';
import { nthLargest } from '../../kernels/nth-largest';
import type { Moments } from '../moments/moments';

/** Sessions old → new, each a person's items oldest first: the newest moment of all says which is newer. */
export interface SessionRows {
  readonly nItems: number;
  readonly starts: Int32Array;
  readonly items: Int32Array;
  readonly weights: Float32Array | null;
}

/** Sessions of everybody with rows. @returns beside them whose each is. */
export function sessionsOf(moments: Moments): { readonly rows: SessionRows; readonly people: Int32Array } {
  const { nUsers, nItems, userPtr, timestampSec, rowWeight } = moments;
  const active: number[] = [];
  for (let u = 0; u < nUsers; u++) if (userPtr[u + 1] > userPtr[u]) active.push(u);
  const newest = (u: number): number => timestampSec[userPtr[u + 1] - 1];
  const people = Int32Array.from(active.sort((a, b) => newest(a) - newest(b) || a - b));
  const starts = new Int32Array(people.length + 1);
  const items = new Int32Array(moments.items.length);
  const weights = rowWeight && new Float32Array(items.length);
  people.forEach((u, s) => {
    const [from, to] = [userPtr[u], userPtr[u + 1]];
    items.set(moments.items.subarray(from, to), starts[s]);
    if (rowWeight !== null) weights?.set(rowWeight.subarray(from, to), starts[s]);
    starts[s + 1] = starts[s] + to - from;
  });
  return { rows: { nItems, starts, items, weights }, people };
}

/** The oldest `n` sessions; views. */
export function oldest({ nItems, starts, items, weights }: SessionRows, n: number): SessionRows {
  const end = starts[n];
  return {
    nItems,
    starts: starts.subarray(0, n + 1),
    items: items.subarray(0, end),
    weights: weights?.subarray(0, end) ?? null,
  };
}

/** Pairs further apart than this in a session tell nothing of one another. */
const REACH = 8;
/** Pairs kept for each item, those that lie together most. */
const MOST_PAIRS = 600;
/** What went before an item counts so much of what came after, in a walk. */
const BACK = 0.7;
/** Pairs of the oldest sessions count e^−1 of those of the newest. */
const FADE = 1;
/** By what share of the newest sessions popularity is told too. */
const AGES = [0.01, 0.05, 0.2];
/** What is told of an item whoever asks: its count, that among newer sessions, its trend, and the age of its newest row. */
export const STANDING = AGES.length + 3;

/**
 * Everything that makers of candidates look up, as arrays that workers can share. `sessionOf` is by row; `itemStarts` and
 * `itemRows` say where each item is; pairs are by item, from `pairStarts` on: how much follows it (`follows`, itself
 * included: how often it repeats), follows at once (`nexts`), lies beside it (`besides`), and is stepped to (`steps`).
 */
export type SessionTables = {
  readonly [name in 'starts' | 'items' | 'sessionOf' | 'itemStarts' | 'itemRows' | 'counts']: Int32Array;
} & { readonly [name in 'pairStarts' | 'pairItems']: Int32Array } & {
  readonly [name in 'follows' | 'nexts' | 'besides' | 'steps' | 'standing']: Float32Array;
} & { readonly [name in 'followSums' | 'nextSums' | 'repeats']: Float64Array } & TaskArrays;

export function buildTables(rows: SessionRows): SessionTables {
  const { nItems, starts, items } = rows;
  const nSessions = starts.length - 1;
  const sessionOf = new Int32Array(items.length);
  for (let s = 0; s < nSessions; s++) sessionOf.fill(s, starts[s], starts[s + 1]);
  const { starts: itemStarts, rows: itemRows } = rowsByKey(items, nItems);
  const counts = new Int32Array(nItems);
  for (let i = 0; i < nItems; i++)
    for (let r = itemStarts[i], before = -1; r < itemStarts[i + 1]; r++) {
      const s = sessionOf[itemRows[r]];
      if (s !== before) counts[i]++;
      before = s;
    }
  const places = { starts, items, sessionOf, itemStarts, itemRows, counts };
  return { ...places, ...pairsOf(rows, places), standing: standingOf(places, nSessions) };
}

type Places = Pick<SessionTables, 'starts' | 'items' | 'sessionOf' | 'itemStarts' | 'itemRows' | 'counts'>;

/** A list that grows as numbers are put behind one another. */
class Growing<T extends Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>> {
  constructor(
    private array: T,
    private readonly make: (n: number) => T,
  ) {}

  put(at: number, value: number): void {
    if (at === this.array.length) {
      const longer = this.make(2 * at);
      longer.set(this.array);
      this.array = longer;
    }
    this.array[at] = value;
  }

  cut(n: number): T {
    return this.array.slice(0, n) as T;
  }
}

function pairsOf({ nItems, weights }: SessionRows, places: Places) {
  const { starts, items, sessionOf, itemStarts, itemRows } = places;
  const nSessions = starts.length - 1;
  const fresh = Float64Array.from({ length: nSessions }, (_, s) => exp(-FADE * (1 - (s + 1) / nSessions)));
  const roots = Float64Array.from({ length: REACH + 1 }, (_, d) => 1 / Math.sqrt(Math.max(1, d)));
  const [after, next, beside, step] = Array.from({ length: 4 }, () => new Float64Array(nItems));
  const touched = new Int32Array(nItems);
  const pairStarts = new Int32Array(nItems + 1);
  const floats = () => new Growing(new Float32Array(1 << 16), (n) => new Float32Array(n));
  const pairItems = new Growing(new Int32Array(1 << 16), (n) => new Int32Array(n));
  const kept = { follows: floats(), nexts: floats(), besides: floats(), steps: floats() };
  const [followSums, nextSums, repeats, stepSums] = Array.from({ length: 4 }, () => new Float64Array(nItems));
  let end = 0;
  for (let i = 0; i < nItems; i++) {
    let n = 0;
    for (let r = itemStarts[i]; r < itemStarts[i + 1]; r++) {
      const p = itemRows[r];
      const s = sessionOf[p];
      const to = Math.min(starts[s + 1], p + REACH + 1);
      for (let q = Math.max(starts[s], p - REACH); q < to; q++) {
        if (q === p) continue;
        const j = items[q];
        const d = q > p ? q - p : p - q;
        const weight = weights === null ? 1 : weights[q];
        if (beside[j] === 0) touched[n++] = j;
        beside[j] += weight * roots[d];
        const near = (fresh[s] * weight) / d;
        if (q > p) {
          after[j] += near;
          step[j] += near;
          if (d === 1) next[j] += near;
        } else step[j] += BACK * near;
      }
    }
    const some = n > MOST_PAIRS ? Float64Array.from(touched.subarray(0, n), (j) => beside[j]) : null;
    const least = some === null ? 0 : nthLargest(some, MOST_PAIRS);
    repeats[i] = after[i];
    for (let t = 0; t < n; t++) {
      const j = touched[t];
      followSums[i] += after[j];
      nextSums[i] += next[j];
      if (j !== i) stepSums[i] += step[j];
      if (beside[j] >= least) {
        pairItems.put(end, j);
        kept.follows.put(end, after[j]);
        kept.nexts.put(end, next[j]);
        kept.besides.put(end, beside[j]);
        kept.steps.put(end++, j === i ? 0 : step[j]);
      }
      after[j] = next[j] = beside[j] = step[j] = 0;
    }
    pairStarts[i + 1] = end;
  }
  const pairs = { pairItems: pairItems.cut(end), follows: kept.follows.cut(end), nexts: kept.nexts.cut(end) };
  const [besides, steps] = [kept.besides.cut(end), kept.steps.cut(end)];
  // Popularity is divided out on both sides.
  for (let i = 0; i < nItems; i++)
    for (let e = pairStarts[i]; e < pairStarts[i + 1]; e++)
      steps[e] /= Math.sqrt((stepSums[i] + 1) * (stepSums[pairs.pairItems[e]] + 1));
  for (let i = 0; i < nItems; i++) repeats[i] /= followSums[i] + 1;
  return { pairStarts, ...pairs, besides, steps, followSums, nextSums, repeats };
}

/** By item, STANDING numbers each. */
function standingOf({ sessionOf, itemStarts, itemRows }: Places, nSessions: number): Float32Array {
  const nItems = itemStarts.length - 1;
  const standing = new Float32Array(nItems * STANDING);
  for (let i = 0; i < nItems; i++) {
    const [from, to] = [itemStarts[i], itemStarts[i + 1]];
    const at = i * STANDING;
    standing[at] = log(1 + to - from);
    const newer = AGES.map((share) => {
      let r = to;
      while (r > from && sessionOf[itemRows[r - 1]] >= (1 - share) * nSessions) r--;
      return to - r;
    });
    newer.forEach((n, k) => (standing[at + 1 + k] = log(1 + n)));
    standing[at + 4] = log((1 + (newer[1] * AGES[2]) / AGES[1]) / (1 + newer[2]));
    const age = to > from ? nSessions - sessionOf[itemRows[to - 1]] : 2 * nSessions;
    standing[at + 5] = log(1 + (1000 * age) / nSessions);
  }
  return standing;
}
