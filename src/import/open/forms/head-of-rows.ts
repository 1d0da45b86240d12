import { headOf } from '../head';

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

/** Where the table among rows begins: below its title, in the columns that hold anything. */
export function headOfRows(rows: readonly PlacedRow[]): TableHead | null {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) =>
    rows.some(({ cells }) => (cells[column] ?? '') !== ''),
  );
  if (columns.length === 0) return null;
  const compact = rows.map(({ cells }) => columns.map((column) => cells[column] ?? ''));
  const head = headOf(compact);
  if (head === null) return { headers: columns.map((_, i) => `column ${i + 1}`), columns, lastRow: 0 };
  return { headers: head.names, columns, lastRow: rows[head.last].row };
}
