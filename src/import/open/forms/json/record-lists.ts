import type { Json } from '../../../../domain/errors';
import { isObject } from '../../../../domain/json';
import { cellOf, valueAt, type Column, type HeldList, type RecordColumns } from './record-columns';

/** How records become a row for each element of a list that they hold. */
export interface RecordList {
  /** The names of the lists that lead to it, the outer ones first. */
  readonly path: readonly string[];
  readonly headers: readonly string[];
  /** So many of the headers, the first ones, say what the list lies in. */
  readonly outer: number;
  /** One row at least: where a list is empty, its cells are. @param cells of the columns beside the records. */
  readonly rowsOf: (record: Json, cells?: readonly string[]) => string[][];
}

/** Part of a row, and what the rest of it is read from; null where there is nothing. */
type Begun = readonly [cells: readonly string[], rest: Json];

/**
 * Every list that has been met in records, with what lies around it told again for each of its elements.
 *
 * @param beside headers of the columns that stand before those of the records.
 */
export function listsOf(columns: RecordColumns, beside: readonly string[] = []): RecordList[] {
  return within(columns, { path: [], headers: beside, begin: (record, cells) => [[cells, record]] });
}

interface Around {
  readonly path: readonly string[];
  readonly headers: readonly string[];
  readonly begin: (record: Json, cells: readonly string[]) => readonly Begun[];
}

function within(columns: RecordColumns, around: Around): RecordList[] {
  return columns.lists.flatMap((list) => {
    const beside = columns.columns.filter((column) => column.list !== list.name);
    const outer = namedFor(around, beside);
    const begin: Around['begin'] = (record, before) =>
      around.begin(record, before).flatMap(([cells, rest]) => {
        const begun = [...cells, ...cellsOf(beside, rest)];
        return elementsOf(list, rest).map((element): Begun => [begun, element]);
      });
    const inner: Around = { path: [...around.path, list.name], headers: outer, begin };
    const { elements } = list;
    const own = elements.columns;
    const value = elements.holdsValues ? [oneOf(list.name)] : [];
    const found: RecordList = {
      path: inner.path,
      headers: [...namedFor(inner, own), ...value],
      outer: outer.length,
      rowsOf: (record, before = []) =>
        begin(record, before).map(([cells, element]) => [
          ...cells,
          ...cellsOf(own, element),
          ...value.map(() => (isObject(element) ? '' : cellOf(element))),
        ]),
    };
    return [found, ...within(elements, inner)];
  });
}

function elementsOf({ steps }: HeldList, record: Json): readonly Json[] {
  const list = valueAt(record, steps);
  return Array.isArray(list) && list.length > 0 ? list : [null];
}

function cellsOf(columns: readonly Column[], record: Json): string[] {
  return columns.map(({ read }) => (isObject(record) ? read(record) : ''));
}

/**
 * The headers around and those of what lies there: by their own name, where no other has it and it is no mere `id`, else
 * by what it is the name of (`lines` → `line.id`).
 */
function namedFor({ path, headers }: Around, columns: readonly Column[]): string[] {
  const list = path.at(-1);
  const taken = new Set(headers.map((header) => header.toLowerCase()));
  return [
    ...headers,
    ...columns.map(({ header }) => {
      const name = header.toLowerCase();
      const speaks = list === undefined || (name !== 'id' && !taken.has(name));
      return speaks ? header : `${oneOf(list)}.${header}`;
    }),
  ];
}

/** `order.lines` → `line`, `movies` → `movie`. */
function oneOf(list: string): string {
  const name = list.slice(list.lastIndexOf('.') + 1);
  return /[^s]s$/i.test(name) ? name.slice(0, -1) : name;
}
