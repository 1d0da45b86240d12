import type { ColumnEvidence, ColumnPlan, ColumnRole, FilePlan } from '../../domain/imports';
import { holdsEvents, type DatasetType } from '../../domain/schema';
import { likeliestTimeWriting } from '../cells/time-writings';
import { yearOfDate, yearOfTitle } from '../../domain/title-year';
import { LIMITS } from '../../domain/limits';
import { reservedFields } from '../../data/schema/reserved';
import { filledCells, spanUnder } from './evidence';
import { wordWriting } from './kind-and-strength';
import { countsRows, isNameless, isTime, pairsOf } from './keys';
import {
  bareName,
  fieldName,
  namesCreation,
  namesSecret,
  namesText,
  namesTitle,
  roleOfName,
} from '../lexicon/names';
import type { SampledColumn } from './sampled-column';
import { holdsIds, severalInCells } from './several';
import { personRank } from './person';
import { personalIn } from './personal';

/** A column of which nothing is known. */
const PLAIN = { type: 'string', categorical: false, textual: false } as const;

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
    const { header, index } = column;
    const role = roles[index];
    if (role !== 'KEEP' && role !== 'IGNORE') return planReserved(dataset, column, role);
    const reserved = amazon ? reservedFields(dataset).find((field) => field.name === header) : undefined;
    const field = reserved || amazon ? header : fieldName(header, taken);
    const useless =
      (tellsNothing(column, columns) || namesSecret(header) || isTooLong(column, column === textual)) &&
      !amazon;
    const crowded = crowdedOut.has(index);
    const base = { index, header, field, nullable: true };
    if (role === 'IGNORE' || useless || crowded) return { ...base, ...PLAIN, role: 'IGNORE' };
    if (reserved) return { ...base, ...PLAIN, role: 'KEEP', type: reserved.types[0] };
    // A name or a number of somebody sorts nobody: as a plain text it is there to be looked up and no recipe learns from it.
    if (personalIn(column, dataset) !== null) return { ...base, ...PLAIN, role: 'KEEP' };
    return {
      ...base,
      role: 'KEEP',
      textual: column === textual,
      ...typeOf(column, column === textual),
      ...(amazon ? {} : takenOf(column)),
      ...(amazon || holdsEvents(dataset) || column === textual ? {} : partsIn(column)),
    };
  });
  return dataset === 'ITEMS' && !amazon
    ? withYear(withNumbers(plans, columns, taken), columns, taken)
    : plans;
}

/** What is taken of the lists and records in its cells. */
function takenOf({ facts: { lists } }: SampledColumn): Pick<ColumnPlan, 'takes'> {
  return lists === undefined ? {} : { takes: lists.takes === 'numbers' ? 1 : lists.takes };
}

/** Cells with several words or names between commas or semicolons say of several kinds at once. */
function partsIn(column: SampledColumn): Partial<Pick<ColumnPlan, 'takes' | 'categorical'>> {
  const { header, facts } = column;
  if (facts.lists !== undefined || !TEXTS.has(facts.looksLike) || namesTitle(header)) return {};
  const several = severalInCells(column);
  if (several === null || several.labels !== undefined || several.counted) return {};
  return CUT_AT.has(several.separator) ? { takes: { cutAt: several.separator }, categorical: true } : {};
}

/** Adds a field for each further number of the lists that a column holds. */
function withNumbers(
  plans: readonly ColumnPlan[],
  columns: readonly SampledColumn[],
  taken: Set<string>,
): ColumnPlan[] {
  const more = plans.flatMap((plan): ColumnPlan[] => {
    const { lists } = columns[plan.index].facts;
    if (plan.role !== 'KEEP' || lists?.takes !== 'numbers') return [];
    return Array.from({ length: lists.length - 1 }, (_, i): ColumnPlan => ({
      ...plan,
      field: fieldName(`${plan.header}_${i + 2}`, taken),
      type: 'float',
      takes: i + 2,
      derived: 'number-of-list',
    }));
  });
  const room = LIMITS.metadataFields.ITEMS - plans.filter(({ role }) => role === 'KEEP').length;
  return [...plans, ...more.slice(0, Math.max(0, room))];
}

/** Empty, the numbers that pandas and R put before the rows, or ids of what somebody chose before, without a name for them. */
function tellsNothing(column: SampledColumn, columns: readonly SampledColumn[]): boolean {
  const { header, facts } = column;
  if (facts.looksLike === 'empty') return true;
  return isNameless(header) && (countsRows(column, columns) || holdsIds(column));
}

