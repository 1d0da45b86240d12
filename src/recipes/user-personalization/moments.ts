import type { Histories } from '../../domain/histories';

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

export function momentsOf(data: Histories): Moments {
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

/** Items of one history, oldest first, without those that repeat a moment. */
export function momentItems(items: Int32Array, timestampSec: Float64Array): Int32Array {
  const kept = new Int32Array(items.length);
  const times = new Float64Array(items.length);
  let n = 0;
  for (let p = 0; p < items.length; p++) {
    if (repeatsMoment(kept, times, 0, n, items[p], timestampSec[p])) continue;
    kept[n] = items[p];
    times[n++] = timestampSec[p];
  }
  return kept.subarray(0, n);
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

/** The moments without the newest one of each user in `users`. */
export function withoutNewest(moments: Moments, users: Iterable<number>): Moments {
  const cut = new Uint8Array(moments.nUsers);
  for (const u of users) cut[u] = 1;
  const userPtr = new Int32Array(moments.nUsers + 1);
  const items = new Int32Array(moments.items.length);
  const timestampSec = new Float64Array(moments.items.length);
  let n = 0;
  for (let u = 0; u < moments.nUsers; u++) {
    const from = moments.userPtr[u];
    const to = moments.userPtr[u + 1] - cut[u];
    items.set(moments.items.subarray(from, to), n);
    timestampSec.set(moments.timestampSec.subarray(from, to), n);
    n += to - from;
    userPtr[u + 1] = n;
  }
  return { ...moments, userPtr, items: items.slice(0, n), timestampSec: timestampSec.slice(0, n) };
}
