import type { ColumnBuilder } from '../columns/column-builder';

const PAUSE_ROWS = 1 << 18;

/**
 * Positions of the rows that are no exact copy of an earlier row, or null when there is no copy. Open addressing
 * over 32-bit row hashes; equal hashes are compared column by column. O(rows × columns). `pause` is awaited every
 * few hundred thousand rows.
 */
export async function distinctRows(
  n: number,
  columns: readonly ColumnBuilder[],
  pause: () => Promise<void>,
): Promise<Int32Array | null> {
  const hashes = new Int32Array(n);
  for (const column of columns) column.mixHashes(hashes, n);
  let size = 1024;
  while (size < n * 2) size *= 2;
  const slots = new Int32Array(size);
  const mask = size - 1;
  const keep = new Int32Array(n);
  let kept = 0;
  for (let row = 0; row < n; row++) {
    if (row % PAUSE_ROWS === PAUSE_ROWS - 1) await pause();
    let slot = hashes[row] & mask;
    let copy = false;
    for (let other = slots[slot]; other !== 0; other = slots[slot]) {
      if (hashes[other - 1] === hashes[row] && columns.every((column) => column.sameRow(other - 1, row))) {
        copy = true;
        break;
      }
      slot = (slot + 1) & mask;
    }
    if (copy) continue;
    slots[slot] = row + 1;
    keep[kept++] = row;
  }
  return kept === n ? null : keep.slice(0, kept);
}
