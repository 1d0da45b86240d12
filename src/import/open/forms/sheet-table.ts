import { TABLE_LIMITS } from '../../../domain/table-limits';
import type { CellTable } from '../cell-table';
import type { TableForm } from '../../../domain/table-form';
import { headOfRows, type PlacedRow, type TableHead } from './head-of-rows';
import { JoinedCells, type JoinedDown } from './joined-cells';
import { tableFault } from '../table-fault';

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
