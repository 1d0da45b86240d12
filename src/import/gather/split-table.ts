import type { CellRows, CellTable } from '../open/cell-table';
import { fieldsOf } from '../cells/labelled';
import { countedThing, partsOf, type SeveralInColumns } from '../cells/things-in-cell';

/**
 * A table with a row for each thing that the cells of a column hold, and those beside it that hold more; the rest of the
 * row stands beside each. A row whose cell is empty keeps it. Its lines are the places among the things: a row of the table has many.
 */
export function splitTable(
  table: CellTable,
  { column, separator, counted, listed, labels, beside = [] }: SeveralInColumns,
): CellTable {
  const has = { count: counted || (labels?.count ?? null) !== null, name: (labels?.name ?? null) !== null };
  const told = (part: string): { thing: string; count: string; name: string } => {
    if (labels === undefined)
      return { name: '', ...(counted ? countedThing(part) : { count: '', thing: part }) };
    const fields = fieldsOf(part);
    const cell = (label: string | null): string => fields.get(label ?? '') ?? '';
    return { thing: cell(labels.thing), count: cell(labels.count), name: cell(labels.name) };
  };
  return {
    form: 'made',
    // By these names the columns are known for what they are.
    headers: [
      ...table.headers.with(column, 'item_id'),
      ...(has.count ? ['quantity'] : []),
      ...(has.name ? ['product_name'] : []),
    ],
    async *rows(onRead): AsyncGenerator<CellRows> {
      let things = 0;
      for await (const batch of table.rows(onRead)) {
        const rows: string[][] = [];
        for (const row of batch.rows) {
          const parts = [column, ...beside].flatMap((index) => partsOf(row[index], { separator, listed }));
          const rest = beside.length === 0 ? row : row.map((cell, i) => (beside.includes(i) ? '' : cell));
          for (const part of parts.length === 0 ? [''] : parts) {
            const { count, thing, name } = told(part);
            rows.push([
              ...rest.with(column, thing),
              ...(has.count ? [count] : []),
              ...(has.name ? [name] : []),
            ]);
          }
        }
        const before = things;
        things += rows.length;
        yield { ...batch, rows, lines: Int32Array.from(rows, (_, i) => before + i + 1) };
      }
    },
  };
}
