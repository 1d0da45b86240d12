import type { CellRows, CellTable } from '../open/cell-table';
import type { RowTap } from '../open/bytes/source';

const BATCH = 4096;

/** The value that most rows of a thing have so far, and by how many it leads (Boyer and Moore's majority vote). */
interface Votes {
  readonly line: number;
  readonly values: string[];
  readonly leads: Int32Array;
}

/** A table of things that hears the rows they are told by while these are read, so that nobody reads them for it alone. */
export interface EntityTable extends CellTable {
  readonly tap: RowTap;
}

/**
 * What the rows of a table tell of the things that one column names: a row for each, in the order in which they come,
 * with the value of every other column that most of its rows have. Empty cells have no vote. Memory: the things.
 *
 * @param of is read where nobody else has read it to its end before.
 */
export function entityTable(of: CellTable, key: number, columns: readonly number[]): EntityTable {
  let things = new Map<string, Votes>();
  let isWhole = false;
  const tap: RowTap = {
    begin() {
      things = new Map();
      isWhole = false;
    },
    add({ rows, lines }) {
      for (const [i, row] of rows.entries()) {
        const id = row[key].trim();
        if (id === '') continue;
        let votes = things.get(id);
        if (votes === undefined) {
          votes = { line: lines[i], values: columns.map(() => ''), leads: new Int32Array(columns.length) };
          things.set(id, votes);
        }
        for (let j = 0; j < columns.length; j++) vote(votes, j, row[columns[j]]);
      }
    },
    end() {
      isWhole = true;
    },
  };
  return {
    form: 'made',
    headers: [key, ...columns].map((index) => of.headers[index]),
    tap,
    async *rows(onRead): AsyncGenerator<CellRows> {
      if (!isWhole) {
        tap.begin();
        for await (const batch of of.rows(onRead)) tap.add(batch);
        tap.end();
      }
      const all = [...things];
      for (let at = 0; at < all.length; at += BATCH) {
        const some = all.slice(at, at + BATCH);
        yield {
          rows: some.map(([id, { values }]) => [id, ...values]),
          lines: Int32Array.from(some, ([, { line }]) => line),
        };
      }
    },
  };
}

function vote({ values, leads }: Votes, column: number, cell: string): void {
  if (cell.trim() === '') return;
  if (leads[column] === 0) {
    values[column] = cell;
    leads[column] = 1;
  } else leads[column] += values[column] === cell ? 1 : -1;
}
