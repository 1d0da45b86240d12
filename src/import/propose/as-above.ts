import type { AsAbove, ColumnPlan, ColumnRole, FilePlan } from '../../domain/imports';
import { parseNumber } from '../cells/number';
import { timeWriting } from '../cells/time-writings';
import { isBlankRow } from '../open/row-faults';
import { filledCells } from './evidence';
import { isTime } from './keys';
import { roleOfName } from '../lexicon/names';
import { namesSale, personRank } from './person';
import type { FileSample } from '../open/sample';
import type { SampledColumn } from './sampled-column';

/** Fewer rows that leave something blank are slips. */
const LEAST_ROWS = 3;
/** Of all rows, where the number of an order is blank as well; without one they must be more. */
const LEAST_SHARE = 0.03;
const LEAST_SHARE_UNNUMBERED = 0.1;
/** A column that the rows below the first of an order fill less often than this, against the first ones, is left blank with the rest. */
const STRAY = 0.05;
/** A column that so many of the first rows fill says what all have. */
const ALWAYS = 0.9;
/** That a column is blank on all of those rows by chance alone. */
const CHANCE = 0.001;
/** Of the rows that leave something blank, those that must fill what else is wanted of them. */
const MOSTLY = 0.9;
/** Ranges of rows that nobody else comes back in: of fewer their order may be chance. */
const LEAST_RANGES = 8;
/** Of values one after the other, those that may be out of order, or there before. */
const IN_ORDER = 0.95;
/** Columns that may tell of such a set, and sets that are looked into. */
const MOST_COLUMNS = 12;
const MOST_SETS = 4;
/** Of the rows that leave something blank, those that may stand in one piece: a part that was written without it is no order. */
const IN_ONE_PIECE = 0.9;

/** Rows of a sample that leave some columns blank together. */
export interface BlankSet {
  /** From 0; those that say who, when or by which number first of all. */
  readonly keys: readonly number[];
  readonly columns: readonly number[];
  /** Where each row has the number of its order: only below one with the same. */
  readonly order: number | null;
  /** The rows of the sample with all their cells, and for each whether it leaves all `keys` blank. */
  readonly rows: readonly (readonly string[])[];
  readonly leaves: readonly boolean[];
}

type Roles = Pick<FilePlan, 'columns'>;
const isEmpty = (cell: string | undefined): boolean => cell === undefined || cell.trim() === '';

/**
 * The sets of columns of a table that rows leave blank together and that may say who, when or by which number: those
 * with the fewest rows first. Whether they stand for what is above them the roles tell which the columns then have.
 */
export function blankSets(
  { rows: all, headers }: FileSample,
  columns: readonly SampledColumn[],
  { columns: plans }: Roles,
): BlankSet[] {
  const rows = all.filter((row) => row.length === headers.length && !isBlankRow(row));
  const least = Math.max(LEAST_ROWS, rows.length * LEAST_SHARE);
  const given = new Set(plans.flatMap(({ index, role }) => (WHOSE.has(role) ? [index] : [])));
  const told = columns.filter((column) => given.has(column.index) || tellsWhose(column));
  const blankIn = (column: number): number => rows.filter((row) => isEmpty(row[column])).length;
  const sparse = told
    .map(({ index }) => ({ index, count: blankIn(index) }))
    .filter(({ count }) => count >= least && count < rows.length);
  if (sparse.length === 0) return [];
  const sets: BlankSet[] = [];
  const add = (leaves: readonly boolean[], order: number | null): void => {
    const together = headers.flatMap((_, column) => (isLeftBlank(column, rows, leaves) ? [column] : []));
    const keys = together.filter((column) => told.some(({ index }) => index === column));
    const isKnown = sets.some((set) => set.order === order && set.keys.join() === keys.join());
    if (keys.length === 0 || isKnown || together.length === headers.length) return;
    const leaveAll = rows.map((row, i) => leaves[i] && keys.every((column) => isEmpty(row[column])));
    if (areSpread(leaveAll) && mayTell(keys, plans))
      sets.push({ keys, columns: together, order, rows, leaves: leaveAll });
  };
  for (const { index } of [...sparse].sort((a, b) => a.count - b.count).slice(0, MOST_COLUMNS)) {
    const leaves = rows.map((row) => isEmpty(row[index]));
    if (!leaves[0]) add(leaves, null);
  }
  for (const { index } of told.filter(({ header }) => namesSale(header))) {
    const again = rows.map(
      (row, i) => i > 0 && !isEmpty(row[index]) && row[index].trim() === rows[i - 1][index].trim(),
    );
    if (again.filter(Boolean).length >= least) add(again, index);
  }
  return sets.slice(0, MOST_SETS);
}

