import type { Histories } from '../../domain/histories';

/**
 * What people did, moment by moment: every user's items oldest first, where several rows of one item at one second
 * (a click and a watch) are one moment.
 */
export type Moments = Pick<
  Histories,
  'nUsers' | 'nItems' | 'userPtr' | 'items' | 'timestampSec' | 'rowWeight'
>;

/**
 * A moment of several rows weighs as much as the heaviest of them. Where every row is a moment of its own, they are
 * those of the data: nothing is kept twice.
 */
export function momentsOf(data: Moments): Moments {
  const { nUsers, nItems } = data;
  const userPtr = new Int32Array(nUsers + 1);
  for (let u = 0; u < nUsers; u++) userPtr[u + 1] = userPtr[u] + countMoments(data, u);
  const n = userPtr[nUsers];
  const { items, timestampSec, rowWeight } = data;
  if (n === items.length) return { nUsers, nItems, userPtr, items, timestampSec, rowWeight };
  const kept = {
    items: new Int32Array(n),
    timestampSec: new Float64Array(n),
    rowWeight: rowWeight && new Float32Array(n),
  };
  for (let u = 0; u < nUsers; u++) keepMoments(data, u, userPtr[u], kept);
  return { nUsers, nItems, userPtr, ...kept };
}

function countMoments({ userPtr, items, timestampSec }: Moments, u: number): number {
  let n = 0;
  for (let p = userPtr[u]; p < userPtr[u + 1]; p++)
    if (placeOfMoment(items, timestampSec, userPtr[u], p, items[p], timestampSec[p]) < 0) n++;
  return n;
}

/** Writes the moments of one user to where they begin. */
function keepMoments(
  { userPtr, items, timestampSec, rowWeight }: Moments,
  u: number,
  from: number,
  kept: Pick<Moments, 'items' | 'timestampSec' | 'rowWeight'>,
): void {
  let n = from;
  for (let p = userPtr[u]; p < userPtr[u + 1]; p++) {
    const before = placeOfMoment(kept.items, kept.timestampSec, from, n, items[p], timestampSec[p]);
    if (rowWeight !== null && kept.rowWeight !== null) {
      const at = before < 0 ? n : before;
      kept.rowWeight[at] = Math.max(kept.rowWeight[at], rowWeight[p]);
    }
    if (before >= 0) continue;
    kept.items[n] = items[p];
    kept.timestampSec[n++] = timestampSec[p];
  }
}

/** Moments by people, whenever they were. */
export type Untimed = Omit<Moments, 'timestampSec'>;

/** The newest `most` moments of every user; nothing is kept twice where that is all. */
export function newestMoments(moments: Untimed, most: number): Untimed {
  const { nUsers, nItems, items, rowWeight } = moments;
  const userPtr = new Int32Array(nUsers + 1);
  for (let u = 0; u < nUsers; u++)
    userPtr[u + 1] = userPtr[u] + Math.min(most, moments.userPtr[u + 1] - moments.userPtr[u]);
  const n = userPtr[nUsers];
  if (n === items.length) return { nUsers, nItems, userPtr, items, rowWeight };
  const kept = { items: new Int32Array(n), rowWeight: rowWeight && new Float32Array(n) };
  for (let u = 0; u < nUsers; u++) {
    const to = moments.userPtr[u + 1];
    const from = to - (userPtr[u + 1] - userPtr[u]);
    kept.items.set(items.subarray(from, to), userPtr[u]);
    if (rowWeight !== null) kept.rowWeight?.set(rowWeight.subarray(from, to), userPtr[u]);
  }
  return { nUsers, nItems, userPtr, ...kept };
}

/** Moments of each item. */
export function countsOf({ items, nItems }: Moments): Int32Array {
  const counts = new Int32Array(nItems);
  for (const item of items) counts[item]++;
  return counts;
}

/** A history as the ensemble reads it. */
export interface AskingHistory {
  /** Items by moment, oldest first. */
  readonly items: Int32Array;
  /** Rows per item of the newest second: a click without its watch may be followed by one. */
  readonly fresh: ReadonlyMap<number, number>;
}

/** @param items, timestampSec rows of one user, oldest first. */
export function readHistory(items: Int32Array, timestampSec: Float64Array): AskingHistory {
  const kept = new Int32Array(items.length);
  const times = new Float64Array(items.length);
  let n = 0;
  for (let p = 0; p < items.length; p++) {
    if (placeOfMoment(kept, times, 0, n, items[p], timestampSec[p]) >= 0) continue;
    kept[n] = items[p];
    times[n++] = timestampSec[p];
  }
  const fresh = new Map<number, number>();
  for (let p = items.length - 1; p >= 0 && timestampSec[p] === timestampSec[items.length - 1]; p--) {
    fresh.set(items[p], (fresh.get(items[p]) ?? 0) + 1);
  }
  return { items: kept.subarray(0, n), fresh };
}

/** The same where what somebody did has no order: all at one second, and in whatever order it came, alike. */
export function readUnordered(items: Int32Array): AskingHistory {
  return readHistory(items.slice().sort(), new Float64Array(items.length));
}

/** Where this item is among those kept of the same second, or −1. */
function placeOfMoment(
  items: Int32Array,
  times: Float64Array,
  from: number,
  to: number,
  item: number,
  time: number,
): number {
  for (let p = to - 1; p >= from && times[p] === time; p--) if (items[p] === item) return p;
  return -1;
}
