import type { CellTable } from '../open/cell-table';
import type { SampledColumn } from './sampled-column';
import { isTime } from './keys';
import { bareName, namesId, namesLater, namesMeasure, roleOfName } from '../lexicon/names';
import { namesFact, personRank } from './person';

/** A table as far as joins are concerned. */
export interface Joinable {
  /** What people call it. */
  readonly name: string;
  readonly columns: readonly SampledColumn[];
  /** Its rows, all of them. */
  readonly table: CellTable;
}

export interface FoundJoin {
  readonly leftColumn: number;
  readonly rightColumn: number;
  /** Share of the left table's sampled keys that the right one has. */
  readonly share: number;
  /** What the names of both say. */
  readonly kinship: Kinship;
  /** The surer the larger: both together. */
  readonly score: number;
}

/** How sure a join must be. */
export interface Care {
  /** Share of the right table's keys that may come again. */
  readonly repeats: number;
  /** Numbers that count from one on must be called alike, or one after the other's table. */
  readonly sure: boolean;
}

/**
 * What names say of a column and the key of another table: 2 where they are the same, or the column is called after the
 * table (`order_id` and the `id` of `orders`), 1 where the key is a plain `id` and the column some number, else 0.
 */
type Kinship = 0 | 1 | typeof CALLED_ALIKE;
export const CALLED_ALIKE = 2;

/** Below this the values of one column do not lie in the other. */
const LEAST_SHARE = 0.5;
/** Share of the ids in two beginnings from which on they are the same. */
const MEETING = 0.3;
/** Of columns with other names that chance may have put into one range. */
const LEAST_DISTINCT = 20;
/** Where a share of the keys may come again, so many more rows are taken to be there from the beginning. */
const SLIPS = 1000;
/** Keys of the right table beyond this are not looked for by their values. */
const MOST_KEYS = 5_000_000;

/** Which of who, what and when a table says: a bit for each, so that two tables say together what either does. */
export function toldBy(columns: readonly SampledColumn[]): number {
  const who = columns.some((column) => personRank(column) > 0);
  const what = columns.some(({ header }) => roleOfName(header) === 'ITEM_ID');
  // When a row was last written down says nothing of what happened, nor does one time for all.
  const when = columns.some(
    (column) => isTime(column) && column.facts.distinct > 1 && !namesLater(column.header),
  );
  return Number(who) + Number(what) * 2 + Number(when) * 4;
}

/** How many of who, what and when a table says. */
export function tells(columns: readonly SampledColumn[]): number {
  return countOf(toldBy(columns));
}

/** How many of these are said. */
export function countOf(told: number): number {
  return (told & 1) + ((told >> 1) & 1) + ((told >> 2) & 1);
}

/**
 * The column of `left` whose values lie in a column of `right` in which each stands once; null where there is none.
 * Of several that of the same name, then that with the most values found. Reads the right table to its end.
 */
export async function findJoin(
  left: Pick<Joinable, 'columns'>,
  right: Joinable,
  { repeats, sure }: Care = { repeats: 0, sure: false },
): Promise<FoundJoin | null> {
  const keys = right.columns.filter((column) => isKey(column, repeats));
  const foreign = left.columns.filter(isForeign);
  const possible = keys.filter((key) => foreign.some((column) => overlap(column, key)));
  if (possible.length === 0) return null;
  const values = await distinctValues(
    right.table,
    possible.map(({ index }) => index),
    repeats,
  );
  let best: FoundJoin | null = null;
  for (const key of possible) {
    const theirs = values.get(key.index);
    if (theirs === undefined) continue;
    for (const column of foreign) {
      const kinship = kinshipOf(column, key, right.name);
      if (
        kinship < (sure ? CALLED_ALIKE : 1) &&
        (column.facts.distinct < LEAST_DISTINCT || areOtherNumbers(column, key))
      )
        continue;
      const filled = column.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
      const share = filled.filter((cell) => theirs.has(cell)).length / Math.max(1, filled.length);
      const score = share + kinship;
      if (share >= LEAST_SHARE && (best === null || score > best.score))
        best = { leftColumn: column.index, rightColumn: key.index, share, kinship, score };
    }
  }
  return best;
}

/** Whether two columns are of the same ids: enough of those in the beginning of one stand in that of the other. */
export function haveSameIds({ cells: one }: SampledColumn, { cells: other }: SampledColumn): boolean {
  const [ours, theirs] = [new Set(one), new Set(other)];
  const shared = [...ours].filter((id) => theirs.has(id)).length;
  return shared > Math.min(ours.size, theirs.size) * MEETING;
}

/** Each value stands once, but for a share, and it is one that others can name. */
function isKey({ facts }: SampledColumn, repeats: number): boolean {
  const other = facts.rows - facts.distinct;
  return facts.distinct >= 2 && facts.empty <= other && other <= facts.rows * repeats && isIdLike(facts);
}

function isForeign({ facts, header }: SampledColumn): boolean {
  return facts.distinct >= 2 && isIdLike(facts) && !namesMeasure(header) && !namesFact(header);
}

function isIdLike({ looksLike, whole, lists }: SampledColumn['facts']): boolean {
  if (lists !== undefined) return false;
  return ['ids', 'categories', 'unix-seconds'].includes(looksLike) || (looksLike === 'number' && whole);
}

/** Worth reading the table for: samples of two large tables need not have much in common. */
function overlap(column: SampledColumn, key: SampledColumn): boolean {
  if (kinshipOf(column, key, '') > 0) return true;
  const theirs = new Set(key.cells.map((cell) => cell.trim()));
  return column.cells.some((cell) => theirs.has(cell.trim()));
}

function kinshipOf(column: SampledColumn, key: SampledColumn, table: string): Kinship {
  const [theirs, ours] = [bareName(key.header), bareName(column.header)];
  if (theirs !== 'id') return theirs === ours ? CALLED_ALIKE : 0;
  const of = ours.replace(/(id|no|nr|number|ref)$/, '');
  // `category_id` and `categories`: but for its last letter a word is in its plural.
  const isCalledAfter = of.length > 2 && bareName(table).includes(of.slice(0, -1));
  return isCalledAfter ? CALLED_ALIKE : of !== ours ? 1 : 0;
}

/** Two numbers that count something from one on lie in each other, whatever they are of. */
function areOtherNumbers(column: SampledColumn, key: SampledColumn): boolean {
  const { min, max, rows, whole } = key.facts;
  const counts = whole && Number(min) <= 1 && Number(max) <= 2 * rows;
  return counts && namesId(column.header) && namesId(key.header);
}

/** The values of some columns; a column in which one stands twice is left out. */
async function distinctValues(
  table: CellTable,
  columns: readonly number[],
  repeats: number,
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const values = new Map(columns.map((column) => [column, new Set<string>()]));
  const again = new Map(columns.map((column) => [column, 0]));
  for await (const { rows } of table.rows(() => undefined)) {
    for (const [column, met] of values) {
      for (const row of rows) {
        const value = row[column].trim();
        if (value === '') continue;
        const repeated = (again.get(column) ?? 0) + Number(met.has(value));
        again.set(column, repeated);
        if (repeated > (met.size + SLIPS) * repeats || met.size > MOST_KEYS) {
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
