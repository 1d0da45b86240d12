import { issueOf, type Issue } from '../../domain/issue';
import { rowsThat } from '../open/cell-table';
import type { RowBatch } from '../open/csv/reader';
import { loseRows, type OpenFile } from './open-file';
import { faultOf, lossOf, SWALLOWED, type RowShape } from '../open/row-faults';

/** Rows with the line on which each begins. */
export type PlacedRows = Pick<RowBatch, 'rows' | 'lines'>;

/**
 * The rows of a batch without those that are left out as a whole: with a fault, blank, or nobody's choice of anything.
 * All are counted; faults go to `found`.
 */
export function meantRows(
  batch: Omit<RowBatch, 'badQuotes'>,
  shape: RowShape,
  file: OpenFile,
  found: Issue[],
): PlacedRows {
  const { sieve, counts } = file;
  const whole = wholeRows(batch, shape, file, found);
  counts.rows += whole.rows.length;
  if (sieve === null) return whole;
  const meant = rowsThat(whole, (row) => !sieve.catches(row));
  counts.rows -= whole.rows.length - meant.rows.length;
  return meant;
}

function wholeRows(
  batch: Omit<RowBatch, 'badQuotes'>,
  shape: RowShape,
  { plan, log, counts }: OpenFile,
  found: Issue[],
): PlacedRows {
  const { lines, swallowed } = batch;
  const severity = plan.door === 'aws' ? 'error' : 'warning';
  return rowsThat(batch, (row, i) => {
    const fault = swallowed.has(i) ? SWALLOWED : faultOf(row, shape);
    if (fault === null) return true;
    if (fault.code === 'blank') return false;
    const { code, column, value, details } = fault;
    counts.rows++;
    loseRows(counts, lossOf(code, null), 1);
    const place = { dataset: log.dataset, file: log.file, line: lines[i], column, value };
    found.push(issueOf(code, severity, place, details));
    return false;
  });
}
