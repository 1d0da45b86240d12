import type { ColumnRole } from '../../domain/imports';
import type { SampledColumn } from './sampled-column';
import { hangingOn } from './hangs';
import { bareName, namesId, namesMeasure, namesTitle, namesVisit, roleOfName } from '../lexicon/names';
import { namesFact, namesSale, namesSold, namesThing, personRank } from './person';
import { hasManyValues } from './evidence';
import { namesStatus } from '../lexicon/order-words';
import { personalKindOf } from './personal';

/** A key that comes again in this share of its rows is told of in several of them: events, never a list. */
const AGAIN = 0.1;
/** A slip or two in a short list are none. */
const LEAST_AGAIN = 5;
/** Cells longer than this name nothing. */
const MOST_CHARS = 80;
/** People's names are short. */
const PERSON_CHARS = 40;
/** A column that is called after things is of things, be they the twelve courses of a gym. */
const FEW_THINGS = 3;
/** Columns that are compared with one another. */
const MOST_CANDIDATES = 12;
const WEB_ADDRESS =
  /^(https?:\/\/|www\.|[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|edu|gov|io|co|de|uk|kr)(\/|$))/i;

/** Whether a column's values come again so often that its table cannot be a list of them. */
export function comesAgain({ facts }: SampledColumn): boolean {
  const filled = facts.rows - facts.empty;
  return filled - facts.distinct >= Math.max(LEAST_AGAIN, filled * AGAIN);
}

export function isTime({ facts }: SampledColumn): boolean {
  return ['unix-seconds', 'unix-milliseconds', 'dates'].includes(facts.looksLike);
}

/** Where no header says anything about a column. */
export function isNameless(header: string): boolean {
  return header === '' || /^(column |unnamed: ?)\d+$/i.test(header);
}

/** What tells one row from another, and nothing else. */
function numbersRow(header: string): boolean {
  return /^(row|event|message|insert|log|request|hit)?(uuid|guid)$|^(row|event|message|insert|log|request|hit)id$/.test(
    bareName(header),
  );
}

/** Columns that could name who or what, by their cells: ids, whole numbers, words and readable texts of many values. */
export function keyCandidates(columns: readonly SampledColumn[]): SampledColumn[] {
  return columns.filter(({ header, facts, cells }) => {
    const named = roleOfName(header);
    if (named !== null && named !== 'USER_ID' && named !== 'ITEM_ID') return false;
    if (
      namesFact(header) ||
      namesMeasure(header) ||
      facts.empty > facts.rows * AGAIN ||
      facts.lists !== undefined ||
      numbersRow(header)
    )
      return false;
    const kind =
      ['ids', 'categories'].includes(facts.looksLike) ||
      (facts.looksLike === 'number' && facts.whole) ||
      (facts.looksLike === 'text' && (facts.meanLength <= MOST_CHARS || isWebAddress({ cells })));
    return (hasManyValues(facts) || (namesThing(header) && facts.distinct > FEW_THINGS)) && kind;
  });
}

/**
 * Gives the keys of events that no header names to the columns that can be them by what they hold: the things are those
 * that the others hang on, the people those that meet several things. Where no column can be a person nobody is named.
 */
export function claimKeys(roles: ColumnRole[], columns: readonly SampledColumn[]): void {
  const holder = (role: ColumnRole): SampledColumn | undefined => columns.find((_, i) => roles[i] === role);
  let [user, item] = [holder('USER_ID'), holder('ITEM_ID')];
  if (user && item) return;
  const free = keyCandidates(columns.filter((_, i) => roles[i] === 'KEEP')).slice(0, MOST_CANDIDATES);
  const keys = [...[user, item].filter((column) => column !== undefined), ...free];
  const hanging = new Map(keys.map((key) => [key, hangingOn(key, keys)]));
  const hangs = (column: SampledColumn, key: SampledColumn): boolean =>
    hanging.get(key)?.has(column) ?? false;
  // Of two that are one-to-one neither is the finer.
  const determinedBy = (column: SampledColumn): number =>
    free.filter((key) => hangs(column, key) && !hangs(key, column)).length;
  const items = item
    ? [item]
    : inOrder(
        free.filter((column) => mayBeThing(column, columns)),
        (column) => itemRank(column, determinedBy(column)),
      );
  const names = columns.filter(
    ({ header, cells, beside }) => personalKindOf('INTERACTIONS', header, cells, beside) === 'name',
  );
  const people = user
    ? [user]
    : inOrder(
        free.filter((column) => mayBePerson(column, columns, names)),
        (column) => -2 * personRank(column) - (namesVisit(column.header) ? 1 : 0),
      );
  const pair = people
    .flatMap((who) => items.map((what) => [who, what] as const))
    .find(([who, what]) => who !== what && !isUnique(what) && meet(who, what, hangs));
  if (pair) [user, item] = pair;
  item ??= items.at(0) ?? (user && onlyKinds(user, columns, roles));
  // The number of an order stands for a person where nothing else can.
  user ??= free.find((column) => column !== item && namesSale(column.header));
  if (item) roles[item.index] = 'ITEM_ID';
  if (user) roles[user.index] = 'USER_ID';
}

