import type { CellTable } from '../forms/cell-table';
import type { SampledColumn } from './sampled-column';
import { bareName, namesMeasure, roleOfName } from './names';
import { namesFact, personRank } from './person';

/** A table as far as joins are concerned. */
export interface Joinable {
  readonly columns: readonly SampledColumn[];
  /** Its rows, all of them. */
  readonly table: CellTable;
}

export interface FoundJoin {
  readonly leftColumn: number;
  readonly rightColumn: number;
  /** Share of the left table's sampled keys that the right one has. */
  readonly share: number;
}

/** Below this the values of one column do not lie in the other. */
const LEAST_SHARE = 0.5;
/** Of columns with other names that chance may have put into one range. */
const LEAST_DISTINCT = 20;
/** Keys of the right table beyond this are not looked for by their values. */
const MOST_KEYS = 5_000_000;

/** Whether a table says who, what and when. */
export function tells(columns: readonly SampledColumn[]): number {
  const who = columns.some((column) => personRank(column) > 0);
  const what = columns.some(({ header }) => roleOfName(header) === 'ITEM_ID');
  const when = columns.some(({ facts }) =>
    ['unix-seconds', 'unix-milliseconds', 'dates'].includes(facts.looksLike),
  );
  return Number(who) + Number(what) + Number(when);
}

/**
 * The column of `left` whose values lie in a column of `right` in which each stands once; null where there is none.
 * Of several that of the same name, then that with the most values found. Reads the right table to its end.
 */
export async function findJoin(left: Pick<Joinable, 'columns'>, right: Joinable): Promise<FoundJoin | null> {
  const keys = right.columns.filter(isKey);
  const foreign = left.columns.filter(isForeign);
  const possible = keys.filter((key) => foreign.some((column) => overlap(column, key)));
  if (possible.length === 0) return null;
  const values = await distinctValues(
    right.table,
    possible.map(({ index }) => index),
  );
  let best: (FoundJoin & { readonly score: number }) | null = null;
  for (const key of possible) {
    const theirs = values.get(key.index);
    if (theirs === undefined) continue;
    for (const column of foreign) {
      const same = sameName(column, key);
      if (!same && column.facts.distinct < LEAST_DISTINCT) continue;
      const filled = column.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
      const share = filled.filter((cell) => theirs.has(cell)).length / Math.max(1, filled.length);
      const score = share + (same ? 1 : 0);
      if (share >= LEAST_SHARE && (best === null || score > best.score))
        best = { leftColumn: column.index, rightColumn: key.index, share, score };
    }
  }
  return best && { leftColumn: best.leftColumn, rightColumn: best.rightColumn, share: best.share };
}

/** Each value stands once, and it is one that others can name. */
function isKey({ facts }: SampledColumn): boolean {
  return facts.distinct >= 2 && facts.empty === 0 && facts.distinct === facts.rows && isIdLike(facts);
}

function isForeign({ facts, header }: SampledColumn): boolean {
  return facts.distinct >= 2 && isIdLike(facts) && !namesMeasure(header) && !namesFact(header);
}

function isIdLike({ looksLike, whole }: SampledColumn['facts']): boolean {
  return ['ids', 'categories', 'unix-seconds'].includes(looksLike) || (looksLike === 'number' && whole);
}

/** Worth reading the table for: samples of two large tables need not have much in common. */
function overlap(column: SampledColumn, key: SampledColumn): boolean {
  if (sameName(column, key)) return true;
  const theirs = new Set(key.cells.map((cell) => cell.trim()));
  return column.cells.some((cell) => theirs.has(cell.trim()));
}

/** `order_id` and `order_id`, `OrderID`, or a plain `id`. */
function sameName(column: SampledColumn, key: SampledColumn): boolean {
  const name = bareName(key.header);
  return (
    name === bareName(column.header) ||
    (name === 'id' && /(id|no|nr|number|ref)$/.test(bareName(column.header)))
  );
}

/** The values of some columns; a column in which one stands twice is left out. */
async function distinctValues(
  table: CellTable,
  columns: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const values = new Map(columns.map((column) => [column, new Set<string>()]));
  for await (const { rows } of table.rows(() => undefined)) {
    for (const [column, met] of values) {
      for (const row of rows) {
        const value = row[column].trim();
        if (value === '') continue;
        if (met.has(value) || met.size > MOST_KEYS) {
          values.delete(column);
          break;
        }
        met.add(value);
      }
    }
    if (values.size === 0) break;
  }
  return values;
}
