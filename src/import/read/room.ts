import type { FilePlan } from '../../domain/imports';
import { AppError } from '../../domain/errors';
import type { FileSample } from '../open/sample';
import { IMPORT_MEMORY_BYTES } from '../../domain/limits';

/** A number or a code per row, and as much again while a column grows or its kept rows are gathered. */
const COLUMN_BYTES = 16;
/** What the search for repeated rows holds for each. */
const ROW_BYTES = 17;

/** How many rows a file has, from the mean length of those in its sample; a packed one has more. */
export function estimateRows(sample: FileSample, sizeBytes: number): number {
  if (sample.whole || sample.rows.length === 0) return sample.rows.length;
  const chars = sample.rows.reduce(
    (sum, row) => sum + row.reduce((length, cell) => length + cell.length + 1, 0),
    0,
  );
  return Math.round((sizeBytes * sample.rows.length) / Math.max(1, chars));
}

/**
 * Refuses files that would outgrow a tab, before they are read.
 *
 * @throws AppError TOO_LARGE with the rows and bytes that they would take, and the most rows that fit.
 */
export function assertRoom(
  files: readonly { readonly plan: FilePlan; readonly sample: FileSample; readonly sizeBytes: number }[],
): void {
  let [rows, bytes] = [0, 0];
  for (const { plan, sample, sizeBytes } of files) {
    const columns = plan.columns.filter(({ role }) => role !== 'IGNORE').length;
    const read = estimateRows(sample, sizeBytes);
    rows += read;
    bytes += read * (COLUMN_BYTES * columns + ROW_BYTES);
  }
  if (bytes <= IMPORT_MEMORY_BYTES) return;
  const mostRows = Math.floor((rows * IMPORT_MEMORY_BYTES) / bytes / 1e6) * 1e6;
  const file = files.length === 1 ? files[0].plan.file : null;
  throw new AppError('TOO_LARGE', { file, rows, bytes, mostBytes: IMPORT_MEMORY_BYTES, mostRows });
}
