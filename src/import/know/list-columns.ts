import type { ListForm } from '../../domain/brought-along';
import { countUp, parseNumber } from '../cells/number';
import { bareWords } from '../lexicon/bare-word';
import { bareName, roleOfName, strengthRank } from '../lexicon/names';

/** Whom and what the data know. Numbers from 0; −1 for what they do not. */
export interface Acquaintance {
  person(id: string): number;
  /** By id, or by a title that only one item has. */
  item(id: string): number;
}

/** What the columns of a table of lists are for. */
export interface ListColumns {
  readonly form: ListForm;
  readonly person: number;
  /** One, or those beside each other, best first. */
  readonly items: readonly number[];
  /** Null: rows stand in the order of their list, or scores say it. */
  readonly rank: number | null;
  readonly score: number | null;
  /** Form `cell`: what parts the items in it. */
  readonly separator: RegExp | null;
}

const RANKS = bareWords([
  'rank ranking place position pos rang platz stelle order no puesto posicion posizione posicao rango sira miejsce plats',
  '순위 순번 등수 랭크 랭킹 위치 順位 ランク 順番 排名 名次 место ранг',
]);
const SCORES = bareWords([
  'score scores prediction pred predicted similarity sim confidence relevance probability prob estimate est yhat predictedrating',
  '점수 예측 예측값 유사도 スコア 予測 得分 预测 оценка прогноз',
]);
/** `item_1`, `rec 3`, `top10`, `3`, `추천1`: places as names of columns. */
const PLACE = /^\D*\d{1,3}$/;
/** What parts the items of one cell, the surer first. */
const SEPARATORS = [/\s*\|\s*/, /\s*;\s*/, /\s*,\s*/, /\s+/];
const MOST_ROWS = 500;
/** Of the cells that are filled, so many must be met for a column to be one of people or of items. */
const ENOUGH = 0.5;
/** Where a header says what a column is for, fewer will do: who else made lists may know more people and items. */
const NAMED_ENOUGH = 0.02;

type Row = readonly string[];

interface Looked {
  readonly at: number;
  readonly role: 'person' | 'item' | 'rank' | 'score' | 'other' | null;
  readonly people: number;
  readonly items: number;
  readonly cells: readonly string[];
}

/**
 * How a table holds lists of people and items that the data know; null where it does not: one that has times tells of
 * events, and one without people is nobody's.
 */
export function listColumns(
  headers: readonly string[],
  rows: readonly Row[],
  data: Acquaintance,
): ListColumns | null {
  const looked = headers.map((header, at) => look(header, rows, at, data));
  if (headers.some((header) => roleOfName(header) === 'TIMESTAMP')) return null;
  const person = personIn(looked);
  if (person === undefined) return null;
  const rest = looked.filter(({ at }) => at !== person.at);
  const rank = rest.find(({ role }) => role === 'rank') ?? rest.find((column) => counts(column, person));
  const score = rest.find(({ role }) => role === 'score');
  const free = rest.filter((column) => column !== rank && column !== score && column.role !== 'other');
  const named = free.filter(({ role }) => role === 'item');
  const met = free.filter(({ items }) => items >= ENOUGH);
  const ends = { person: person.at, rank: rank?.at ?? null, score: score?.at ?? null };
  const places = met.length > 1 ? met : [];
  if (places.length > 1 && named.length !== 1 && rank === undefined)
    return { ...ends, form: 'columns', items: places.map(({ at }) => at), rank: null, separator: null };
  const cell = cellColumn(named.length > 0 ? named : free, data);
  if (cell !== null) return { ...ends, form: 'cell', rank: null, score: null, ...cell };
  const item = named.find(({ items }) => items >= NAMED_ENOUGH) ?? met.at(0) ?? scoreless(free);
  if (item === undefined) return null;
  const last = score ?? rest.find((column) => column !== item && column !== rank && areScores(column));
  return { ...ends, form: 'rows', items: [item.at], score: last?.at ?? null, separator: null };
}