/** Columns in whose cells several things may stand, and between what. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'ids', 'categories']);
const CUT_AT: ReadonlySet<string> = new Set([',', ';']);
/** Of the cells of a column. */
const MANY_LONG = 0.05;
const FEW = 0.05;

/** A text that is none of the item's, and longer than a field may be: with it many rows would be left out. */
function isTooLong({ cells, facts }: SampledColumn, textual: boolean): boolean {
  if (textual || facts.lists !== undefined) return false;
  const long = cells.filter((cell) => cell.length > LIMITS.stringChars).length;
  return long > (facts.looksLike === 'text' ? 0 : cells.length * MANY_LONG);
}

/** The columns that are left out where there are more than the service takes: those that tell least of an event or a thing. */
function leastTelling(
  dataset: DatasetType,
  columns: readonly SampledColumn[],
  roles: readonly ColumnRole[],
): ReadonlySet<number> {
  const free = columns.filter(
    ({ index, header }) =>
      roles[index] === 'KEEP' && !tellsNothing(columns[index], columns) && !namesSecret(header),
  );
  const little = new Map(free.map((column) => [column, tellsLittle(dataset, column, columns)]));
  const best = [...free].sort((a, b) => (little.get(a) ?? 0) - (little.get(b) ?? 0));
  return new Set(best.slice(LIMITS.metadataFields[dataset]).map(({ index }) => index));
}

/** What says who somebody is, never differs, counts rows or differs in each tells least, then further times, then texts. */
function tellsLittle(dataset: DatasetType, column: SampledColumn, columns: readonly SampledColumn[]): number {
  const { facts } = column;
  const personal = personalIn(column, dataset);
  // By their names people are found.
  if (personal !== null) return personal === 'name' ? 1 : 4;
  const isUnique = facts.distinct === facts.rows - facts.empty && facts.looksLike !== 'text';
  if (facts.looksLike === 'constant' || countsRows(column, columns)) return 4;
  if (isTime(column)) return 3;
  if (isUnique && facts.looksLike !== 'number') return 3;
  return facts.looksLike === 'text' || facts.looksLike === 'ids' ? 1 : 0;
}

function planReserved(dataset: DatasetType, column: SampledColumn, role: ColumnRole): ColumnPlan {
  const { header, index, cells } = column;
  const fixed = reservedFields(dataset).find((field) => field.name === role);
  const { types: [type] = ['string'], nullable = true } = fixed ?? {};
  const strength = role === 'EVENT_VALUE' ? wordWriting(column) : {};
  const base: ColumnPlan = { ...PLAIN, index, header, role, field: role, type, nullable, ...strength };
  if (role !== 'TIMESTAMP' && role !== 'CREATION_TIMESTAMP') return base;
  return { ...base, timeUnit: likeliestTimeWriting(cells.map((cell) => cell.trim())).key };
}

function typeOf(
  { header, facts }: SampledColumn,
  textual: boolean,
): Pick<ColumnPlan, 'type' | 'categorical' | 'numbers'> {
  // The numbers of further rows need not be whole because these are.
  if (facts.lists?.takes === 'numbers') return { type: 'float', categorical: false };
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

function haveYears({ cells }: SampledColumn): boolean {
  const filled = filledCells(cells);
  return filled.length > 0 && filled.filter((cell) => yearOfDate(cell) === '').length <= filled.length * FEW;
}

/**
 * Adds a YEAR when no column says it: made from titles like `Heat (1995)` when nearly all have one, else from days on
 * which things came out that are no times, because some lie before 1970.
 */
function withYear(
  plans: readonly ColumnPlan[],
  columns: readonly SampledColumn[],
  taken: Set<string>,
): ColumnPlan[] {
  const title = columns.find(({ header, cells }) => {
    if (!namesTitle(header) || cells.length === 0) return false;
    return cells.filter((cell) => yearOfTitle(cell) !== '').length >= cells.length * 0.95;
  });
  const date = columns.find(
    (column) =>
      namesCreation(column.header) &&
      !isTime(column) &&
      plans[column.index].role === 'KEEP' &&
      haveYears(column),
  );
  const found = title ?? date;
  if (!found || taken.has('year')) return [...plans];
  const { header, index } = found;
  const derived = title === undefined ? 'year-of-date' : 'year-of-title';
  const kept = { ...PLAIN, role: 'KEEP', type: 'int', nullable: true } as const;
  return [...plans, { ...kept, index, header, field: fieldName('YEAR', taken), derived }];
}

/** A column under its plan, without what only the guess needed. */
export function evidenceOf(
  column: SampledColumn,
  dataset: DatasetType | null,
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
  const personal = dataset === null ? null : personalIn(column, dataset);
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
    ...(personal === null ? {} : { personal }),
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
