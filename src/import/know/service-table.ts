import type { NotMeant } from '../../domain/imports';
import { LIMITS } from '../../domain/limits';
import type { CellRows, CellTable } from '../open/cell-table';
import type { Cells, Making } from './service';

/** One file that a table is made of. */
export interface Part {
  readonly headers: readonly string[];
  readonly rows: (onRead: (bytes: number) => void) => AsyncIterable<CellRows>;
  readonly making: Making;
}

/** The rows that are made of a service's file, or of several one after another. */
export interface ServiceTable {
  readonly service: string;
  readonly making: Making;
  readonly parts: readonly Part[];
  /** Files whose items are not told again. */
  readonly after?: readonly Part[];
  /** The one person whose all rows are; absent where a column says who it was. */
  readonly person?: string;
}

/** Wraps a service's own rows. Items are told once, by the first row that has them. */
export function serviceTable({ service, making, parts, after = [], person }: ServiceTable): CellTable {
  const headers = Object.keys(making.columns);
  const key = headers.findIndex((header) => making.columns[header] === 'ITEM_ID');
  const once = making.dataset === 'ITEMS';
  return {
    form: 'service',
    headers,
    service: {
      key: service,
      dataset: making.dataset,
      roles: Object.values(making.columns),
      ...(person === undefined ? {} : { person }),
    },
    async *rows(onRead) {
      const told = new Set<string>();
      for (const part of after)
        for await (const { rows } of made(part, key, () => undefined))
          for (const row of rows) told.add(row[key]);
      const isNew = (id: string): boolean => {
        const fresh = !told.has(id);
        if (once) told.add(id);
        return fresh;
      };
      for (const part of parts)
        for await (const batch of made(part, key, onRead)) {
          const fresh = batch.rows.flatMap((row, i) => (isNew(row[key]) ? [i] : []));
          const repeats = once ? 0 : batch.rows.length - fresh.length;
          yield {
            ...batch,
            rows: fresh.map((i) => batch.rows[i]),
            lines: Int32Array.from(fresh, (i) => batch.lines[i]),
            // What describes items says nothing of rows: the interactions do.
            leftOut: once ? [] : counted(batch.leftOut, 'listed-before', repeats),
            ...(once ? { unread: [] } : {}),
          };
        }
    },
  };
}

type LeftOutRows = NonNullable<CellRows['leftOut']>;

function counted(before: LeftOutRows = [], reason: NotMeant, count: number): LeftOutRows {
  return count === 0 ? before : [...before, { reason, count }];
}

async function* made(
  { headers, rows: read, making }: Part,
  key: number,
  onRead: (bytes: number) => void,
): AsyncGenerator<CellRows> {
  const places = new Map<string, number>();
  for (const [i, header] of headers.entries()) {
    const name = header.toLowerCase();
    if (!places.has(name)) places.set(name, i);
  }
  for await (const { rows, lines, unread } of read(onRead)) {
    const out: string[][] = [];
    const outLines: number[] = [];
    const leftOut = new Map<NotMeant, number>();
    for (const [i, row] of rows.entries()) {
      const cells: Cells = (header) => (row[places.get(header.toLowerCase()) ?? -1] ?? '').trim();
      const meant = making.row(cells);
      if (typeof meant === 'string' || meant[key] === '') {
        const reason = typeof meant === 'string' ? meant : 'no-item';
        leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
        continue;
      }
      out.push(meant.with(key, meant[key].slice(0, LIMITS.idChars)));
      outLines.push(lines[i]);
    }
    yield {
      rows: out,
      lines: Int32Array.from(outLines),
      leftOut: [...leftOut].map(([reason, count]) => ({ reason, count })),
      ...(unread === undefined ? {} : { unread }),
    };
  }
}
