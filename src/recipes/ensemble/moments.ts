import type { Histories } from '../../domain/histories';

/**
 * What people did, moment by moment: every user's items oldest first, where several rows of one item at one second
 * (a click and a watch) are one moment.
 */
export type Moments = Pick<
  Histories,
  'nUsers' | 'nItems' | 'userPtr' | 'items' | 'timestampSec' | 'rowWeight'
>;

/** A moment of several rows weighs as much as the heaviest of them. */
export function momentsOf(data: Moments): Moments {
  const userPtr = new Int32Array(data.nUsers + 1);
  const items = new Int32Array(data.items.length);
  const timestampSec = new Float64Array(data.items.length);
  const rowWeight = data.rowWeight && new Float32Array(data.items.length);
  let n = 0;
  for (let u = 0; u < data.nUsers; u++) {
    const from = n;
    for (let p = data.userPtr[u]; p < data.userPtr[u + 1]; p++) {
      const before = placeOfMoment(items, timestampSec, from, n, data.items[p], data.timestampSec[p]);
      if (data.rowWeight !== null && rowWeight !== null) {
        const at = before < 0 ? n : before;
        rowWeight[at] = Math.max(rowWeight[at], data.rowWeight[p]);
      }
      if (before >= 0) continue;
      items[n] = data.items[p];
      timestampSec[n++] = data.timestampSec[p];
    }
    userPtr[u + 1] = n;
  }
  const { nUsers, nItems } = data;
  if (n === items.length) {
    // Every row is a moment of its own: nothing is kept twice.
    return { nUsers, nItems, userPtr, items: data.items, timestampSec: data.timestampSec, rowWeight };
  }
  return {
    nUsers,
    nItems,
    userPtr,
    items: items.slice(0, n),
    timestampSec: timestampSec.slice(0, n),
    rowWeight: rowWeight && rowWeight.slice(0, n),
  };
}

/** The newest `most` moments of every user. */
export function newestMoments(moments: Moments, most: number): Moments {
  const { nUsers, items, timestampSec, rowWeight } = moments;
  const userPtr = new Int32Array(nUsers + 1);
  for (let u = 0; u < nUsers; u++)
    userPtr[u + 1] = userPtr[u] + Math.min(most, moments.userPtr[u + 1] - moments.userPtr[u]);
  const n = userPtr[nUsers];
  const kept = {
    items: new Int32Array(n),
    timestampSec: new Float64Array(n),
    rowWeight: rowWeight && new Float32Array(n),
  };
  for (let u = 0; u < nUsers; u++) {
    const to = moments.userPtr[u + 1];
    const from = to - (userPtr[u + 1] - userPtr[u]);
    kept.items.set(items.subarray(from, to), userPtr[u]);
    kept.timestampSec.set(timestampSec.subarray(from, to), userPtr[u]);
    if (rowWeight !== null) kept.rowWeight?.set(rowWeight.subarray(from, to), userPtr[u]);
  }
  return { ...moments, userPtr, ...kept };
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
