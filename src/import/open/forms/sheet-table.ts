import { TABLE_LIMITS } from '../../../domain/table-limits';
import type { CellTable } from '../cell-table';
import type { TableForm } from '../../../domain/table-form';
import { tableFault } from '../table-fault';
import { headOf } from '../head';

/** Rows in which the head of a table is looked for. */
export const SAMPLED_ROWS = 1000;
/** Columns of a sheet, `A` to `XFD`. */
export const SHEET_COLUMNS = 16_384;

/** A row of a sheet that has cells. */
export interface FilledRow extends PlacedRow {
  readonly cells: string[];
  /** Those of its cells that go on in the rows below. */
  readonly joined?: readonly JoinedDown[];
}

/** The rows of a sheet from the first on, as often as asked, never an array of cells twice. */
export type ReadRows = (onRead: (bytes: number) => void) => AsyncIterable<readonly FilledRow[]>;

/**
 * The table that the rows of a sheet or a page make; null where there are none.
 *
 * @param first some of them. @throws AppError TABLE_UNREADABLE.
 */
export function sheetTable(
  book: { readonly file: string; readonly form: TableForm },
  first: readonly PlacedRow[],
  read: ReadRows,
  head: TableHead | null = headOfRows(first.slice(0, SAMPLED_ROWS)),
): CellTable | null {
  if (head === null) return null;
  if (head.headers.length > TABLE_LIMITS.columns) throw tableFault(book, 'too-wide');
  const { headers, columns, lastRow } = head;
  const fromFirst = columns.every((column, i) => column === i);
  const take = (cells: string[]): string[] | null => {
    // A row has a cell at least, and cells are never shared.
    if (fromFirst && cells.length === columns.length) return cells;
    const wanted = columns.map((column) => cells[column] ?? '');
    return wanted.every((cell) => cell === '') ? null : wanted;
  };
  return {
    form: book.form,
    headers,
    async *rows(onRead) {
      // The cells of a head and of titles are joined to be looked at, and are no values of the rows.
      const joinedCells = new JoinedCells();
      for await (const batch of read(onRead)) {
        const rows: string[][] = [];
        const lines: number[] = [];
        for (const { cells, row, joined } of batch) {
          if (row <= lastRow) continue;
          joinedCells.fill(cells, row, joined);
          const wanted = take(cells);
          if (wanted === null) continue;
          rows.push(wanted);
          lines.push(row);
        }
        yield { rows, lines: Int32Array.from(lines) };
      }
    },
  };
}

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

/** A cell that is joined with those below it: its column, from 0, and the last row of them. */
export interface JoinedDown {
  readonly column: number;
  readonly lastRow: number;
}

/** Fills in what joined cells leave blank: the one value of them counts for each. */
export class JoinedCells {
  readonly #open = new Map<number, { readonly text: string; readonly lastRow: number }>();

  /** Hears of every row of a table in its order. A cell that holds something of its own keeps it. @param row its number. */
  fill(cells: string[], row: number, joined: readonly JoinedDown[] = []): void {
    for (const [column, { text, lastRow }] of this.#open) {
      if (row > lastRow) {
        this.#open.delete(column);
        continue;
      }
      while (cells.length <= column) cells.push('');
      if (cells[column] === '') cells[column] = text;
    }
    for (const { column, lastRow } of joined) {
      const text = cells[column] ?? '';
      if (text !== '') this.#open.set(column, { text, lastRow });
    }
  }
}
