/** Rows in the order of their users, and of themselves within each: user u has rows[starts[u] … starts[u + 1]). O(rows). */
export interface RowsByUser {
  readonly starts: Int32Array<ArrayBuffer>;
  readonly rows: Int32Array<ArrayBuffer>;
}

export function rowsByUser(userIdx: Int32Array, users: number): RowsByUser {
  const starts = new Int32Array(users + 1);
  for (let row = 0; row < userIdx.length; row++) starts[userIdx[row] + 1]++;
  for (let user = 0; user < users; user++) starts[user + 1] += starts[user];
  const next = starts.slice();
  const rows = new Int32Array(userIdx.length);
  for (let row = 0; row < userIdx.length; row++) rows[next[userIdx[row]]++] = row;
  return { starts, rows };
}

/** Users with rows, where user u has those of userPtr[u] … userPtr[u + 1]. */
export function countActive(userPtr: Int32Array): number {
  return userPtr.reduce((n, to, u) => (u > 0 && to > userPtr[u - 1] ? n + 1 : n), 0);
}
