import type { Json, JsonObject } from '../../../../domain/errors';
import { isObject } from '../../../../domain/json';
import { TABLE_LIMITS } from '../../../../domain/table-limits';
import type { SourceFile } from '../../bytes/source';
import type { CellTable, NamedTable } from '../../cell-table';
import { textPieces, type Pause, type TextDress } from '../text-pieces';
import { tableFault } from '../../table-fault';
import { ElementCutter } from './element-cutter';
import { isJsonLines, readLines } from './json-lines';
import { areUnderPeople, eventsOfPeople } from './keyed-people';
import { elementsOf, parseElements, parseExactly, readEach, type ReadValues } from './parse';
import { cellOf } from './record-columns';
import { SAMPLED_CHARS, valuesTable } from './values-table';

/** Rows of tables that are made from a document as a whole. */
const BATCH_ROWS = 4096;
/** Arrays of one document that are looked at. */
const MOST_ARRAYS = 1000;

/**
 * The tables of a JSON file: its lines, where each is a record; the array that it is, or each array of records found in the objects that it is made
 * of; else lists of one length, or objects of one shape under names, taken together.
 *
 * @returns none where there is no table in it. @throws AppError TABLE_UNREADABLE.
 */
export async function openJson(
  source: SourceFile,
  dress: TextDress,
  beginning: string,
  pause: Pause,
): Promise<readonly NamedTable[]> {
  const file = source.path;
  if (isJsonLines(beginning)) {
    const read = (onRead: (bytes: number) => void): AsyncIterable<ReadValues> =>
      readLines(source, dress, onRead);
    return only(await valuesTable(file, 'json-lines', read, [], pause));
  }
  const named = (path: string, names: readonly string[]): Promise<CellTable | null> =>
    valuesTable(file, 'json', (onRead) => readElements(source, dress, path, onRead), names, pause);
  if (beginning.startsWith('[')) return only(await named('', []));
  const arrays = await survey(source, dress, pause);
  // The schema of a table, not a table.
  if (arrays.has('fields') && /"type"\s*:\s*"record"/.test(beginning)) return [];
  const records = [...arrays].filter(([, { values }]) => values.some(isObject));
  const lists = [...arrays].filter(([, { values }]) => values.some(Array.isArray));
  const tables: NamedTable[] = [];
  for (const [path] of records.length > 0 ? records : lists) {
    const names = arrays.get(siblingOf(path, 'columns')) ?? arrays.get(siblingOf(path, 'header'));
    const table = await named(path, names?.values.map((value) => cellOf(value)) ?? []);
    if (table !== null) tables.push({ name: path, table });
  }
  const ofPeople =
    tables.length > 1 && areUnderPeople([...arrays.keys()]) && source.sizeBytes < TABLE_LIMITS.wholeChars;
  if (tables.length === 0 || ofPeople) return tableOfWhole(source, dress, pause);
  return tables.length === 1 ? [{ ...tables[0], name: '' }] : tables;
}

const only = (table: CellTable | null): readonly NamedTable[] =>
  table === null ? [] : [{ name: '', table }];

function siblingOf(path: string, name: string): string {
  return [...path.split('.').slice(0, -1), name].join('.');
}

/** Walks over the whole document. @returns its arrays by their paths, each with its first values. */
async function survey(
  source: SourceFile,
  dress: TextDress,
  pause: Pause,
): Promise<Map<string, { values: Json[] }>> {
  const arrays = new Map<string, { values: Json[]; chars: number }>();
  const cutter = new ElementCutter(source.path);
  for await (const piece of textPieces(source, dress)) {
    await pause();
    for (const { path, text } of cutter.push(piece)) {
      const array = arrays.get(path) ?? { values: [], chars: 0 };
      if (array.chars > SAMPLED_CHARS / 16 || arrays.size > MOST_ARRAYS) continue;
      array.chars += text.length;
      for (const value of parseElements(text) ?? []) array.values.push(value);
      arrays.set(path, array);
    }
  }
  cutter.end();
  return arrays;
}

async function* readElements(
  source: SourceFile,
  dress: TextDress,
  wanted: string,
  onRead: (bytes: number) => void,
): AsyncGenerator<ReadValues> {
  const cutter = new ElementCutter(source.path);
  let place = 1;
  for await (const piece of textPieces(source, dress, onRead))
    for (const { path, text } of cutter.push(piece)) {
      if (path !== wanted) continue;
      const together = parseElements(text);
      const start = place;
      if (together !== null) {
        yield { values: together, places: together.map((_, i) => start + i), chars: text.length };
        place += together.length;
        continue;
      }
      const texts = elementsOf(text);
      yield readEach(
        texts,
        texts.map((_, i) => start + i),
        text.length,
      );
      place += texts.length;
    }
  cutter.end();
}

/** Columns under their names, or records under theirs: what pandas and Firebase write. */
async function tableOfWhole(
  source: SourceFile,
  dress: TextDress,
  pause: Pause,
): Promise<readonly NamedTable[]> {
  let text = '';
  for await (const piece of textPieces(source, dress)) {
    text += piece;
    if (text.length > TABLE_LIMITS.wholeChars)
      throw tableFault({ file: source.path, form: 'json' }, 'too-long');
  }
  let whole: Json;
  try {
    whole = parseExactly(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw tableFault({ file: source.path, form: 'json' }, 'malformed', null, error);
  }
  if (!isObject(whole)) return [];
  const people = eventsOfPeople(whole);
  const columns = people === null ? columnsOf(whole) : null;
  const records =
    columns === null
      ? (people ?? recordsOf(whole))
      : columns[0][1].map((_, row) => columns.map(([, cells]) => cells[row]));
  if (records === null) return [];
  const read = async function* (): AsyncGenerator<ReadValues> {
    for (let at = 0; at < records.length; at += BATCH_ROWS) {
      const values = records.slice(at, at + BATCH_ROWS);
      const places = values.map((_, i) => at + i + 1);
      yield await Promise.resolve({ values, places, chars: text.length });
    }
  };
  const names = columns?.map(([name]) => name) ?? [];
  return only(await valuesTable(source.path, 'json', read, names, pause));
}

/** Lists of one length, or objects whose names count the rows from 0. */
function columnsOf(whole: JsonObject): [name: string, cells: readonly Json[]][] | null {
  const entries = Object.entries(whole);
  const isList = entries.every(([, value]) => Array.isArray(value));
  const isCounted = entries.every(([, value]) => isObject(value) && Object.keys(value).at(0) === '0');
  if (!isList && !isCounted) return null;
  const columns = entries.map(([name, value]): [string, Json[]] => [
    name,
    Object.values(value as JsonObject),
  ]);
  const [first] = columns;
  if (first === undefined || first[1].length === 0) return null;
  return columns.every(([, cells]) => cells.length === first[1].length) ? columns : null;
}

/** Objects under names of their own, which become a column: `{"u1": {"age": 7}, "u2": {"age": 9}}`. */
function recordsOf(whole: JsonObject): Json[] | null {
  const entries = Object.entries(whole);
  if (entries.length < 2 || !entries.every(([, value]) => isObject(value))) return null;
  return entries.map(([key, value]) => ({ key, ...(value as JsonObject) }));
}
