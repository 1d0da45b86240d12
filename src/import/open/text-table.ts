import type { FileFormat } from '../../domain/imports';
import type { Job } from '../../domain/ports';
import type { SourceFile } from './bytes/source';
import type { RowBatch } from './csv/reader';
import type { CellRows, CellTable } from './cell-table';
import { fileRows } from './file-rows';
import { isBlankRow } from './row-faults';
import type { FileSample } from './sample';

/**
 * Any source as a table whose rows come as cells, so that another can be made from it. Rows with more or fewer cells
 * than the head, and what bytes or quotes cut off, are handed on as unread.
 *
 * @param headers the names of the columns, as the sample of the file gives them.
 */
export function tableOf(
  source: SourceFile,
  format: FileFormat,
  headers: readonly string[],
  job: Job,
): CellTable {
  if (source.table !== undefined && format.asAbove === undefined) return source.table;
  return {
    form: 'made',
    headers,
    ...source.table,
    rows: (onRead) => rowsOf(source, format, headers, job, onRead),
  };
}

async function* rowsOf(
  source: SourceFile,
  format: FileFormat,
  headers: readonly string[],
  job: Job,
  onRead: (bytes: number) => void,
): AsyncGenerator<CellRows> {
  const top = format.headerLine ?? 0;
  const none = { rows: [], lines: new Int32Array(0) };
  const progress = { done: 0, total: source.sizeBytes };
  let told = 0;
  for await (const event of fileRows(source, { door: 'mapping', format }, progress, job)) {
    onRead(progress.done - told);
    told = progress.done;
    if (event.kind === 'rows')
      yield { ...rowsUnderHead(event.batch, headers.length, top), asAbove: event.asAbove };
    else if (event.kind === 'left-out') yield { ...none, leftOut: event.rows };
    else if (event.kind === 'unread') yield { ...none, unread: event.records };
    else yield { ...none, unread: [{ line: event.line, value: '' }] };
  }
}

/** The rows of a batch that have as many cells as the head above them; others, blank ones aside, are unread. */
export function rowsUnderHead(
  { rows, lines, swallowed }: Omit<RowBatch, 'badQuotes'>,
  width: number,
  top: number,
): CellRows {
  const kept: string[][] = [];
  const keptLines: number[] = [];
  const unread: { line: number; value: string }[] = [];
  for (const [i, row] of rows.entries()) {
    if (lines[i] <= top) continue;
    if (row.length === width && !swallowed.has(i) && !isBlankRow(row)) {
      kept.push(row);
      keptLines.push(lines[i]);
    } else if (!isBlankRow(row)) unread.push({ line: lines[i], value: row[0] });
  }
  return { rows: kept, lines: Int32Array.from(keptLines), unread };
}

/** All rows of a file in batches: those of its sample where that is all there is, else read to the end. */
export async function* wholeRows(
  source: SourceFile,
  sample: FileSample,
  job: Job,
): AsyncGenerator<readonly (readonly string[])[]> {
  if (sample.whole) yield sample.rows;
  else
    for await (const { rows } of tableOf(source, sample.format, sample.headers, job).rows(() => undefined))
      yield rows;
}