/** Whether rows that leave something blank stand in several pieces. */
function areSpread(leaves: readonly boolean[]): boolean {
  let [all, piece, longest] = [0, 0, 0];
  for (const leavesIt of leaves) {
    piece = leavesIt ? piece + 1 : 0;
    all += leavesIt ? 1 : 0;
    longest = Math.max(longest, piece);
  }
  return longest <= all * IN_ONE_PIECE;
}

/** Where columns are who and when without these being blank, there is nothing to tell. */
function mayTell(keys: readonly number[], plans: readonly ColumnPlan[]): boolean {
  const given = plans.filter(({ role }) => WHOSE.has(role));
  return given.length < WHOSE.size || given.some(({ index }) => keys.includes(index));
}

/** What tells whose a row is. */
const WHOSE: ReadonlySet<ColumnRole | null> = new Set<ColumnRole | null>(['USER_ID', 'TIMESTAMP']);

function tellsWhose(column: SampledColumn): boolean {
  const { header } = column;
  return WHOSE.has(roleOfName(header)) || personRank(column) > 0 || isTime(column) || namesSale(header);
}

/** Whether a column is filled by other rows and never by these, which cannot be by chance. */
function isLeftBlank(
  column: number,
  rows: readonly (readonly string[])[],
  leaves: readonly boolean[],
): boolean {
  let [heads, below, filledAbove, filledBelow] = [0, 0, 0, 0];
  for (const [i, row] of rows.entries()) {
    const filled = isEmpty(row[column]) ? 0 : 1;
    if (leaves[i]) {
      below++;
      filledBelow += filled;
    } else {
      heads++;
      filledAbove += filled;
    }
  }
  if (below === 0 || filledAbove === 0) return false;
  if (filledBelow * heads > STRAY * filledAbove * below) return false;
  if (filledAbove >= heads * ALWAYS) return true;
  let chance = 1;
  for (let i = 0; i < filledAbove && chance > CHANCE; i++) chance *= heads / rows.length;
  return chance <= CHANCE;
}

/** What a set is to be read as while the roles are guessed. */
export function asAboveOf({ keys, columns, order, rows }: BlankSet): AsAbove {
  return {
    levels: [{ keys, columns }],
    ...(order === null ? {} : { order }),
    width: rows[0].length,
  };
}

/**
 * What the blank cells of a set stand for under the roles that its columns have once they are read so; null where they
 * stand for nothing. All that tells whose a row is must be blank together: who it was, when, and the number of the order
 * where there is one. A guest has no name, but a time or a number, and is nobody else. Outlines need less, and so does
 * a list in which each person stands once, with more lines below than persons.
 */
export function settledAsAbove(set: BlankSet, plan: FilePlan): AsAbove | null {
  if (plan.dataset !== 'INTERACTIONS' || plan.door === 'aws') return null;
  const whose = whoseRows(set, plan);
  if (whose === null || !areOrders(set, whose)) return null;
  const { user, time, isUserBlank, isTimeBlank, isNumbered, isNumberBlank } = whose;
  const heads = set.rows.filter((_, i) => !set.leaves[i]);
  const told = { ...asAboveOf(set), levels: [{ keys: keysOf(set, whose), columns: set.columns }] };
  if (set.order !== null) return isUserBlank || isTimeBlank ? told : null;
  if (user === null)
    return time !== null && isTimeBlank && (isNumberBlank || isInOrder(cellsOf(heads, time), time))
      ? told
      : null;
  if (!isUserBlank) return null;
  const people = cellsOf(heads, user);
  if (time === null && !isNumbered)
    return comesOnce(people) && set.rows.length >= 2 * heads.length ? told : null;
  const isOutline = isInOrder(people, user) && (time === null || !isLog(set.rows, time));
  if (time !== null && !isTimeBlank) return isOutline ? told : null;
  if (isNumbered && !isNumberBlank) return null;
  return isOutline ? inLevels(told, user.index, heads) : told;
}

