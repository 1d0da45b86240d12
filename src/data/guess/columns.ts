import type { ColumnEvidence, ColumnPlan, ColumnRole, FilePlan } from '../../domain/imports';
import { holdsEvents, isAboutActions, type DatasetType } from '../../domain/schema';
import { likeliestTimeWriting } from '../cells/time-writings';
import { yearOfTitle } from '../cells/title-year';
import { LIMITS } from '../../domain/limits';
import { reservedFields } from '../schema/reserved';
import { spanUnder } from './evidence';
import { holdsClocks } from './clock';
import { hangingOn } from './hangs';
import { claimKeys, comesAgain, countsRows, isTime, keyCandidates, pairsOf } from './keys';
import {
  bareName,
  fieldName,
  namesCreation,
  namesId,
  namesLater,
  namesOwn,
  namesText,
  namesTitle,
  roleOfName,
} from './names';
import type { SampledColumn } from './sampled-column';
import { namesFact, namesSale, namesSold, namesThing, personRank } from './person';

/** What a file holds, by its headers and, where these are silent, by its name and its cells. */
export function guessDataset(
  columns: readonly SampledColumn[],
  byFileName: DatasetType | null,
): DatasetType | null {
  const roles = new Set(columns.map((column) => roleOfName(column.header)));
  if (roles.has('ACTION_ID') && !roles.has('ITEM_ID'))
    return roles.has('USER_ID') ? 'ACTION_INTERACTIONS' : 'ACTIONS';
  const generic = columns.some((column) => ['id', 'name'].includes(bareName(column.header)));
  if (roles.has('USER_ID') && roles.has('ITEM_ID')) return 'INTERACTIONS';
  if (byFileName === null && tellsOfSales(columns)) return 'INTERACTIONS';
  for (const [role, listed] of [
    ['ITEM_ID', 'ITEMS'],
    ['USER_ID', 'USERS'],
  ] as const) {
    if (!roles.has(role)) continue;
    const named = columns.filter(({ header }) => roleOfName(header) === role);
    if (byFileName === 'INTERACTIONS') return 'INTERACTIONS';
    const isOwn = columns.some(({ header }) => namesOwn(header)) && columns.some(isTime);
    if (!named.every(comesAgain) && !isOwn) return listed;
    return tellsOfEvents(columns) ? 'INTERACTIONS' : null;
  }
  const person = columns.find((column) => personRank(column) > 0);
  if (byFileName === 'USERS' && person) return 'USERS';
  if (byFileName !== null && byFileName !== 'INTERACTIONS' && (generic || !happens(columns)))
    return generic ? byFileName : null;
  if (byFileName === null && person && !repeats(person)) return 'USERS';
  const candidates = idCandidates(columns).length;
  // A matrix of counts has as many as it has columns, and no two of them are a person and a thing.
  if (candidates > 3 && candidates === columns.length) return null;
  return (candidates >= 2 && columns.length <= 12) || happens(columns) ? 'INTERACTIONS' : null;
}

/** A table in which each thing or person comes again and again is no list of them. */
function tellsOfEvents(columns: readonly SampledColumn[]): boolean {
  return columns.some(isTime) || keyCandidates(columns).length > 1;
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
  const item = columns.find(isItem) ?? columns.find(({ header }) => namesSold(header));
  return (
    item !== undefined &&
    repeats(item) &&
    columns.some((column) => personRank(column) > 0 || namesSale(column.header))
  );
}

/** Many shops leave the numbers of their articles out: such a column names the item by its header only. */
function isItem({ header, facts }: SampledColumn): boolean {
  return roleOfName(header) === 'ITEM_ID' && facts.empty <= facts.rows / 2;
}

/** Articles without a number have a name all the same, and would be lost under the numbers of the others. */
function isLeftOut({ facts }: SampledColumn, sold: SampledColumn): boolean {
  return facts.empty > sold.facts.empty;
}

function repeats({ facts }: SampledColumn): boolean {
  return facts.distinct < facts.rows - facts.empty;
}

