import type { ColumnRole } from '../../domain/imports';
import type { SampledColumn } from './sampled-column';
import { holdsClocks } from './clock';
import {
  countsRows,
  hangingOn,
  haveIdForm,
  isNameless,
  isOneToOne,
  isTime,
  isUnique,
  isWebAddress,
} from './keys';
import { AGAIN, comesAgain, hasManyValues } from './evidence';
import { tellsKinds } from './kind-and-strength';
import {
  bareName,
  namesId,
  namesMeasure,
  namesSomebody,
  namesTitle,
  namesVisit,
  roleOfName,
} from '../lexicon/names';
import { namesFact, namesSale, namesSold, namesThing, personRank } from './person';
import { namesStatus } from '../lexicon/order-words';
import { personalIn } from './personal';
import { holdsIds } from './several';

/** Cells longer than this name nothing. */
const MOST_CHARS = 80;
/** People's names are short. */
const PERSON_CHARS = 40;
/** A column that is called after things is of things, be they the twelve courses of a gym. */
const FEW_THINGS = 3;
/** Columns that are compared with one another. */
const MOST_CANDIDATES = 12;

/** What tells one row from another, and nothing else. */
function numbersRow(header: string): boolean {
  return /^(row|event|message|insert|log|request|hit)?(uuid|guid)$|^(row|event|message|insert|log|request|hit)id$/.test(
    bareName(header),
  );
}

/** Columns that could name who or what, by their cells: ids, whole numbers, words and readable texts of many values. */
export function keyCandidates(
  free: readonly SampledColumn[],
  columns: readonly SampledColumn[] = free,
): SampledColumn[] {
  return free.filter((column) => {
    const { header, facts, cells } = column;
    const named = roleOfName(header);
    if (named !== null && named !== 'USER_ID' && named !== 'ITEM_ID') return false;
    if (
      namesFact(header) ||
      namesMeasure(header) ||
      facts.empty > facts.rows * AGAIN ||
      facts.lists !== undefined ||
      numbersRow(header) ||
      holdsClocks(column)
    )
      return false;
    const kind =
      ['ids', 'categories'].includes(facts.looksLike) ||
      (facts.looksLike === 'number' && facts.whole) ||
      (facts.looksLike === 'text' && (facts.meanLength <= MOST_CHARS || isWebAddress({ cells })));
    const few = namesThing(header)
      ? facts.distinct > FEW_THINGS
      : comesAgain(column) &&
        (isPersonsName(column) ||
          isSomebody(column, columns) ||
          numberedIn(column) !== null ||
          haveIdForm(column) ||
          isLarge(column));
    return kind && (hasManyValues(facts) || (few && facts.distinct > 1)) && !tellsKinds(column);
  });
}

/** A name that comes again beside a thing with a name of its own: three friends are people as well. */
function isSomebody({ header, facts }: SampledColumn, columns: readonly SampledColumn[]): boolean {
  const hasThing = columns.some((other) => other.header !== header && roleOfName(other.header) === 'ITEM_ID');
  return namesSomebody(header) && hasThing && facts.looksLike !== 'number';
}

/** What cells such as `user_000001`, `movie-12` and Amazon's `B000A2XB9U` say that they number. */
function numberedIn({ cells }: SampledColumn): ColumnRole | null {
  if (cells.length > 0 && cells.every((cell) => /^(B[\dA-Z]{9}|\d{9}[\dX])$/.test(cell.trim())))
    return 'ITEM_ID';
  const words = new Set(cells.map((cell) => /^\s*([a-z]{3,})[ _-]?\d+\s*$/i.exec(cell)?.[1] ?? ''));
  const [word] = words;
  return words.size === 1 && word !== '' ? roleOfName(word) : null;
}

/** Whole numbers so large that they count nothing. */
function isLarge({ header, facts }: SampledColumn): boolean {
  return isNameless(header) && facts.looksLike === 'number' && facts.whole && Number(facts.min) >= LARGE;
}
const LARGE = 100_000;

const isPersonsName = (column: SampledColumn): boolean => personalIn(column) === 'name';

/**
 * Gives the keys of events that no header names to the columns that can be them by what they hold: the things are those
 * that the others hang on, the people those that meet several things. Where no column can be a person nobody is named.
 */
export function claimKeys(roles: ColumnRole[], columns: readonly SampledColumn[]): void {
  const holder = (role: ColumnRole): SampledColumn | undefined => columns.find((_, i) => roles[i] === role);
  let [user, item] = [holder('USER_ID'), holder('ITEM_ID')];
  if (user && item) return;
  const free = keyCandidates(
    columns.filter((_, i) => roles[i] === 'KEEP'),
    columns,
  ).slice(0, MOST_CANDIDATES);
  const keys = [...[user, item].filter((column) => column !== undefined), ...free];
  const hanging = new Map(keys.map((key) => [key, hangingOn(key, keys)]));
  const hangs = (column: SampledColumn, key: SampledColumn): boolean =>
    hanging.get(key)?.has(column) ?? false;
  // Of two that are one-to-one neither is the finer.
  const determinedBy = (column: SampledColumn): number =>
    free.filter((key) => hangs(column, key) && !hangs(key, column)).length;
  const people = user ? [user] : peopleIn(free, columns);
  // What was chosen stands in lists of ids between blanks: whatever is one in each row is who chose.
  const areListed = !user && !item && columns.some((column) => isNameless(column.header) && holdsIds(column));
  const items = item ? [item] : areListed ? [] : thingsIn(free, columns, determinedBy);
  const pair = people
    .flatMap((who) => items.map((what) => [who, what] as const))
    .find(([who, what]) => who !== what && !isUnique(what) && meet(who, what, hangs));
  if (pair) [user, item] = swapsRoles(pair, people, items, columns) ? [pair[1], pair[0]] : pair;
  // Beside one column of people, where no header says anything, a few words that come again are things: the games of a class.
  const [alone] = user || item || people.length !== 1 || !isNameless(people[0].header) ? [] : people;
  const few = alone && items.every((column) => column === alone) && onlyKinds(alone, columns, roles);
  if (few) [user, item] = [alone, few];
  item ??= items.at(0) ?? (user && onlyKinds(user, columns, roles));
  // Where each thing was chosen once nobody meets several, and the number of an order stands for a person where nothing else can.
  const isCalled = (column: SampledColumn): boolean => isPersonsName(column) || isSomebody(column, columns);
  // What goes with its thing in every row is the thing's name.
  const isItems = (column: SampledColumn): boolean =>
    item !== undefined && !isUnique(item) && hangs(column, item);
  user ??= people.find((column) => column !== item && isCalled(column) && !isItems(column));
  user ??= free.find((column) => column !== item && namesSale(column.header));
  if (areListed) user ??= people.at(0);
  if (item) roles[item.index] = 'ITEM_ID';
  if (user) roles[user.index] = 'USER_ID';
}

