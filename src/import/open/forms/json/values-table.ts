import { isObject, type Json } from '../../../../domain/json';
import type { TableForm } from '../../../../domain/table-form';
import { TABLE_LIMITS } from '../../../../domain/table-limits';
import { headOf } from '../../head';
import type { CellTable, TableList } from '../../cell-table';
import { CollectedRows } from '../collected-rows';
import type { Pause } from '../text-pieces';
import { cellOf, RecordColumns } from './record-columns';
import type { ReadValues } from './parse';
import { listsOf } from './record-lists';

/** Text by whose values it is known what they are. */
export const SAMPLED_CHARS = 1 << 22;

interface Columns {
  readonly headers: readonly string[];
  readonly rowsOf: (value: Json) => string[][];
  /** The first value names the columns. */
  readonly skipsFirst?: boolean;
}
type Read = (onRead: (bytes: number) => void) => AsyncIterable<ReadValues>;

/**
 * A table of a sequence of values: objects, which are flattened, or lists of cells, whose first one may name them.
 * Objects are read to the end for their columns: any of them may have one more.
 *
 * @param names of the columns where the values are lists and another part of the document names them.
 * @param pause lets messages in. @returns null where the values are neither.
 */
export async function valuesTable(
  file: string,
  form: TableForm,
  read: Read,
  names: readonly string[],
  pause: Pause,
): Promise<CellTable | null> {
  const records = new RecordColumns(file, form);
  const lists: Json[][] = [];
  let isOfLists = false;
  let sampled = 0;
  let first = 0;
  for await (const { values, chars } of read(() => undefined)) {
    for (const value of values) if (isObject(value)) records.meet(value);
    if (sampled <= SAMPLED_CHARS) {
      sampled += chars;
      first += values.length;
      for (const value of values) if (Array.isArray(value)) lists.push(value);
      isOfLists = lists.length * 2 > first;
    } else if (isOfLists) break;
    await pause();
  }
  if (isOfLists) return tableOf(form, read, columnsOfLists(lists, names), Array.isArray);
  const { headers } = records;
  if (headers.length === 0) return null;
  const table = tableOf(form, read, { headers, rowsOf: (record) => [records.rowOf(record)] }, isObject);
  const inLists = listsOf(records).map(({ path, outer, headers: names, rowsOf }): TableList => {
    return {
      path,
      outer,
      table: tableOf(form, read, { headers: names, rowsOf: (record) => rowsOf(record) }, isObject),
    };
  });
  return inLists.length === 0 ? table : { ...table, lists: inLists };
}

function tableOf(form: TableForm, read: Read, columns: Columns, fits: (value: Json) => boolean): CellTable {
  const { headers, rowsOf } = columns;
  return {
    form,
    headers,
    async *rows(onRead) {
      let skips = columns.skipsFirst ?? false;
      for await (const { values, places, unread = [] } of read(onRead)) {
        const collected = new CollectedRows();
        for (const { line, value } of unread) collected.addUnread(line, value);
        for (const [i, value] of values.entries()) {
          if (!fits(value)) collected.addUnread(places[i], typeof value === 'object' ? '' : String(value));
          else if (skips) skips = false;
          else for (const row of rowsOf(value)) collected.add(row, places[i]);
        }
        yield collected.take();
      }
    },
  };
}

function columnsOfLists(lists: readonly Json[][], names: readonly string[]): Columns {
  const cells = lists.slice(0, 200).map((list) => list.map((value) => cellOf(value)));
  const width = Math.min(
    TABLE_LIMITS.columns,
    cells.reduce((most, row) => Math.max(most, row.length), 0),
  );
  const headed = names.length === 0 && headOf(cells)?.last === 0;
  const given = headed ? cells[0] : names;
  return {
    headers: Array.from({ length: width }, (_, i) => given.at(i) ?? `column ${i + 1}`),
    rowsOf: (record) => {
      const list = record as Json[];
      return [Array.from({ length: Math.max(width, list.length) }, (_, i) => cellOf(list.at(i)))];
    },
    skipsFirst: headed,
  };
}