/** Columns that could be ids: whole numbers or short texts of many values, never empty, and no time. */
function idCandidates(columns: readonly SampledColumn[]): SampledColumn[] {
  return columns.filter(({ header, facts }) => {
    const named = roleOfName(header);
    if (named !== null && named !== 'USER_ID' && named !== 'ITEM_ID') return false;
    const many = facts.distinct > Math.min(19, Math.max(5, facts.rows / 4));
    const kind =
      ['ids', 'categories'].includes(facts.looksLike) || (facts.looksLike === 'number' && facts.whole);
    return facts.empty === 0 && many && kind;
  });
}

/** The role of every column of a file that holds `dataset`. */
export function guessRoles(dataset: DatasetType, columns: readonly SampledColumn[]): ColumnRole[] {
  if (isAboutActions(dataset)) return actionRoles(dataset, columns);
  const person = dataset === 'ITEMS' ? undefined : personOf(dataset, columns);
  const sold = columns.find(({ header }) => namesSold(header));
  const roles = columns.map((column): ColumnRole => {
    const { header, facts } = column;
    if (column === person) return 'USER_ID';
    const named = roleOfName(header);
    if (named === 'USER_ID') return 'KEEP';
    if (dataset === 'INTERACTIONS') {
      if (
        named === 'TIMESTAMP' &&
        (facts.looksLike === 'text' || (columns.some(isTime) && holdsClocks(column)))
      )
        return 'KEEP';
      if (named === 'EVENT_VALUE' && facts.looksLike !== 'number' && facts.looksLike !== 'constant')
        return 'KEEP';
      return named === 'ITEM_ID' && sold !== undefined && isLeftOut(column, sold)
        ? 'KEEP'
        : (named ?? 'KEEP');
    }
    if (dataset === 'ITEMS' && named === 'ITEM_ID') return named;
    if (dataset === 'ITEMS' && namesCreation(header) && isTime(column)) return 'CREATION_TIMESTAMP';
    return 'KEEP';
  });
  if (dataset !== 'USERS') keepBestItem(roles, columns);
  keepFirst(roles);
  const key = dataset === 'USERS' ? 'USER_ID' : 'ITEM_ID';
  if (!roles.includes(key) && dataset === 'INTERACTIONS' && sold !== undefined) roles[sold.index] = key;
  if (dataset !== 'INTERACTIONS') {
    if (!roles.includes(key)) claim(roles, key, columns);
    return roles;
  }
  if (!roles.includes('TIMESTAMP')) {
    const times = columns.filter(
      (column, i) => roles[i] === 'KEEP' && isTime(column) && !namesSale(column.header),
    );
    const time = times.find(({ header }) => !namesLater(header)) ?? times.at(0);
    if (time) roles[time.index] = 'TIMESTAMP';
  }
  claimKeys(roles, columns);
  keepWhatDescribes(roles, columns);
  return roles;
}

/** What all rows of a thing say alike, as the stars of a hotel, is of the thing and no opinion of whoever chose it. */
function keepWhatDescribes(roles: ColumnRole[], columns: readonly SampledColumn[]): void {
  const holder = (role: ColumnRole): SampledColumn | undefined => columns.find((_, i) => roles[i] === role);
  const [item, value] = [holder('ITEM_ID'), holder('EVENT_VALUE')];
  if (item && value && hangingOn(item, [value]).get(value) === 0) roles[value.index] = 'KEEP';
}

