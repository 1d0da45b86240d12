import { isNames, sniffHeader } from '../csv/sniff';

/** The cells of a row, and where it stands, from 1. */
export interface PlacedRow {
  readonly cells: readonly string[];
  readonly row: number;
}

export interface TableHead {
  readonly headers: readonly string[];
  /** Which columns of the rows they are, from 0. */
  readonly columns: readonly number[];
  /** Row of the head, or of its lower line; 0 where it has none. */
  readonly lastRow: number;
}

/**
 * Where the table among rows begins: below its title, in the columns that hold anything. Heads of two lines, cells of
 * which are joined over several columns or rows, become one.
 */
export function headOf(rows: readonly PlacedRow[]): TableHead | null {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) =>
    rows.some(({ cells }) => (cells[column] ?? '') !== ''),
  );
  if (columns.length === 0) return null;
  const compact = rows.map(({ cells }) => columns.map((column) => cells[column] ?? ''));
  const at = sniffHeader(compact);
  if (at === null) return { headers: columns.map((_, i) => `column ${i + 1}`), columns, lastRow: 0 };
  const [upper, lower] = [compact[at], compact[at + 1]];
  if (lower !== undefined && completes(upper, lower))
    return { headers: together(upper, lower), columns, lastRow: rows[at + 1].row };
  const above = at > 0 ? compact[at - 1] : null;
  const repeats = new Set(upper).size < upper.length;
  const headers = above !== null && repeats ? together(above, upper) : upper;
  return { headers, columns, lastRow: rows[at].row };
}

/** Whether the lower line names what the upper one leaves open. */
function completes(upper: readonly string[], lower: readonly string[]): boolean {
  const open = upper.map((name, i) => (name === '' ? i : -1)).filter((i) => i !== -1);
  return open.length > 0 && isNames(lower) && open.every((i) => lower[i] !== '') && lower.includes('');
}

/** A name of the upper line counts for the columns beside it that have none, as joined cells do. */
function together(upper: readonly string[], lower: readonly string[]): string[] {
  let group = '';
  return lower.map((name, i) => {
    group = upper[i] === '' ? group : upper[i];
    if (name === '') return upper[i];
    return group === '' ? name : `${group} ${name}`;
  });
}
