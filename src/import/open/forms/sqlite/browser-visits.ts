import { joinedTable } from '../../joined-table';
import type { CellTable, NamedTable } from '../../cell-table';

/** How a browser keeps its history: a table of visits, and one of the pages that these lead to. */
interface History {
  readonly visits: string;
  readonly page: string;
  readonly time: string;
  readonly pages: string;
  /** Seconds between 1970 and the moment from which it counts. */
  readonly from: number;
}

/** Chrome, Edge and their kin; Firefox; Safari. */
const HISTORIES: readonly History[] = [
  { visits: 'visits', page: 'url', time: 'visit_time', pages: 'urls', from: 0 },
  { visits: 'moz_historyvisits', page: 'place_id', time: 'visit_date', pages: 'moz_places', from: 0 },
  {
    visits: 'history_visits',
    page: 'history_item',
    time: 'visit_time',
    pages: 'history_items',
    from: 978_307_200,
  },
];
const HEADERS = ['url', 'title', 'visit_time'] as const;

/** The tables of a browser's history with one of its visits, each with its page, in front; any others as they are. */
export function browserVisits(tables: readonly NamedTable[]): readonly NamedTable[] {
  for (const history of HISTORIES) {
    const table = visitsOf(history, tables);
    if (table !== null)
      return [table, ...tables.filter(({ name }) => name !== history.visits && name !== history.pages)];
  }
  return tables;
}

function visitsOf(
  { visits, page, time, pages, from }: History,
  tables: readonly NamedTable[],
): NamedTable | null {
  const left = tables.find(({ name }) => name === visits);
  const right = tables.find(({ name }) => name === pages);
  const column = left?.table.headers.indexOf(page) ?? -1;
  const key = right?.table.headers.indexOf('id') ?? -1;
  if (left === undefined || right === undefined || column === -1 || key === -1) return null;
  const joined = joinedTable({ table: left.table, column }, { table: right.table, column: key });
  const own = left.table.headers;
  // Its key is not told again.
  const others = right.table.headers.toSpliced(key, 1);
  const placeOf = (header: string): number =>
    others.includes(header) ? own.length + others.indexOf(header) : own.indexOf(header);
  const places = [placeOf('url'), placeOf('title'), own.indexOf(time)];
  if (places[0] < own.length || places[2] === -1) return null;
  const table: CellTable = {
    form: 'sqlite',
    headers: [...HEADERS],
    async *rows(onRead) {
      for await (const batch of joined.rows(onRead))
        yield {
          ...batch,
          rows: batch.rows.map((row) => {
            const cells = places.map((place) => row[place] ?? '');
            return from === 0 ? cells : cells.with(2, String(Number(cells[2]) + from));
          }),
        };
    },
  };
  return { name: visits, table, sizeBytes: (left.sizeBytes ?? 0) + (right.sizeBytes ?? 0) };
}
