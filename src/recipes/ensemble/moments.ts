/**
 * What people did, moment by moment: every user's items oldest first, where several rows of one item at one second
 * (a click and a watch) are one moment.
 */
export interface Moments {
  readonly nUsers: number;
  readonly nItems: number;
  readonly userPtr: Int32Array;
  readonly items: Int32Array;
  readonly timestampSec: Float64Array;
}

export function momentsOf(data: Moments): Moments {
  const userPtr = new Int32Array(data.nUsers + 1);
  const items = new Int32Array(data.items.length);
  const timestampSec = new Float64Array(data.items.length);
  let n = 0;
  for (let u = 0; u < data.nUsers; u++) {
    const from = n;
    for (let p = data.userPtr[u]; p < data.userPtr[u + 1]; p++) {
      if (repeatsMoment(items, timestampSec, from, n, data.items[p], data.timestampSec[p])) continue;
      items[n] = data.items[p];
      timestampSec[n++] = data.timestampSec[p];
    }
    userPtr[u + 1] = n;
  }
  const { nUsers, nItems } = data;
  return { nUsers, nItems, userPtr, items: items.slice(0, n), timestampSec: timestampSec.slice(0, n) };
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
    if (repeatsMoment(kept, times, 0, n, items[p], timestampSec[p])) continue;
    kept[n] = items[p];
    times[n++] = timestampSec[p];
  }
  const fresh = new Map<number, number>();
  for (let p = items.length - 1; p >= 0 && timestampSec[p] === timestampSec[items.length - 1]; p--) {
    fresh.set(items[p], (fresh.get(items[p]) ?? 0) + 1);
  }
  return { items: kept.subarray(0, n), fresh };
}

function repeatsMoment(
  items: Int32Array,
  times: Float64Array,
  from: number,
  to: number,
  item: number,
  time: number,
): boolean {
  for (let p = to - 1; p >= from && times[p] === time; p--) if (items[p] === item) return true;
  return false;
}
