import { AppError } from '../../domain/errors';
import { IMPORT_MEMORY_BYTES } from '../../domain/limits';
import type { CellRows, CellTable } from './cell-table';

export interface JoinSide {
  readonly table: CellTable;
  readonly column: number;
}

/** What a join met when it was last read to its end. */
export interface JoinCounts {
  /** Rows of the left table, and those whose key the right one has. */
  readonly rows: number;
  readonly matched: number;
  /** Rows of the right table whose key stood there before: only the first of them counts. */
  readonly repeated: number;
}

export interface JoinedTable extends CellTable {
  readonly counts: () => JoinCounts;
}

/** A string of a row, and what a map holds for each. */
const CELL_BYTES = 48;

/**
 * The rows of the left table, each with the cells of the right row of the same key: many to one, so that there are
 * never more rows than on the left. Where the right table has no such key its cells are empty. Memory: the right table.
 *
 * @throws AppError TOO_LARGE while reading, where the right table outgrows the tab.
 */
export function joinedTable(left: JoinSide, right: JoinSide): JoinedTable {
  const others = right.table.headers.map((_, index) => index).filter((index) => index !== right.column);
  const nothing = others.map(() => '');
  let counts: JoinCounts = { rows: 0, matched: 0, repeated: 0 };
  return {
    form: 'made',
    headers: [
      ...left.table.headers,
      ...others.map((index) => headerBeside(left, right.table.headers[index])),
    ],
    counts: () => counts,
    async *rows(onRead): AsyncGenerator<CellRows> {
      const { byKey, repeated } = await indexed(right, others, onRead);
      let [rows, matched] = [0, 0];
      for await (const batch of left.table.rows(onRead)) {
        yield {
          ...batch,
          rows: batch.rows.map((row) => {
            const found = byKey.get(row[left.column].trim());
            if (found !== undefined) matched++;
            return row.concat(found ?? nothing);
          }),
        };
        rows += batch.rows.length;
      }
      counts = { rows, matched, repeated };
    },
  };
}

/** A column called like one on the left is called after what leads to it: the `name` by a `category_id`, `category_name`. */
function headerBeside({ table, column }: JoinSide, header: string): string {
  const stem = table.headers[column].replace(/[ _-]?id$/i, '');
  return stem !== '' && table.headers.includes(header) ? `${stem}_${header}` : header;
}

async function indexed(
  { table, column }: JoinSide,
  others: readonly number[],
  onRead: (bytes: number) => void,
): Promise<{ byKey: ReadonlyMap<string, string[]>; repeated: number }> {
  const byKey = new Map<string, string[]>();
  let [bytes, read, repeated] = [0, 0, 0];
  for await (const { rows } of table.rows(onRead)) {
    read += rows.length;
    for (const row of rows) {
      const key = row[column].trim();
      if (key === '') continue;
      if (byKey.has(key)) repeated++;
      else {
        byKey.set(
          key,
          others.map((index) => row[index]),
        );
        bytes += row.reduce((sum, cell) => sum + cell.length + CELL_BYTES, 0);
      }
    }
    if (bytes > IMPORT_MEMORY_BYTES) {
      const mostRows = Math.floor((read * IMPORT_MEMORY_BYTES) / bytes);
      throw new AppError('TOO_LARGE', {
        file: null,
        rows: read,
        bytes,
        mostBytes: IMPORT_MEMORY_BYTES,
        mostRows,
      });
    }
  }
  return { byKey, repeated };
}
