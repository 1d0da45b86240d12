import type { AsAbove, FileFormat } from '../../domain/imports';
import type { Job } from '../../domain/ports';
import type { SourceFile } from './bytes/source';
import type { RowBatch } from './csv/reader';
import type { CellRows, CellTable } from './cell-table';
import { fileRows } from './file-rows';
import { isBlankRow } from './row-faults';
import { RowsAbove } from './rows-above';

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
  if (source.table === undefined)
    return { form: 'made', headers, rows: (onRead) => textRows(source, format, headers, job, onRead) };
  return format.asAbove === undefined ? source.table : completedTable(source.table, format.asAbove);
}

/** A table with what its blank cells stand for. */
function completedTable(table: CellTable, asAbove: AsAbove): CellTable {
  return {
    ...table,
    async *rows(onRead): AsyncGenerator<CellRows> {
      const above = new RowsAbove(asAbove, table.headers);
      for await (const batch of table.rows(onRead)) {
        const before = above.count;
        const rows = batch.rows.map((row) => above.complete(row));
        yield { ...batch, rows, asAbove: above.count - before };
      }
    },
  };
}

async function* textRows(
  source: SourceFile,
  format: FileFormat,
  headers: readonly string[],
  job: Job,
  onRead: (bytes: number) => void,
): AsyncGenerator<CellRows> {
  const top = format.headerLine ?? 0;
  let told = 0;
  const progress = {
    total: source.sizeBytes,
    get done(): number {
      return told;
    },
    set done(bytes: number) {
      onRead(bytes - told);
      told = bytes;
    },
  };
  for await (const event of fileRows(source, { door: 'mapping', format }, progress, job)) {
    if (event.kind === 'left-out') continue;
    if (event.kind !== 'rows') {
      const line = event.kind === 'unread' ? event.records[0].line : event.line;
      yield { rows: [], lines: new Int32Array(0), unread: [{ line, value: '' }] };
      continue;
    }
    yield { ...rowsUnderHead(event.batch, headers.length, top), asAbove: event.asAbove };
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
