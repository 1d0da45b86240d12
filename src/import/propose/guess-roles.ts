import { FIELD_ROLES, type ColumnRole } from '../../domain/imports';
import { holdsEvents, isAboutActions, type DatasetType } from '../../domain/schema';
import { unreadTimes } from '../cells/time-writings';
import { holdsClocks } from './clock';
import { areWords, comesAgain, filledCells, hasManyValues } from './evidence';
import { isItem, isLeftOut } from './guess-dataset';
import { claimKind, claimStrength } from './kind-and-strength';
import { claimKeys, keyCandidates } from './claim-keys';
import { belongsToOne, countsRows, haveIdForm, isOneToOne, isTime } from './keys';
import { namesWeek, namesYear } from '../lexicon/header-words';
import { bareName, namesCreation, namesId, namesLater, namesOwn, roleOfName } from '../lexicon/names';
import { personOf } from './who';
import type { SampledColumn } from './sampled-column';
import { namesSale, namesSold, namesThing, personRank } from './person';

/** Where so many cells are times, a column named so holds them; the others are lost, and that is asked about. */
const SOME_TIMES = 1 / 20;
/** In fewer rows one thing may well be all. */
const LEAST_ROWS = 20;

/** The role of every column of a file that holds `dataset`. */
export function guessRoles(dataset: DatasetType, columns: readonly SampledColumn[]): ColumnRole[] {
  if (isAboutActions(dataset)) return actionRoles(dataset, columns);
  const person = dataset === 'ITEMS' ? undefined : personOf(dataset, columns);
  const sold = columns.find(({ header }) => namesSold(header));
  const roles = columns.map((column): ColumnRole => {
    const { header, facts } = column;
    if (column === person) return 'USER_ID';
    const named = roleOfName(header);
    if (named === 'USER_ID' || named === 'ACTION_ID') return 'KEEP';
    if (dataset === 'INTERACTIONS') {
      if (named === 'TIMESTAMP' && isNoTime(column, columns)) return 'KEEP';
      if (named === 'EVENT_VALUE') return 'KEEP';
      // Where there are no rows, no column is the emptier for it.
      const isEmpty = facts.looksLike === 'empty' && facts.rows > 0;
      const isNone =
        isEmpty ||
        isOneForAll(column) ||
        (comesAgain(column) && countsRows(column, columns)) ||
        (sold !== undefined && isLeftOut(column, sold));
      return named === 'ITEM_ID' && isNone ? 'KEEP' : (named ?? 'KEEP');
    }
    if (dataset === 'ITEMS' && named === 'ITEM_ID' && facts.looksLike !== 'empty') return named;
    if (dataset === 'ITEMS' && namesCreation(header) && isTime(column)) return 'CREATION_TIMESTAMP';
    return 'KEEP';
  });
  if (dataset === 'INTERACTIONS') {
    keepTheEvents(roles, columns);
    claimKind(roles, columns);
  }
  if (dataset !== 'USERS') keepBestItem(roles, columns);
  keepFirst(roles, columns);
  const key = dataset === 'USERS' ? 'USER_ID' : 'ITEM_ID';
  if (!roles.includes(key) && dataset === 'INTERACTIONS' && sold !== undefined) roles[sold.index] = key;
  if (dataset !== 'INTERACTIONS') {
    if (!roles.includes(key)) claim(roles, key, columns);
    preferNumbers(roles, columns);
    return roles;
  }
  if (!roles.includes('TIMESTAMP')) {
    const times = columns.filter(
      (column, i) =>
        roles[i] === 'KEEP' && isTime(column) && !namesSale(column.header) && !namesWeek(column.header),
    );
    const sooner = times.filter(({ header }) => !namesLater(header));
    const time = sooner.find(({ header }) => !namesCreation(header)) ?? sooner.at(0) ?? times.at(0);
    if (time) roles[time.index] = 'TIMESTAMP';
  }
  claimKeys(roles, columns);
  preferNumbers(roles, columns);
  claimStrength(roles, columns);
  return roles;
}

/**
 * Where things are named in words and each has a number of its own beside them, the number is the key: the words are
 * then what the thing is called. Of those that are numbers by their form alone, several may be called alike, and some
 * may have none.
 */
function preferNumbers(roles: ColumnRole[], columns: readonly SampledColumn[]): void {
  const item = columns.find((_, i) => roles[i] === 'ITEM_ID');
  if (item === undefined || namesId(item.header) || !areWords(filledCells(item.cells))) return;
  const isOwn = (column: SampledColumn): boolean =>
    haveIdForm(column)
      ? comesAgain(column) && column.facts.empty * 2 < column.facts.rows && belongsToOne(column, item)
      : namesId(column.header) && !isLeftOut(column, item) && isOneToOne(item, column);
  const number = columns.find(
    (column, i) =>
      roles[i] === 'KEEP' && !namesSale(column.header) && personRank(column) === 0 && isOwn(column),
  );
  if (number === undefined) return;
  roles[item.index] = 'KEEP';
  roles[number.index] = 'ITEM_ID';
}

