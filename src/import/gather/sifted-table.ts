import type { RowRule } from '../../domain/imports';
import type { CellRows, CellTable } from '../open/cell-table';
import { RowSieve } from './row-sieve';

/** A table without the rows that some rules are about, and with what they were left out for. */
export function siftedTable(table: CellTable, rules: readonly RowRule[]): CellTable {
  return {
    ...table,
    async *rows(onRead): AsyncGenerator<CellRows> {
      for await (const batch of table.rows(onRead)) {
        const sieve = new RowSieve(rules);
        const meant = batch.rows.flatMap((row, i) => (sieve.catches(row) ? [] : [i]));
        const caught = sieve.found.flatMap(({ rule: { reason }, count }) =>
          count === 0 ? [] : [{ reason, count }],
        );
        yield {
          ...batch,
          rows: meant.map((i) => batch.rows[i]),
          lines: Int32Array.from(meant, (i) => batch.lines[i]),
          leftOut: [...(batch.leftOut ?? []), ...caught],
        };
      }
    },
  };
}
