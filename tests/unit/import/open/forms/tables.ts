import { gzipSync } from 'fflate';
import { memorySource } from '../../../../../src/import/open/bytes/source';
import type { CellTable } from '../../../../../src/import/open/cell-table';
import { openTables } from '../../../../../src/import/open/forms/open-tables';
import { bytes } from '../../../../fixtures/corpus/making';

type Content = string | Uint8Array<ArrayBuffer>;

export interface Opened {
  readonly path: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly unread: readonly { readonly line: number; readonly value: string }[];
}

/** All tables of a file with all their rows; one that is refused is thrown. */
export async function opened(path: string, content: Content): Promise<Opened[]> {
  const source = memorySource(path, typeof content === 'string' ? bytes(content) : content);
  const tables = await openTables(source, () => Promise.resolve());
  return Promise.all(
    tables.map(async ({ path: at, table, refusal }): Promise<Opened> => {
      if (refusal !== undefined) throw refusal;
      const all = { rows: [] as string[][], lines: [] as number[], unread: [] as Opened['unread'][number][] };
      if (table === undefined) return { path: at, headers: [], ...all };
      for await (const { rows, lines, unread = [] } of table.rows(() => undefined)) {
        all.rows.push(...rows);
        all.lines.push(...lines);
        all.unread.push(...unread);
      }
      return { path: at, headers: table.headers, ...all };
    }),
  );
}

/** All rows of a table. */
export async function read(
  table: CellTable | null | undefined,
): Promise<Pick<Opened, 'headers' | 'rows' | 'lines'>> {
  const all = { headers: table?.headers ?? [], rows: [] as string[][], lines: [] as number[] };
  for await (const { rows, lines } of table?.rows(() => undefined) ?? []) {
    all.rows.push(...rows);
    all.lines.push(...lines);
  }
  return all;
}

/** The only table of a file. */
export async function only(content: Content, path = 'export.json'): Promise<Opened> {
  const tables = await opened(path, content);
  if (tables.length !== 1) throw new RangeError(`${tables.length} tables`);
  return tables[0];
}

export function gz(content: string): Uint8Array<ArrayBuffer> {
  return gzipSync(bytes(content)) as Uint8Array<ArrayBuffer>;
}
