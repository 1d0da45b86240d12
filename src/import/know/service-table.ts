import type { ColumnRole, NotMeant } from '../../domain/imports';
import { LIMITS } from '../../domain/limits';
import { rowsThat, type CellRows, type CellTable } from '../open/cell-table';
import { cellsUnder, keptOf, reader, type Cells, type From, type Kept, type Told } from './service';

/** A file of a service, and what its rows tell. */
export interface Part {
  readonly headers: readonly string[];
  readonly rows: CellTable['rows'];
  readonly told: Told;
  /** Its rows have the time at which something was chosen. */
  readonly timed: boolean;
  /** A column that is none of the service's says who it was. */
  readonly beside?: true;
}

/** The columns of a made table: what each is called and for, and what its cells are read from. */
type Columns = readonly (readonly [header: string, role: ColumnRole, read: (cells: Cells) => string])[];

function column(header: string, role: ColumnRole, from: From | undefined): Columns {
  return from === undefined ? [] : [[header, role, reader(from)]];
}

function kept(columns: Kept | undefined): Columns {
  return keptOf(columns).map(([header, from]) => [header, 'KEEP', reader(from)]);
}

function eventColumns({ told: { who, what, when, kind, value, beside }, timed }: Part): Columns {
  return [
    // A column of somebody's own keeps its name.
    ...column(typeof who === 'string' ? who.split('|')[0] : 'Person', 'USER_ID', who),
    ...column('Item', 'ITEM_ID', what),
    ...(timed ? column('Time', 'TIMESTAMP', when) : []),
    ...column('Event', 'EVENT_TYPE', kind),
    ...column('Value', 'EVENT_VALUE', value),
    ...kept(beside),
  ];
}

interface Made {
  readonly service: string;
  readonly parts: readonly Part[];
  /** Files of which what they tell is not told again. */
  readonly after?: readonly Part[];
  /** The one person whose all rows are; absent where a column says who it was. */
  readonly person?: string;
}

/** The rows that are made of a service's file: who chose what, and when. */
export function eventsTable({ service, parts: [part], after = [], person }: Made): CellTable {
  const columns = eventColumns(part);
  const keyOf = (row: readonly string[], of: Columns): string =>
    of.flatMap(([, role], i) => (role === 'USER_ID' || role === 'ITEM_ID' ? [row[i]] : [])).join('\n');
  return {
    ...headOf(service, 'INTERACTIONS', columns, { person, groups: part.told.groups, beside: part.beside }),
    async *rows(onRead) {
      const told = new Set<string>();
      for (const other of after) {
        const theirs = eventColumns(other);
        for await (const { rows } of made(other, theirs, () => undefined))
          for (const row of rows) told.add(keyOf(row, theirs));
      }
      for await (const batch of made(part, columns, onRead))
        yield told.size === 0 ? batch : without(batch, (row) => told.has(keyOf(row, columns)));
    },
  };
}

/** What several files say of things: each is told once, by the first row that has it. */
export function thingsTable({ service, parts }: Made): CellTable {
  const columnsOf = ({ told: { what, thing } }: Part): Columns => [
    ...column('Item', 'ITEM_ID', what),
    ...kept(thing),
  ];
  return {
    ...headOf(service, 'ITEMS', columnsOf(parts[0])),
    async *rows(onRead) {
      const told = new Set<string>();
      const again = ([id]: readonly string[]): boolean => told.size === told.add(id).size;
      for (const part of parts)
        for await (const batch of made(part, columnsOf(part), onRead, NOT_CHOSEN))
          // What describes things says nothing of rows: the events do.
          yield { ...without(batch, again), leftOut: [], unread: [] };
    },
  };
}

function headOf(
  key: string,
  dataset: 'INTERACTIONS' | 'ITEMS',
  columns: Columns,
  more: Pick<NonNullable<CellTable['service']>, 'person' | 'groups' | 'beside'> = {},
): Omit<CellTable, 'rows'> {
  return {
    form: 'service',
    headers: columns.map(([header]) => header),
    service: { key, dataset, roles: columns.map(([, role]) => role), ...more },
  };
}

/** Rows that are told elsewhere are left out. */
function without(batch: CellRows, isTold: (row: readonly string[]) => boolean): CellRows {
  const fresh = rowsThat(batch, (row) => !isTold(row));
  const count = batch.rows.length - fresh.rows.length;
  if (count === 0) return batch;
  return { ...fresh, leftOut: [...(batch.leftOut ?? []), { reason: 'listed-before', count }] };
}

/** What nobody chose is something all the same. */
const NOT_CHOSEN: ReadonlySet<NotMeant> = new Set(['no-day', 'not-started']);

/** @param ignored reasons for which a row is not left out. */
async function* made(
  part: Part,
  columns: Columns,
  onRead: (bytes: number) => void,
  ignored: ReadonlySet<NotMeant> = new Set(),
): AsyncGenerator<CellRows> {
  const at = cellsUnder(part.headers);
  const when = part.told.when === undefined ? (): string => '' : reader(part.told.when);
  const key = columns.findIndex(([, role]) => role === 'ITEM_ID');
  for await (const { rows, lines, unread } of part.rows(onRead)) {
    const out: string[][] = [];
    const outLines: number[] = [];
    const leftOut = new Map<NotMeant, number>();
    for (const [i, row] of rows.entries()) {
      const cells = at(row);
      const meant = columns.map(([, , read]) => read(cells));
      meant[key] = meant[key].slice(0, LIMITS.idChars);
      const isUndated = part.timed && when(cells) === '';
      const why = part.told.cut?.(cells) ?? (meant[key] === '' ? 'no-item' : isUndated ? 'no-day' : null);
      if (why !== null && !ignored.has(why)) leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
      else {
        out.push(meant);
        outLines.push(lines[i]);
      }
    }
    yield {
      rows: out,
      lines: Int32Array.from(outLines),
      leftOut: [...leftOut].map(([reason, count]) => ({ reason, count })),
      unread,
    };
  }
}