/** Files of actions are made for this use, so that names say most of what there is to know. */
function actionRoles(dataset: DatasetType, columns: readonly SampledColumn[]): ColumnRole[] {
  const own: readonly ColumnRole[] = holdsEvents(dataset)
    ? ['USER_ID', 'ACTION_ID', 'TIMESTAMP', 'EVENT_TYPE', 'IMPRESSION']
    : ['ACTION_ID'];
  const roles = columns.map((column): ColumnRole => {
    if (!holdsEvents(dataset) && namesCreation(column.header) && isTime(column)) return 'CREATION_TIMESTAMP';
    return own.find((role) => role === roleOfName(column.header)) ?? 'KEEP';
  });
  keepFirst(roles);
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

/**
 * The column that says best who it was; of equals that which names a number, as people share their names, else the
 * first. An `id` is the better key of a list of people.
 */
function personOf(dataset: DatasetType, columns: readonly SampledColumn[]): SampledColumn | undefined {
  const best = Math.max(...columns.map(personRank));
  const listed = dataset === 'USERS' && columns.some(({ header }) => bareName(header) === 'id');
  if (best === 0 || (listed && best < 3)) return undefined;
  const equals = columns.filter((column) => personRank(column) === best);
  return equals.find(({ header }) => namesId(header)) ?? equals[0];
}

/** A role is given once: the first column of that name keeps it. */
function keepFirst(roles: ColumnRole[]): void {
  const seen = new Set<ColumnRole>();
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
  const possible = idCandidates(columns).filter((column) => free(column) && !namesFact(column.header));
  const candidates = possible.filter(
    ({ header }) => !namesSale(header) && (role !== 'USER_ID' || !namesThing(header)),
  );
  const needsBoth = role === 'ITEM_ID' && !roles.includes('USER_ID') && candidates.length > 1;
  const sale = role === 'USER_ID' ? possible.find(({ header }) => namesSale(header)) : undefined;
  const chosen = generic ?? candidates[needsBoth ? 1 : 0] ?? sale;
  if (chosen) roles[chosen.index] = role;
}

/** The plan of every column: its field, type and flags under its role. */
export function planColumns(
  dataset: DatasetType,
  columns: readonly SampledColumn[],
  roles: readonly ColumnRole[],
  amazon: boolean,
): ColumnPlan[] {
  const taken = new Set<string>(reservedFields(dataset).map((field) => bareName(field.name)));
  const textual = dataset === 'ITEMS' ? textualColumn(columns, roles) : null;
  const crowdedOut = amazon ? new Set<number>() : leastTelling(dataset, columns, roles);
  const plans = columns.map((column): ColumnPlan => {
    const { header, index, facts } = column;
    const role = roles[index];
    if (role !== 'KEEP' && role !== 'IGNORE') return planReserved(dataset, column, role);
    const reserved = amazon ? reservedFields(dataset).find((field) => field.name === header) : undefined;
    const field = reserved || amazon ? header : fieldName(header, taken);
    const useless = facts.looksLike === 'empty' && !amazon;
    const crowded = crowdedOut.has(index);
    const base = { index, header, field, nullable: true };
    if (role === 'IGNORE' || useless || crowded)
      return { ...base, role: 'IGNORE', type: 'string', categorical: false, textual: false };
    if (reserved)
      return { ...base, role: 'KEEP', type: reserved.types[0], categorical: false, textual: false };
    return { ...base, role: 'KEEP', textual: column === textual, ...typeOf(column, column === textual) };
  });
  return dataset === 'ITEMS' && !amazon ? withYear(plans, columns, taken) : plans;
}

/** The columns that are left out where there are more than the service takes: those that tell least of an event or a thing. */
function leastTelling(
  dataset: DatasetType,
  columns: readonly SampledColumn[],
  roles: readonly ColumnRole[],
): ReadonlySet<number> {
  const free = columns.filter(({ index, facts }) => roles[index] === 'KEEP' && facts.looksLike !== 'empty');
  const best = [...free].sort((a, b) => tellsLittle(a, columns) - tellsLittle(b, columns));
  return new Set(best.slice(LIMITS.metadataFields[dataset]).map(({ index }) => index));
}

/** What never differs, counts rows or differs in each tells least, then further times, then texts. */
function tellsLittle(column: SampledColumn, columns: readonly SampledColumn[]): number {
  const { facts } = column;
  const isUnique = facts.distinct === facts.rows - facts.empty && facts.looksLike !== 'text';
  if (facts.looksLike === 'constant' || countsRows(column, columns)) return 4;
  if (isTime(column)) return 3;
  if (isUnique && facts.looksLike !== 'number') return 3;
  return facts.looksLike === 'text' || facts.looksLike === 'ids' ? 1 : 0;
}

function planReserved(dataset: DatasetType, column: SampledColumn, role: ColumnRole): ColumnPlan {
  const { header, index, cells, facts } = column;
  const fixed = reservedFields(dataset).find((field) => field.name === role);
  const base: ColumnPlan = {
    index,
    header,
    role,
    field: role,
    type: fixed?.types[0] ?? 'string',
    nullable: fixed?.nullable ?? true,
    categorical: false,
    textual: false,
    ...(facts.numbers && role === 'EVENT_VALUE' ? { numbers: facts.numbers } : {}),
  };
  if (role !== 'TIMESTAMP' && role !== 'CREATION_TIMESTAMP') return base;
  return { ...base, timeUnit: likeliestTimeWriting(cells.map((cell) => cell.trim())).key };
}

function typeOf(
  { header, facts }: SampledColumn,
  textual: boolean,
): Pick<ColumnPlan, 'type' | 'categorical' | 'numbers'> {
  const numeric = ['number', 'unix-seconds', 'unix-milliseconds'].includes(facts.looksLike);
  if (facts.looksLike === 'boolean') return { type: 'boolean', categorical: false };
  if (
    numeric ||
    (facts.looksLike === 'constant' && facts.min !== null && /^-?\d+(\.\d+)?$/.test(facts.min))
  ) {
    if (facts.numbers) return { type: 'float', categorical: false, numbers: facts.numbers };
    const large = Math.abs(Number(facts.max)) > LIMITS.intMax || Number(facts.min) < LIMITS.intMin;
    return { type: facts.whole ? (large ? 'long' : 'int') : 'float', categorical: false };
  }
  const category = ['categories', 'multi-categories', 'constant'].includes(facts.looksLike);
  return { type: 'string', categorical: category && !textual && !namesTitle(header) };
}

/** The one column of Items that reads as a text: a name that says so, else long cells that are no title. */
function textualColumn(
  columns: readonly SampledColumn[],
  roles: readonly ColumnRole[],
): SampledColumn | null {
  const free = columns.filter(
    (column) => roles[column.index] === 'KEEP' && column.facts.looksLike === 'text',
  );
  return (
    free.find((column) => namesText(column.header)) ??
    free.find((column) => !namesTitle(column.header) && column.facts.meanLength > 80) ??
    null
  );
}

/** Adds a YEAR made from titles like `Heat (1995)` when nearly all have one and no column says the year. */
function withYear(plans: ColumnPlan[], columns: readonly SampledColumn[], taken: Set<string>): ColumnPlan[] {
  const title = columns.find(({ header, cells }) => {
    if (!namesTitle(header) || cells.length === 0) return false;
    return cells.filter((cell) => yearOfTitle(cell) !== '').length >= cells.length * 0.95;
  });
  if (!title || taken.has('year')) return plans;
  const field = fieldName('YEAR', taken);
  const { header, index } = title;
  return [
    ...plans,
    {
      index,
      header,
      role: 'KEEP',
      field,
      type: 'int',
      nullable: true,
      categorical: false,
      textual: false,
      derived: 'year-of-title',
    },
  ];
}

/** A column under its plan, without what only the guess needed. */
export function evidenceOf(
  column: SampledColumn,
  plan: Pick<ColumnPlan, 'role' | 'timeUnit'>,
  joins: string | null,
  other?: SampledColumn,
): ColumnEvidence {
  const { role } = plan;
  const { looksLike, distinct, empty, rows, top, addresses } = column.facts;
  const { min, max, histogram } = spanUnder(column.facts, plan, column.cells);
  const isKey = role === 'USER_ID' || role === 'ITEM_ID' || role === 'ACTION_ID';
  const named = personRank(column) >= 2 ? 'USER_ID' : roleOfName(column.header);
  const ids = isKey && looksLike !== 'text' && looksLike !== 'empty';
  return {
    looksLike: ids ? 'ids' : looksLike,
    distinct,
    empty,
    rows,
    min,
    max,
    top,
    nameMatches: named !== null && named === role,
    joins,
    histogram,
    ...(addresses ? { addresses } : {}),
    ...(other ? { meets: { count: pairsOf(column, other) / Math.max(1, distinct), of: other.header } } : {}),
  };
}

/** The thing's column to that of the people and the other way round, where a file of events has both. */
export function otherKey(
  role: ColumnRole,
  { dataset, columns: plans }: Pick<FilePlan, 'dataset' | 'columns'>,
  columns: readonly SampledColumn[],
): SampledColumn | undefined {
  if (dataset !== 'INTERACTIONS' || (role !== 'USER_ID' && role !== 'ITEM_ID')) return undefined;
  const wanted = role === 'USER_ID' ? 'ITEM_ID' : 'USER_ID';
  const index = plans.find((plan) => plan.role === wanted)?.index;
  return index === undefined ? undefined : columns.at(index);
}
