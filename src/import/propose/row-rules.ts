import type { RowRule, RowSign } from '../../domain/imports';
import type { DatasetType } from '../../domain/schema';
import { SIGNS } from '../gather/row-sieve';
import { hangingOn, isTime } from './keys';
import {
  namesAmount,
  namesCancelledDay,
  namesCancelledFlag,
  namesLent,
  namesOrderStatus,
  namesQuantity,
  namesStatus,
  namesTestFlag,
  saysCancelled,
  saysElsewhere,
  saysNo,
  saysOrder,
  saysTakenBack,
  saysYes,
} from '../lexicon/order-words';
import { namesSale } from './person';
import type { SampledColumn } from './sampled-column';

/** Of the filled cells of a column that says no more than `status`, those that must be words for orders. */
const MOSTLY = 0.6;
/** A status is one of few words. */
const MOST_WORDS = 40;
/** Beyond this share the rows that came to nothing are what the file is about: they stay unless somebody says otherwise. */
const AT_MOST = 0.5;
/** Of payments the other way; where there are more, money goes out as a rule. */
const MOST_NEGATIVE = 0.3;
/** Of the empty cells of a status that must stand below a row of the same order. */
const EXPLAINED = 0.9;

/**
 * Which rows of a table of events are nobody's choice of anything, by what its columns say of orders: cancelled, paid
 * back, sent back, tried out. A status that goes with the thing says something of the thing, as with films.
 */
export function rowRules(
  dataset: DatasetType | null,
  columns: readonly SampledColumn[],
  item: SampledColumn | undefined,
): RowRule[] {
  if (dataset !== 'INTERACTIONS') return [];
  const isLent = columns.some(({ header }) => namesLent(header));
  const isSold = columns.some(
    ({ header }) => namesSale(header) || namesQuantity(header) || namesAmount(header),
  );
  const statuses = columns.filter(
    (column) => isStatus(column, isLent, isSold) && !(item && hangingOn(item, [column]).has(column)),
  );
  const order = statuses.map((status) => orderOf(status, columns)).find((found) => found !== undefined);
  const rule = (
    { index, header }: SampledColumn,
    sign: RowSign,
    reason: RowRule['reason'] = 'cancelled',
  ): RowRule => ({
    reason,
    index,
    header,
    sign,
    ...(order === undefined || sign === 'negative' || sign === 'credit' ? {} : { order: order.index }),
  });
  const days = isLent ? [] : columns.filter(isCancelledDay);
  const flags = columns.filter(
    ({ header }) =>
      namesTestFlag(header) || (namesCancelledFlag(header) && !isLent && (isSold || saysTakenBack(header))),
  );
  const below = columns.filter(isBelowNothing);
  const rules = [
    ...statuses.map((column) => rule(column, 'words')),
    ...days.map((column) => rule(column, 'filled')),
    ...flags
      .filter(isFlag)
      .map((column) => rule(column, 'yes', namesTestFlag(column.header) ? 'test-order' : 'cancelled')),
    ...columns.filter(isCreditNote).map((column) => rule(column, 'credit')),
    ...below.map((column) => rule(column, 'negative')),
    ...undoneRules(columns, item, below),
  ];
  return rules.map((each) => (shareOf(each, columns) > AT_MOST ? { ...each, kept: true as const } : each));
}

/**
 * The rule for what was bought and taken back under the same number of an order. Whether anything was, all rows of the
 * file tell together; credit notes have numbers of their own.
 */
function undoneRules(
  columns: readonly SampledColumn[],
  item: SampledColumn | undefined,
  below: readonly SampledColumn[],
): RowRule[] {
  const amount = below.find(({ header }) => namesQuantity(header)) ?? below.at(0);
  const order = columns.find((column) => column !== item && namesSale(column.header));
  if (amount === undefined || item === undefined || order === undefined || isCreditNote(order)) return [];
  const of = { thing: item.index, amount: amount.index };
  return [{ reason: 'taken-back', index: order.index, header: order.header, sign: 'undone', of }];
}

/** Columns by which rows are left out: they say the same of all that stay. */
export function toldApart(rules: readonly RowRule[] = []): ReadonlySet<number> {
  const signs: ReadonlySet<RowSign> = new Set(['filled', 'yes']);
  return new Set(
    rules.filter(({ sign, kept }) => signs.has(sign) && kept !== true).map(({ index }) => index),
  );
}

const filledOf = ({ cells }: SampledColumn): string[] => cells.filter((cell) => cell.trim() !== '');

/** Of all rows; where only the first of an order says how it stands, of those. */
function shareOf({ index, sign, order }: RowRule, columns: readonly SampledColumn[]): number {
  const cells = order === undefined || sign === 'filled' ? columns[index].cells : filledOf(columns[index]);
  return cells.length === 0 ? 0 : cells.filter(SIGNS[sign]).length / cells.length;
}

function isStatus(column: SampledColumn, isLent: boolean, isSold: boolean): boolean {
  const { header, facts } = column;
  if (facts.distinct > MOST_WORDS || facts.distinct === 0) return false;
  const filled = filledOf(column);
  if (namesOrderStatus(header)) return filled.some(saysOrder);
  if (!namesStatus(header) || isLent || filled.some(saysElsewhere)) return false;
  // Where nothing else tells of sales, the words have to.
  if (!isSold && filled.some((cell) => saysCancelled(cell) && !saysTakenBack(cell))) return false;
  return filled.filter(saysOrder).length >= filled.length * MOSTLY;
}

/** The column of orders of whose rows only the first says how the order stands. */
function orderOf(status: SampledColumn, columns: readonly SampledColumn[]): SampledColumn | undefined {
  const empty = status.first.flatMap((cell, row) => (cell.trim() === '' ? [row] : []));
  if (empty.length === 0) return undefined;
  return columns
    .filter((column) => namesSale(column.header) || column.header.toLowerCase() === 'name')
    .find(({ first }) => {
      const below = empty.filter((row) => row > 0 && first[row] !== '' && first[row] === first[row - 1]);
      return below.length >= empty.length * EXPLAINED;
    });
}

/** Some have a day on which they were cancelled, most have none. */
function isCancelledDay(column: SampledColumn): boolean {
  const days = column.cells.filter(SIGNS.filled).length;
  return namesCancelledDay(column.header) && isTime(column) && days > 0 && days < column.cells.length;
}

function isFlag(column: SampledColumn): boolean {
  const filled = filledOf(column);
  return filled.length > 0 && filled.every((cell) => saysYes(cell) || saysNo(cell));
}

/** Invoices are numbers, and some have a C in front: what was credited again. */
function isCreditNote(column: SampledColumn): boolean {
  if (!namesSale(column.header)) return false;
  const filled = filledOf(column);
  const credits = filled.filter(SIGNS.credit).length;
  const plain = filled.filter((cell) => /^\d+$/.test(cell.trim())).length;
  return credits > 0 && credits + plain >= filled.length * 0.95 && plain > credits;
}

/** How many were sold, or for how much: some are below nothing, and came back. */
function isBelowNothing(column: SampledColumn): boolean {
  const { header } = column;
  if (!namesQuantity(header) && !namesAmount(header)) return false;
  const filled = filledOf(column);
  const negative = filled.filter(SIGNS.negative).length;
  return negative > 0 && negative <= filled.length * (namesQuantity(header) ? AT_MOST : MOST_NEGATIVE);
}