/** What tells whose a row is under the roles of a plan, and what of it a set leaves blank. */
interface Whose {
  readonly user: ColumnPlan | null;
  readonly time: ColumnPlan | null;
  readonly item: ColumnPlan;
  /** The numbers of orders that the set leaves blank. */
  readonly numbers: readonly ColumnPlan[];
  readonly isUserBlank: boolean;
  readonly isTimeBlank: boolean;
  /** Whether there are numbers of orders at all, and whether one is left blank. */
  readonly isNumbered: boolean;
  readonly isNumberBlank: boolean;
}

/** Null where a row has no item of its own. */
function whoseRows({ columns }: BlankSet, plan: FilePlan): Whose | null {
  const at = (role: ColumnRole): ColumnPlan | null =>
    plan.columns.find((column) => column.role === role) ?? null;
  const isBlank = (column: ColumnPlan | null): boolean => column !== null && columns.includes(column.index);
  const [user, time, item] = [at('USER_ID'), at('TIMESTAMP'), at('ITEM_ID')];
  if (item === null || isBlank(item)) return null;
  const sales = plan.columns.filter((column) => column !== item && namesSale(column.header));
  const numbers = sales.filter(isBlank);
  return {
    ...{ user, time, item, numbers },
    isUserBlank: isBlank(user),
    isTimeBlank: isBlank(time),
    isNumbered: sales.length > 0,
    isNumberBlank: numbers.length > 0,
  };
}

/** Whether rows leave something blank often enough to be lines of orders, and nearly all of them say which item. */
function areOrders({ rows, leaves, order }: BlankSet, { item, isNumberBlank }: Whose): boolean {
  const below = rows.filter((_, i) => leaves[i]);
  const share = isNumberBlank || order !== null ? LEAST_SHARE : LEAST_SHARE_UNNUMBERED;
  if (below.length < Math.max(LEAST_ROWS, rows.length * share)) return false;
  return below.filter((row) => isEmpty(row[item.index])).length <= below.length * (1 - MOSTLY);
}

/** Of the columns that a set leaves blank, those that say who, when or by which number; the clock is a part of the time. */
function keysOf({ columns }: BlankSet, { user, time, numbers }: Whose): number[] {
  const told = [user, time, ...numbers].flatMap((column) => (column === null ? [] : [column.index]));
  const keys = time?.clock === undefined ? told : [...told, time.clock.index];
  return [...new Set(keys)].filter((index) => columns.includes(index));
}

/** A level for the person where their cell is blank over several orders, and one for the orders. */
function inLevels(told: AsAbove, user: number, heads: readonly (readonly string[])[]): AsAbove {
  const further = heads.filter((row) => isEmpty(row[user]));
  const [{ keys, columns }] = told.levels;
  const outer = new Set(columns.filter((column) => further.every((row) => isEmpty(row[column]))));
  const levels = [outer, new Set(columns.filter((column) => !outer.has(column)))].map((level) => ({
    keys: keys.filter((column) => level.has(column)),
    columns: [...level],
  }));
  return further.length === 0 || levels.some((level) => level.keys.length === 0) ? told : { ...told, levels };
}

const cellsOf = (rows: readonly (readonly string[])[], { index }: ColumnPlan): readonly string[] =>
  filledCells(rows.map((row) => row[index]));

/** No value stands there a second time, but for a few of one name. */
function comesOnce(values: readonly string[]): boolean {
  return values.length >= LEAST_ROWS && new Set(values).size >= values.length * IN_ORDER;
}

/** Each value stands there once, and they rise or fall. */
function isInOrder(values: readonly string[], plan: ColumnPlan): boolean {
  return values.length >= LEAST_RANGES && comesOnce(values) && rises(values, plan);
}

/** The rows are in the order of their times, as a log is, and not in that of people. */
function isLog(rows: readonly (readonly string[])[], time: ColumnPlan): boolean {
  return rises(cellsOf(rows, time), time);
}

/** Whether values rise, or fall, from row to row. */
function rises(values: readonly string[], { timeUnit }: ColumnPlan): boolean {
  const numbers = values.map((value) =>
    timeUnit === undefined ? parseNumber(value) : timeWriting(timeUnit).seconds(value),
  );
  const isNumeric = !numbers.some(Number.isNaN);
  const words = isNumeric ? [] : values.map((value) => value.toLowerCase());
  let [up, down] = [0, 0];
  for (let i = 1; i < values.length; i++) {
    if (isNumeric ? numbers[i] > numbers[i - 1] : words[i] > words[i - 1]) up++;
    if (isNumeric ? numbers[i] < numbers[i - 1] : words[i] < words[i - 1]) down++;
  }
  return Math.min(up, down) <= values.length * (1 - IN_ORDER);
}
