import type { CellRows, CellTable } from '../open/cell-table';
import { type SeveralInColumns, countedThing, fieldsOf, placesOf } from '../cells/things-in-cell';

/** One of the things in a cell, at its place there, from 0. */
const NOTHING = { thing: '', count: '', name: '', isChosen: true, at: -1 };
type Told = typeof NOTHING;

/**
 * A table with a row for each thing that the cells of a column hold, and those beside it that hold more, or of those that
 * were shown for each that was chosen; the rest of the row stands beside each. A row whose cell is empty keeps it. Its lines
 * are the places among the things: a row of the table has many.
 */
export function splitTable(
  table: CellTable,
  { column, separator, counted, listed, labels, marked, beside = [], along = [] }: SeveralInColumns,
): CellTable {
  const has = { count: counted || (labels?.count ?? null) !== null, name: (labels?.name ?? null) !== null };
  const way = { separator, listed };
  const told = (part: string, at: number): Told[] => {
    if (part === '') return [];
    if (marked) return [{ ...NOTHING, thing: part.slice(0, -2), isChosen: part.endsWith('1') }];
    if (labels === undefined)
      return [{ ...NOTHING, at, ...(counted ? countedThing(part) : { thing: part }) }];
    const fields = fieldsOf(part);
    const cell = (label: string | null): string => fields.get(label ?? '') ?? '';
    const { thing, count, name } = labels;
    return [{ ...NOTHING, at, thing: cell(thing), count: cell(count), name: cell(name) }];
  };
  return {
    form: 'made',
    // By these names the columns are known for what they are.
    headers: [
      ...table.headers.with(column, 'item_id'),
      ...(has.count ? ['quantity'] : []),
      ...(has.name ? ['product_name'] : []),
      ...(marked ? ['impressions'] : []),
    ],
    async *rows(onRead): AsyncGenerator<CellRows> {
      let things = 0;
      for await (const batch of table.rows(onRead)) {
        const rows: string[][] = [];
        for (const row of batch.rows) {
          const all = [column, ...beside].flatMap((index) => placesOf(row[index], way).flatMap(told));
          const chosen = all.filter(({ isChosen }) => isChosen);
          const seen = marked ? [all.map(({ thing }) => thing).join('|')] : [];
          const places = along.map((index) => placesOf(row[index], way));
          const rest = row.map((cell, i) => (beside.includes(i) ? '' : cell));
          for (const { thing, count, name, at } of chosen.length === 0 ? [NOTHING] : chosen) {
            const cells = rest.with(column, thing);
            for (const [i, index] of along.entries()) cells[index] = places[i][at] ?? '';
            rows.push([...cells, ...(has.count ? [count] : []), ...(has.name ? [name] : []), ...seen]);
          }
        }
        const before = things;
        things += rows.length;
        yield { ...batch, rows, lines: Int32Array.from(rows, (_, i) => before + i + 1) };
      }
    },
  };
}