function look(header: string, rows: readonly Row[], at: number, data: Acquaintance): Looked {
  const cells = rows.slice(0, MOST_ROWS).map((row) => (row[at] ?? '').trim());
  const filled = cells.filter((cell) => cell !== '');
  const share = (knows: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(knows).length / filled.length;
  return {
    at,
    role: roleOf(header),
    people: share((cell) => data.person(cell) >= 0),
    items: share((cell) => data.item(cell) >= 0),
    cells,
  };
}

function roleOf(header: string): Looked['role'] {
  const bare = bareName(header);
  if (RANKS.has(bare)) return 'rank';
  if (SCORES.has(bare)) return 'score';
  const role = roleOfName(header.replace(/(_?list|s)(?=(:|$))/i, ''));
  if (role === 'USER_ID') return 'person';
  if (role === 'ITEM_ID') return 'item';
  if (strengthRank(header) !== null) return 'score';
  // A program numbers its rows under no name, or writes when it was run.
  return PLACE.test(header.trim()) || role === null ? null : 'other';
}

/** A column that is called so and meets somebody, else the first in which most cells are somebody. */
function personIn(looked: readonly Looked[]): Looked | undefined {
  const named = looked.filter(({ role, people }) => role === 'person' && people >= NAMED_ENOUGH);
  const free = looked.filter(({ role, people }) => role === null && people >= ENOUGH);
  // What pandas puts before each row.
  const isNumbered = ({ cells }: Looked): boolean => cells.length > 2 && countUp(cells) && free.length > 1;
  return named.at(0) ?? free.find((column) => !isNumbered(column)) ?? free.at(0);
}

/** Whether a column counts 1, 2, 3 … (or from 0) within the rows of each person. */
function counts({ role, cells }: Looked, person: Looked): boolean {
  if (role === 'item') return false;
  const last = new Map<string, number>();
  let again = 0;
  for (const [i, cell] of cells.entries()) {
    const who = person.cells[i];
    const before = last.get(who);
    const place = cell === '' ? NaN : Number(cell);
    if (before === undefined ? place !== 0 && place !== 1 : place !== before + 1) return false;
    if (before !== undefined) again++;
    last.set(who, place);
  }
  return again > 0;
}

/** The first column whose cells hold several items each. */
function cellColumn(
  columns: readonly Looked[],
  data: Acquaintance,
): Pick<ListColumns, 'items' | 'separator'> | null {
  for (const { at, items, cells } of columns) {
    if (items >= ENOUGH) continue;
    for (const separator of SEPARATORS) {
      const parts = cells.filter((cell) => cell !== '').map((cell) => partsOf(cell, separator));
      const all = parts.flat();
      const hits = all.filter((part) => data.item(part) >= 0).length;
      const areSeveral = parts.filter(({ length }) => length > 1).length * 2 > parts.length;
      if (areSeveral && hits >= ENOUGH * all.length) return { items: [at], separator };
    }
  }
  return null;
}

/** Ids of which the data know none are ids all the same, where no other column can be it. */
function scoreless(columns: readonly Looked[]): Looked | undefined {
  const filled = columns.filter(
    (column) => column.role === 'item' && column.cells.some((cell) => cell !== ''),
  );
  return filled.length === 1 ? filled[0] : undefined;
}

function areScores({ role, cells }: Looked): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return role === null && filled.length > 0 && filled.every((cell) => !Number.isNaN(parseNumber(cell)));
}

/** `[12, 7]`, `"12" "7"`: without what holds the parts together. */
function partsOf(cell: string, separator: RegExp): string[] {
  const bare = cell.replace(/^[[({]+|[\])}]+$/g, '').trim();
  return bare
    .split(separator)
    .map((part) => part.replace(/^u?["'](.*)["']$/, '$1').trim())
    .filter((part) => part !== '');
}

/** Takes rows one by one, and gives the list of each person. */
export function rowReader(columns: ListColumns): {
  /** @returns false for a row that has no person, or no item. */
  take(row: Row): boolean;
  lists(): Iterable<readonly [person: string, items: readonly string[]]>;
} {
  const people = new Map<
    string,
    { readonly item: string; readonly rank: number; readonly score: number }[]
  >();
  const number = (row: Row, at: number | null, none: number): number => {
    const value = at === null ? NaN : parseNumber((row[at] ?? '').trim());
    return Number.isNaN(value) ? none : value;
  };
  return {
    take(row) {
      const person = (row[columns.person] ?? '').trim();
      const items = itemsOf(row, columns);
      if (person === '' || items.length === 0) return false;
      const own = people.get(person) ?? [];
      people.set(person, own);
      const rank = number(row, columns.rank, Infinity);
      const score = number(row, columns.score, -Infinity);
      for (const item of items) own.push({ item, rank, score });
      return true;
    },
    *lists() {
      for (const [person, own] of people) {
        // What has neither stays in the order of its rows.
        own.sort((a, b) => compare(a.rank, b.rank) || compare(b.score, a.score));
        yield [person, own.map(({ item }) => item)];
      }
    },
  };
}

function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function itemsOf(row: Row, { items, separator }: ListColumns): string[] {
  const cells = items.map((at) => (row[at] ?? '').trim()).filter((cell) => cell !== '');
  return separator === null ? cells : cells.flatMap((cell) => partsOf(cell, separator));
}
