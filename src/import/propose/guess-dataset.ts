import type { DatasetType } from '../../domain/schema';
import { keyCandidates } from './claim-keys';
import { isNameless, isTime, isUnique } from './keys';
import { isGrid, isRanking } from './lacking';
import { tellsKinds } from './kind-and-strength';
import { comesAgain } from './evidence';
import { bareName, namesCreation, namesOwn, namesSomebody, roleOfName } from '../lexicon/names';
import type { SampledColumn } from './sampled-column';
import { namesSale, namesSold, namesThing, personRank } from './person';
import { calledAmongThings, personOf } from './who';

/** What a file holds, by its headers and, where these are silent, by its name and its cells. */
export function guessDataset(
  columns: readonly SampledColumn[],
  byFileName: DatasetType | null,
): DatasetType | null {
  const roles = new Set(columns.filter((column) => !isFlag(column)).map(({ header }) => roleOfName(header)));
  if (roles.has('ACTION_ID') && !roles.has('ITEM_ID') && !columns.some(numbersEvents))
    return roles.has('USER_ID') ? 'ACTION_INTERACTIONS' : 'ACTIONS';
  if (isGrid(columns)) return null;
  const generic = columns.some((column) => ['id', 'name'].includes(bareName(column.header)));
  if (roles.has('USER_ID') && roles.has('ITEM_ID')) return 'INTERACTIONS';
  const isOpen = byFileName === null || byFileName === 'INTERACTIONS';
  if (isOpen && (tellsOfSales(columns) || calledAmongThings(columns))) return 'INTERACTIONS';
  for (const [role, listed] of [
    ['ITEM_ID', 'ITEMS'],
    ['USER_ID', 'USERS'],
  ] as const) {
    if (!roles.has(role)) continue;
    const named = columns.filter(({ header }) => roleOfName(header) === role);
    if (byFileName === 'INTERACTIONS') return 'INTERACTIONS';
    const isOwn = columns.some(({ header }) => namesOwn(header)) && columns.some(isTime);
    const isSomebodys = role === 'ITEM_ID' && columns.some(isTime) && columns.some(isSomebodysName);
    if (!named.every(comesAgain) && !isOwn && !isSomebodys) return listed;
    return tellsOfEvents(columns) ? 'INTERACTIONS' : null;
  }
  const person = columns.find((column) => personRank(column) > 0);
  if (byFileName === 'USERS' && person) return 'USERS';
  if (byFileName !== null && byFileName !== 'INTERACTIONS' && (generic || !happens(columns)))
    return generic ? byFileName : null;
  if (byFileName === null && person && isUnique(person)) return 'USERS';
  const isKey = ({ facts }: SampledColumn): boolean => facts.looksLike !== 'text' && facts.empty === 0;
  const candidates = keyCandidates(columns).filter(isKey).length;
  // A matrix of counts has as many as it has columns, and no two of them are a person and a thing.
  if (candidates > 3 && columns.every(({ facts }) => facts.looksLike === 'number')) return null;
  if (isRanking(columns)) return null;
  const isTold = happens(columns) || (candidates > 0 && columns.some(tellsUnnamed));
  return (candidates >= 2 && columns.length <= 12) || isTold ? 'INTERACTIONS' : null;
}

/** Where no header says anything, words for what people do tell of events. */
const tellsUnnamed = (column: SampledColumn): boolean => isNameless(column.header) && tellsKinds(column);

/** Of people who each chose several things, be every thing chosen once. */
const isSomebodysName = (column: SampledColumn): boolean =>
  namesSomebody(column.header) && comesAgain(column);

/** A yes or a no names nothing, whatever the column is called. */
function isFlag({ facts: { top, rows, empty } }: SampledColumn): boolean {
  const flags = top.filter(({ value }) => /^(true|false|yes|no)$/i.test(value));
  return rows > empty && flags.reduce((sum, { count }) => sum + count, 0) >= (rows - empty) * 0.9;
}

/** Another `action id` in each of many rows with people numbers what they did, and no kind of it. */
function numbersEvents({ header, facts }: SampledColumn, _: number, all: readonly SampledColumn[]): boolean {
  const isUnique = facts.distinct > LEAST_UNIQUE && facts.distinct === facts.rows;
  return (
    roleOfName(header) === 'ACTION_ID' &&
    isUnique &&
    all.some((column) => roleOfName(column.header) === 'USER_ID')
  );
}
const LEAST_UNIQUE = 50;

/** A table in which each thing or person comes again and again is no list of them. */
function tellsOfEvents(columns: readonly SampledColumn[]): boolean {
  // Times that nobody can read, by their name, are times of events too.
  const isTimed = (column: SampledColumn): boolean =>
    isTime(column) || (roleOfName(column.header) === 'TIMESTAMP' && column.facts.distinct > 1);
  return columns.some(isTimed) || keyCandidates(columns).length > 1;
}

/** Things with the time at which something happened to them. */
function happens(columns: readonly SampledColumn[]): boolean {
  const times = columns.filter((column) => isTime(column) && !namesSale(column.header));
  const things = keyCandidates(columns);
  const hasId = columns.some(({ header }) => bareName(header) === 'id');
  const named = times.some(({ header }) => roleOfName(header) === 'TIMESTAMP' && !namesCreation(header));
  if (named && !hasId) return things.length > 0;
  return times.some(({ header }) => !namesCreation(header)) && things.some(comesAgain);
}

/** Items with an e-mail address or an order number beside them. A catalogue has each item once, whoever supplies it. */
function tellsOfSales(columns: readonly SampledColumn[]): boolean {
  const isOfSales = columns.some(({ header }) => namesSale(header));
  const named = (names: (header: string) => boolean): SampledColumn | undefined =>
    columns.find(({ header }) => names(header));
  const item = columns.find(isItem) ?? named(namesSold) ?? (isOfSales ? named(namesThing) : undefined);
  return (
    item !== undefined && !isUnique(item) && (isOfSales || personOf('INTERACTIONS', columns) !== undefined)
  );
}

/** Many shops leave the numbers of their articles out: such a column names the item by its header only. */
export function isItem({ header, facts }: SampledColumn): boolean {
  return roleOfName(header) === 'ITEM_ID' && facts.empty <= facts.rows / 2;
}

/** Articles without a number have a name all the same, and would be lost under the numbers of the others. */
export function isLeftOut({ facts }: SampledColumn, sold: SampledColumn): boolean {
  return facts.empty > sold.facts.empty;
}