/**
 * Whether what seems the thing is who it was: of two columns that could be either, in a file in the order of its times,
 * people are those that stay for several rows.
 */
function swapsRoles(
  [who, what]: readonly [SampledColumn, SampledColumn],
  people: readonly SampledColumn[],
  items: readonly SampledColumn[],
  columns: readonly SampledColumn[],
): boolean {
  if (personRank(who) > 0 || namesVisit(who.header) || namesThing(what.header) || namesTitle(what.header))
    return false;
  if (!people.includes(what) || !items.includes(who)) return false;
  const stays = ({ first }: SampledColumn): number => stepsOf(first, (cell, above) => cell === above);
  const time = columns.find(isTime)?.first ?? [];
  const inOrder =
    time.length > 0 && stepsOf(time, (cell, above) => cell.length === above.length && cell >= above) > 0.95;
  return inOrder && stays(what) > stays(who) + STAYS;
}
/** So many more of the rows have the same as the row above. */
const STAYS = 0.2;

/** The share of rows for which something holds of a cell and the one above. */
function stepsOf(cells: readonly string[], holds: (cell: string, above: string) => boolean): number {
  return (
    cells.filter((cell, row) => row > 0 && holds(cell, cells[row - 1])).length / Math.max(1, cells.length - 1)
  );
}

/** Whether two columns of which no header says more could as well stand for each other. */
export function areAlike(
  user: SampledColumn,
  item: SampledColumn,
  columns: readonly SampledColumn[],
): boolean {
  const isSilent = (column: SampledColumn): boolean =>
    roleOfName(column.header) === null &&
    !isNameless(column.header) &&
    !namesVisit(column.header) &&
    !namesThing(column.header) &&
    !namesTitle(column.header) &&
    personRank(column) === 0 &&
    !isPersonsName(column);
  return (
    [user, item].every(isSilent) &&
    peopleIn([item], columns).length > 0 &&
    thingsIn([user], columns).length > 0
  );
}

/** The column that could be the key instead of the one that is, beside all `taken`. */
export function insteadOf(
  role: 'USER_ID' | 'ITEM_ID',
  taken: readonly SampledColumn[],
  columns: readonly SampledColumn[],
): SampledColumn | undefined {
  const free = keyCandidates(
    columns.filter((column) => !taken.includes(column)),
    columns,
  );
  return (role === 'USER_ID' ? peopleIn : thingsIn)(free, columns).at(0);
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

/** Those that can be people, the likeliest first: names for people, then visits. */
function peopleIn(free: readonly SampledColumn[], columns: readonly SampledColumn[]): SampledColumn[] {
  const names = columns.filter(isPersonsName);
  const rank = (column: SampledColumn): number =>
    2 * personRank(column) + (namesVisit(column.header) || numberedIn(column) === 'USER_ID' ? 1 : 0);
  return free.filter((column) => mayBePerson(column, columns, names)).sort((a, b) => rank(b) - rank(a));
}

/** Those that can be things, the likeliest first. */
function thingsIn(
  free: readonly SampledColumn[],
  columns: readonly SampledColumn[],
  determinedBy: (column: SampledColumn) => number = () => 0,
): SampledColumn[] {
  const rank = (column: SampledColumn): number => itemRank(column, determinedBy(column));
  return free.filter((column) => mayBeThing(column, columns)).sort((a, b) => rank(a) - rank(b));
}

/** The smaller the likelier: names of things first, then what others do not determine, plain numbers last. */
function itemRank({ header, facts }: SampledColumn, determinedBy: number): number {
  if (namesSold(header) || namesThing(header) || namesTitle(header)) return 0;
  const isKey = namesId(header) || isNameless(header);
  const plain = facts.looksLike === 'number' && !isKey ? 2 : 1;
  return plain + (determinedBy > 0 ? 2 : 0) + (isUnique({ facts }) ? 1 : 0);
}

function mayBeThing(column: SampledColumn, columns: readonly SampledColumn[]): boolean {
  const { header, facts } = column;
  if (namesVisit(header) || namesSale(header) || facts.addresses || countsRows(column, columns)) return false;
  if (isNameless(header) && numberedIn(column) === 'USER_ID') return false;
  return personalIn(column) === null;
}

function mayBePerson(
  column: SampledColumn,
  columns: readonly SampledColumn[],
  names: readonly SampledColumn[],
): boolean {
  const { header, facts } = column;
  if (isNameless(header) && numberedIn(column) === 'ITEM_ID') return false;
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
