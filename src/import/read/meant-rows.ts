import { issueOf, type Issue } from '../../domain/issue';
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
  const meant = only(whole, (row) => !sieve.catches(whole.rows[row]));
  counts.rows -= whole.rows.length - meant.rows.length;
  return meant;
}

function wholeRows(
  batch: Omit<RowBatch, 'badQuotes'>,
  shape: RowShape,
  { plan, log, counts }: OpenFile,
  found: Issue[],
): PlacedRows {
  const { rows, lines, swallowed } = batch;
  const severity = plan.door === 'aws' ? 'error' : 'warning';
  return only(batch, (i) => {
    const fault = swallowed.has(i) ? SWALLOWED : faultOf(rows[i], shape);
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

/** Those of the rows, by place, that pass; the same arrays where all do. */
function only(batch: PlacedRows, passes: (row: number) => boolean): PlacedRows {
  const kept: number[] = [];
  for (let row = 0; row < batch.rows.length; row++) if (passes(row)) kept.push(row);
  if (kept.length === batch.rows.length) return batch;
  return {
    rows: kept.map((row) => batch.rows[row]),
    lines: Int32Array.from(kept, (row) => batch.lines[row]),
  };
}
