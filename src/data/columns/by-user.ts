import type { InteractionTable } from '../../domain/columns';

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

/** Table rows by user, each user's in order of (timestamp, row). */
export function groupByUser(
  table: InteractionTable,
  rows: Int32Array,
  nUsers: number,
): { userPtr: Int32Array; order: Int32Array } {
  const userPtr = new Int32Array(nUsers + 1);
  for (let i = 0; i < rows.length; i++) userPtr[table.userIdx[rows[i]] + 1]++;
  for (let u = 0; u < nUsers; u++) userPtr[u + 1] += userPtr[u];
  const next = userPtr.slice(0, nUsers);
  const order = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) order[next[table.userIdx[rows[i]]]++] = rows[i];
  const times = table.timestampSec;
  for (let u = 0; u < nUsers; u++) {
    const own = order.subarray(userPtr[u], userPtr[u + 1]);
    let sorted = true;
    for (let i = 1; i < own.length && sorted; i++) sorted = times[own[i - 1]] <= times[own[i]];
    if (!sorted) own.sort((a, b) => times[a] - times[b] || a - b);
  }
  return { userPtr, order };
}