/**
 * What cells say comes before what a header says: a `time` of steps or hours is none where another column has days, nor
 * are weeks there, or where one says in which of several years they lie.
 */
function isNoTime(column: SampledColumn, columns: readonly SampledColumn[]): boolean {
  if ((unreadTimes(filledCells(column.cells))?.read ?? 1) < SOME_TIMES) return true;
  const isSurer = (other: SampledColumn): boolean =>
    !namesWeek(other.header) && (saysWhen(other) || (namesYear(other.header) && other.facts.distinct > 1));
  if (namesWeek(column.header) && columns.some(isSurer)) return true;
  if (isTime(column)) return false;
  return columns.some(saysWhen) || (holdsClocks(column) && columns.some(isTime));
}

function saysWhen(column: SampledColumn): boolean {
  const { header } = column;
  return isTime(column) && !namesCreation(header) && !namesLater(header) && !namesSale(header);
}

/** Concerts and fairs are called events too, and there are more of them than kinds of what people do. */
function keepTheEvents(roles: ColumnRole[], columns: readonly SampledColumn[]): void {
  if (roles.includes('ITEM_ID')) return;
  const events = columns.find(
    ({ header, facts }, i) =>
      roles[i] === 'EVENT_TYPE' &&
      /^(event|activity)(name)?$/.test(bareName(header)) &&
      hasManyValues(facts) &&
      areWords(filledCells(columns[i].cells)),
  );
  if (events !== undefined) roles[events.index] = 'ITEM_ID';
}

/** The course or the site that a whole file is about is nothing that anybody chose among. */
function isOneForAll({ facts }: SampledColumn): boolean {
  return facts.distinct <= 1 && facts.rows > LEAST_ROWS;
}

/** Files of actions are made for this use, so that names say most of what there is to know. */
function actionRoles(dataset: DatasetType, columns: readonly SampledColumn[]): ColumnRole[] {
  const own: readonly ColumnRole[] = holdsEvents(dataset) ? FIELD_ROLES[dataset] : ['ACTION_ID'];
  const roles = columns.map((column): ColumnRole => {
    if (!holdsEvents(dataset) && namesCreation(column.header) && isTime(column)) return 'CREATION_TIMESTAMP';
    return own.find((role) => role === roleOfName(column.header)) ?? 'KEEP';
  });
  keepFirst(roles, columns);
  if (!roles.includes('ACTION_ID')) claim(roles, 'ACTION_ID', columns);
  return roles;
}

/**
 * Of several columns that are named after things (artist, album, track) an id, else the finest is the item; one that is
 * mostly empty only where all are.
 */
function keepBestItem(roles: ColumnRole[], columns: readonly SampledColumn[]): void {
  const named = columns.filter((_, i) => roles[i] === 'ITEM_ID');
  if (named.length < 2) return;
  const filled = named.some(isItem) ? named.filter(isItem) : named;
  const finest = Math.max(...filled.map(({ facts }) => facts.distinct));
  const best =
    filled.find(({ header }) => namesId(header)) ?? filled.find(({ facts }) => facts.distinct === finest);
  for (const column of named) if (column !== best) roles[column.index] = 'KEEP';
}

/** A role is given once: to what is somebody's own before what is everybody's, else to the first column of that name. */
function keepFirst(roles: ColumnRole[], columns: readonly SampledColumn[]): void {
  const seen = new Set<ColumnRole>();
  for (const { index, header } of columns)
    if (namesOwn(header))
      for (const other of columns)
        if (other.index !== index && roles[other.index] === roles[index] && !namesOwn(other.header))
          roles[other.index] = 'KEEP';
  roles.forEach((role, i) => {
    if (role === 'KEEP' || role === 'IGNORE') return;
    if (seen.has(role)) roles[i] = 'KEEP';
    seen.add(role);
  });
}

/** Gives the missing key of a list to a column named `id`, or to the likeliest id column. */
function claim(
  roles: ColumnRole[],
  role: 'USER_ID' | 'ITEM_ID' | 'ACTION_ID',
  columns: readonly SampledColumn[],
): void {
  const free = (column: SampledColumn): boolean => roles[column.index] === 'KEEP';
  const generic = columns.find((column) => bareName(column.header) === 'id' && free(column));
  const possible = keyCandidates(columns).filter(free);
  const candidates = possible.filter(
    ({ header }) => !namesSale(header) && (role !== 'USER_ID' || !namesThing(header)),
  );
  const needsBoth = role === 'ITEM_ID' && !roles.includes('USER_ID') && candidates.length > 1;
  const sale = role === 'USER_ID' ? possible.find(({ header }) => namesSale(header)) : undefined;
  const chosen = generic ?? candidates[needsBoth ? 1 : 0] ?? sale;
  if (chosen) roles[chosen.index] = role;
}
