import type { InteractionTable } from '../../domain/columns';
import { rowsByKey } from '../../domain/rows-by-key';

/** Position of each id when all are sorted by code unit. */
export function rankIds(ids: readonly string[]): Int32Array<ArrayBuffer> {
  const order = Array.from(ids, (id, index) => ({ id, index }));
  order.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const rank = new Int32Array(ids.length);
  order.forEach(({ index }, position) => {
    rank[index] = position;
  });
  return rank;
}

/** Table rows by user, each user's in order of (timestamp, row). @param among the rows that count, ascending; absent: all. */
export function groupByUser(
  { userIdx, timestampSec: times }: InteractionTable,
  nUsers: number,
  among?: Int32Array,
): { readonly userPtr: Int32Array; readonly order: Int32Array } {
  const { starts: userPtr, rows: order } = rowsByKey(userIdx, nUsers, among);
  for (let u = 0; u < nUsers; u++) {
    const own = order.subarray(userPtr[u], userPtr[u + 1]);
    let sorted = true;
    for (let i = 1; i < own.length && sorted; i++) sorted = times[own[i - 1]] <= times[own[i]];
    if (!sorted) own.sort((a, b) => times[a] - times[b] || a - b);
  }
  return { userPtr, order };
}
