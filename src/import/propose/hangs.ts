import type { SampledColumn } from './sampled-column';
import { countEach, groupBy } from '../../domain/tallies';

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
  const rowsOf = groupBy(key.cells.keys(), (row) => key.cells[row].trim());
  rowsOf.delete('');
  const repeated = [...rowsOf.values()].filter((rows) => rows.length > 1);
  const strays = new Map<SampledColumn, number>();
  if (repeated.length < REPEATED_KEYS) return strays;
  for (const column of columns) {
    if (column === key || column.facts.distinct < 2) continue;
    const cells = repeated.map((rows) =>
      rows.map((row) => column.cells[row].trim()).filter((cell) => cell !== ''),
    );
    const filled = cells.flat();
    if (filled.length === 0) continue;
    const agreeing = cells.reduce((sum, own) => sum + mostOf(own), 0);
    const stray = 1 - agreeing / filled.length;
    const open = 1 - mostOf(filled) / filled.length;
    if (stray <= 1 - AGREE && stray <= open * (1 - EXPLAINED)) strays.set(column, stray);
  }
  return strays;
}

/** How many cells say what most of them say. */
function mostOf(cells: readonly string[]): number {
  return Math.max(0, ...countEach(cells).values());
}
