import type { SampledColumn } from './sampled-column';

/** Share of the rows that must agree with what most rows of their key say. */
const AGREE = 0.9;
/** The key must explain this much of what the most frequent value of all leaves open. */
const EXPLAINED = 0.7;
/** Keys that come more than once, without which nothing can be said. */
const REPEATED_KEYS = 10;

/**
 * Which columns hang on a key: as good as all rows of one key agree in them, and far more than by chance, so that a
 * country that nearly all rows share hangs on nothing. Both arguments are of the same sample.
 *
 * @returns of each such column by how much it strays, 0 for not at all.
 */
export function hangingOn(
  key: SampledColumn,
  columns: readonly SampledColumn[],
): ReadonlyMap<SampledColumn, number> {
  const rowsOf = new Map<string, number[]>();
  for (const [row, cell] of key.cells.entries()) {
    const id = cell.trim();
    if (id === '') continue;
    const rows = rowsOf.get(id);
    if (rows === undefined) rowsOf.set(id, [row]);
    else rows.push(row);
  }
  const repeated = [...rowsOf.values()].filter((rows) => rows.length > 1);
  const strays = new Map<SampledColumn, number>();
  if (repeated.length < REPEATED_KEYS) return strays;
  for (const column of columns) {
    if (column === key || column.facts.distinct < 2) continue;
    let [agreeing, filled] = [0, 0];
    const all = new Map<string, number>();
    for (const rows of repeated) {
      const counts = new Map<string, number>();
      for (const row of rows) {
        const cell = column.cells[row].trim();
        if (cell === '') continue;
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
        all.set(cell, (all.get(cell) ?? 0) + 1);
      }
      const most = Math.max(0, ...counts.values());
      agreeing += most;
      filled += [...counts.values()].reduce((sum, count) => sum + count, 0);
    }
    if (filled === 0) continue;
    const stray = 1 - agreeing / filled;
    const open = 1 - Math.max(...all.values()) / filled;
    if (stray <= 1 - AGREE && stray <= open * (1 - EXPLAINED)) strays.set(column, stray);
  }
  return strays;
}
