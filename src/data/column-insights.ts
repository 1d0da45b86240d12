import { quantile } from './order-statistics';
import { LIMITS } from '../domain/limits';
import { isTextual, type Column, type NumberColumn } from '../domain/columns';
import { issueOf, type Issue } from '../domain/issue';
import type { DatasetType } from '../domain/schema';
import { groupBy } from '../domain/tallies';
import { numberAt } from './tables/cell-text';

const COMPLETE_ENOUGH = 0.7;
const TEXT_COMPLETE_ENOUGH = 0.85;
const MANY_CATEGORIES = 30;
/** Outside Q1 − 3 IQR … Q3 + 3 IQR. */
const OUTLIER_RANGE = 3;
/** Share of the values that may stand apart and still be taken for mistakes. */
const MOST_APART = 0.05;

/** Findings about single columns: completeness, outliers, too many or doubled categories, sparse text. */
export function describeColumnInsights(
  dataset: DatasetType,
  nRows: number,
  columns: readonly Column[],
): Issue[] {
  if (nRows === 0) return [];
  return columns.flatMap((column) => {
    const at = { dataset, column: column.name };
    const complete = 1 - countNulls(column, nRows) / nRows;
    const issues: Issue[] = [];
    if (complete < COMPLETE_ENOUGH) {
      const details = { count: Math.round((1 - complete) * nRows), rows: nRows, complete };
      issues.push(issueOf('INSIGHT_MISSING_VALUES', 'insight', at, details));
    }
    if (isTextual(column) && complete < TEXT_COMPLETE_ENOUGH)
      issues.push(issueOf('INSIGHT_SPARSE_TEXT', 'insight', at, { complete }));
    if (column.kind === 'number' && column.name !== 'CREATION_TIMESTAMP')
      issues.push(...outliers(at, column));
    if (
      (column.kind === 'code' && column.categorical) ||
      (column.kind === 'multi' && column.name !== 'IMPRESSION')
    )
      issues.push(...categoryInsights(at, column.vocabulary));
    return issues;
  });
}

function countNulls(column: Column, nRows: number): number {
  let nulls = 0;
  for (let row = 0; row < nRows; row++) if (isNullAt(column, row)) nulls++;
  return nulls;
}

export function isNullAt(column: Column, row: number): boolean {
  switch (column.kind) {
    case 'number':
      return Number.isNaN(numberAt(column, row));
    case 'code':
      return column.codes[row] < 0;
    case 'multi':
      return column.offsets[row] === column.offsets[row + 1];
    case 'text':
      return column.values[row] === null;
    case 'boolean':
      return column.values[row] === 2;
  }
}

/** A column whose middle half is one value has no spread to measure by and is left alone. */
function outliers(at: { dataset: DatasetType; column: string }, column: NumberColumn): Issue[] {
  const values = filledValues(column);
  if (values.length < 4) return [];
  const q1 = quantile(values, 0.25);
  const q3 = quantile(values, 0.75);
  if (q3 === q1) return [];
  // Whole numbers beyond those that count anything name orders, parcels or telephones.
  if (q1 > LIMITS.intMax && values.every(Number.isInteger)) return [];
  const low = q1 - OUTLIER_RANGE * (q3 - q1);
  const high = q3 + OUTLIER_RANGE * (q3 - q1);
  const far: number[] = [];
  let [extreme, least, most] = [q1, q1, q3];
  for (const value of values) {
    if (value >= low && value <= high) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      continue;
    }
    far.push(value);
    if (Math.max(low - value, value - high) > Math.max(low - extreme, extreme - high)) extreme = value;
  }
  if (far.length === 0) return [];
  const found = { count: far.length, low, high, extreme };
  const apart = standingApart(far, least, most, values.length);
  return [issueOf('INSIGHT_OUTLIERS', 'insight', at, apart === null ? found : { ...found, ...apart })];
}

/**
 * Where values begin that no tail leads to: between them and the next lies more than all the others span, as after a
 * typing error or in another unit. Old films and dear wares are a tail, and many such values are a kind of their own.
 */
function standingApart(
  far: readonly number[],
  least: number,
  most: number,
  rows: number,
): { readonly from: number; readonly to: number; readonly apart: number } | null {
  const below = far.filter((value) => value < least).sort((a, b) => b - a);
  const above = far.filter((value) => value > most).sort((a, b) => a - b);
  let [from, to, left] = [least, most, far.length];
  for (const value of below) {
    if (from - value > most - from) break;
    [from, left] = [value, left - 1];
  }
  for (const value of above) {
    if (value - to > to - least) break;
    [to, left] = [value, left - 1];
  }
  return left === 0 || left > MOST_APART * rows ? null : { from, to, apart: left };
}

/** A copy of the values that are not null. */
function filledValues({ values, nulls }: NumberColumn): Float64Array {
  const filled = new Float64Array(values);
  if (!nulls) return filled;
  let n = 0;
  for (let row = 0; row < values.length; row++)
    if ((nulls[row >> 3] & (1 << (row & 7))) === 0) filled[n++] = values[row];
  return filled.subarray(0, n);
}

function categoryInsights(
  at: { dataset: DatasetType; column: string },
  vocabulary: readonly string[],
): Issue[] {
  const issues: Issue[] = [];
  if (vocabulary.length > MANY_CATEGORIES)
    issues.push(issueOf('INSIGHT_MANY_CATEGORIES', 'insight', at, { count: vocabulary.length }));
  for (const values of groupBy(vocabulary, categoryKey).values())
    if (values.length > 1)
      issues.push(issueOf('INSIGHT_NEAR_DUPLICATE_CATEGORIES', 'insight', at, { values }));
  return issues;
}

function categoryKey(value: string): string {
  const plain = value.trim().toLowerCase();
  return plain === 'not applicable' ? 'n/a' : plain;
}