/** Where all else is told and one column of a few kinds is left, these are what people chose: the rooms of a hotel. */
function onlyKinds(
  user: SampledColumn,
  columns: readonly SampledColumn[],
  roles: readonly ColumnRole[],
): SampledColumn | undefined {
  const kinds = columns.filter(({ header, facts }, i) => {
    const isKind = facts.looksLike === 'categories' && facts.distinct > FEW_THINGS;
    return roles[i] === 'KEEP' && columns[i] !== user && isKind && !namesFact(header) && !namesStatus(header);
  });
  const hanging = hangingOn(user, kinds);
  const free = kinds.filter((column) => !hanging.has(column) && mayBeThing(column, columns));
  return free.length === 1 ? free[0] : undefined;
}

function inOrder(
  columns: readonly SampledColumn[],
  rank: (column: SampledColumn) => number,
): SampledColumn[] {
  return [...columns].sort((a, b) => rank(a) - rank(b));
}

/** The smaller the likelier: names of things first, then what others do not determine, plain numbers last. */
function itemRank({ header, facts }: SampledColumn, determinedBy: number): number {
  if (namesSold(header) || namesThing(header) || namesTitle(header)) return 0;
  const isKey = namesId(header) || isNameless(header);
  const plain = facts.looksLike === 'number' && !isKey ? 2 : 1;
  return plain + (determinedBy > 0 ? 2 : 0) + (isUnique({ facts }) ? 1 : 0);
}

/** Another value in each row, as references of payments are: nothing that two people could share. */
function isUnique({ facts }: Pick<SampledColumn, 'facts'>): boolean {
  return facts.distinct === facts.rows - facts.empty;
}

function mayBeThing(column: SampledColumn, columns: readonly SampledColumn[]): boolean {
  const { header, cells, facts, beside } = column;
  if (namesVisit(header) || namesSale(header) || facts.addresses || countsRows(column, columns)) return false;
  return personalKindOf('INTERACTIONS', header, cells, beside) === null;
}

function mayBePerson(
  column: SampledColumn,
  columns: readonly SampledColumn[],
  names: readonly SampledColumn[],
): boolean {
  const { header, facts } = column;
  if (namesThing(header) || namesSold(header) || namesSale(header)) return false;
  const isPlain =
    facts.looksLike === 'number' && !namesId(header) && !isNameless(header) && !namesVisit(header);
  // A number of any name, as long as it says what somebody is called.
  if (isPlain && (names.length === 0 || hangingOn(column, names).size < names.length)) return false;
  const short = facts.looksLike !== 'text' || facts.meanLength <= PERSON_CHARS;
  return short && comesAgain(column) && !isWebAddress(column) && !countsRows(column, columns);
}

/** Whether two columns can be people and things: neither says the other. */
function meet(
  who: SampledColumn,
  what: SampledColumn,
  hangs: (column: SampledColumn, key: SampledColumn) => boolean,
): boolean {
  return !hangs(who, what) && !hangs(what, who) && !isOneToOne(who, what);
}

export function isWebAddress({ cells }: Pick<SampledColumn, 'cells'>): boolean {
  return cells.length > 0 && cells.filter((cell) => WEB_ADDRESS.test(cell.trim())).length > cells.length / 2;
}

/** Whether its numbers count the rows of a file, or those of each order that another column names: 1, 2, 3, 1, 2 … */
export function countsRows(column: SampledColumn, columns: readonly SampledColumn[]): boolean {
  const { first, facts } = column;
  if (facts.looksLike !== 'number' || !facts.whole || first.length < 10) return false;
  const enough = first.length * 0.95;
  const steps = first.filter((cell, row) => row > 0 && Number(cell) === Number(first[row - 1]) + 1).length;
  if (!comesAgain(column)) return steps >= enough;
  return columns.some((order) => {
    if (order.first === first) return false;
    const counted = first.filter((cell, row) =>
      row > 0 && order.first[row] === order.first[row - 1]
        ? Number(cell) === Number(first[row - 1]) + 1
        : Number(cell) === 1,
    );
    return steps > 0 && counted.length >= enough;
  });
}

/** How many different pairs of values two columns of one sample have. */
export function pairsOf(a: SampledColumn, b: SampledColumn): number {
  const pairs = new Set<string>();
  for (const [row, cell] of a.cells.entries())
    if (cell.trim() !== '' && b.cells[row].trim() !== '') pairs.add(`${cell.trim()}\n${b.cells[row].trim()}`);
  return pairs.size;
}

/** Each value of the one stands with a value of the other that no other has. */
export function isOneToOne(a: SampledColumn, b: SampledColumn): boolean {
  const pairs = pairsOf(a, b);
  const alike = (column: SampledColumn): boolean => column.facts.distinct >= pairs * 0.98;
  return pairs >= 10 && alike(a) && alike(b);
}
