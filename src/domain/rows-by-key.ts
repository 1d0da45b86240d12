/** Rows in the order of their keys, and of themselves within each: key k has rows[starts[k] … starts[k + 1]). */
export interface RowsByKey {
  readonly starts: Int32Array<ArrayBuffer>;
  readonly rows: Int32Array<ArrayBuffer>;
}

/** @param key of each row, below `keys`. @param among the rows that count, ascending; absent: all. O(rows). */
export function rowsByKey(key: ArrayLike<number>, keys: number, among?: Int32Array): RowsByKey {
  const n = among?.length ?? key.length;
  const starts = new Int32Array(keys + 1);
  for (let i = 0; i < n; i++) starts[key[among === undefined ? i : among[i]] + 1]++;
  for (let k = 0; k < keys; k++) starts[k + 1] += starts[k];
  const next = starts.slice();
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = among === undefined ? i : among[i];
    rows[next[key[row]]++] = row;
  }
  return { starts, rows };
}

/** Users with rows, where user u has those of userPtr[u] … userPtr[u + 1]. */
export function countActive(userPtr: Int32Array): number {
  return userPtr.reduce((n, to, u) => (u > 0 && to > userPtr[u - 1] ? n + 1 : n), 0);
}
