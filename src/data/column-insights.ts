import type { Column } from '../domain/columns';
import type { Issue } from '../domain/issue';
import type { DatasetType } from '../domain/schema';
import { issueOf } from './issue-log';
import { numberAt } from './table/cell-text';

const COMPLETE_ENOUGH = 0.7;
const TEXT_COMPLETE_ENOUGH = 0.85;
const MANY_CATEGORIES = 30;
/** Outside Q1 − 3 IQR … Q3 + 3 IQR. */
const OUTLIER_RANGE = 3;

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
    if (column.kind === 'text' && column.textual && complete < TEXT_COMPLETE_ENOUGH)
      issues.push(issueOf('INSIGHT_SPARSE_TEXT', 'insight', at, { complete }));
    if (column.kind === 'number' && column.name !== 'CREATION_TIMESTAMP')
      issues.push(...outliers(at, column, nRows));
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

function isNullAt(column: Column, row: number): boolean {
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
function outliers(at: { dataset: DatasetType; column: string }, column: Column, nRows: number): Issue[] {
  const sorted = Float64Array.from({ length: nRows }, (_, row) => numberAt(column, row))
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length < 4) return [];
  const q1 = quantile(sorted, 0.25);
  const q3 = quantile(sorted, 0.75);
  if (q3 === q1) return [];
  const low = q1 - OUTLIER_RANGE * (q3 - q1);
  const high = q3 + OUTLIER_RANGE * (q3 - q1);
  const count = sorted.reduce((sum, value) => sum + (value < low || value > high ? 1 : 0), 0);
  if (count === 0) return [];
  const smallest = sorted[0];
  const largest = sorted[sorted.length - 1];
  const extreme = low - smallest > largest - high ? smallest : largest;
  return [issueOf('INSIGHT_OUTLIERS', 'insight', at, { count, low, high, extreme })];
}

/** Linear interpolation between the order statistics around position p · (n − 1). */
function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

function categoryInsights(
  at: { dataset: DatasetType; column: string },
  vocabulary: readonly string[],
): Issue[] {
  const issues: Issue[] = [];
  if (vocabulary.length > MANY_CATEGORIES)
    issues.push(issueOf('INSIGHT_MANY_CATEGORIES', 'insight', at, { count: vocabulary.length }));
  const spellings = new Map<string, string[]>();
  for (const value of vocabulary) {
    const key = categoryKey(value);
    spellings.set(key, [...(spellings.get(key) ?? []), value]);
  }
  for (const values of spellings.values())
    if (values.length > 1)
      issues.push(issueOf('INSIGHT_NEAR_DUPLICATE_CATEGORIES', 'insight', at, { values }));
  return issues;
}

function categoryKey(value: string): string {
  const plain = value.trim().toLowerCase();
  return plain === 'not applicable' ? 'n/a' : plain;
}
