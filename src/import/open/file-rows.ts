import type { FilePlan } from '../../domain/imports';
import type { Job } from '../../domain/ports';
import { BadBytes, decodeText } from './bytes/decode';
import { readBytes, type SourceFile } from './bytes/source';
import { CsvReader, type RowBatch } from './csv/reader';
import type { CellRows, CellTable, UnreadRecord } from './cell-table';
import { RowsAbove } from './rows-above';

/** Bytes done and to do, over all files of an import. */
export interface ReadingProgress {
  done: number;
  readonly total: number;
}

export type FileEvent =
  | {
      readonly kind: 'rows';
      readonly batch: RowBatch;
      readonly backslashQuotes: boolean;
      /** Length of the text that they come from. */
      readonly chars: number;
      readonly suspect: boolean;
      /** How many of them have cells that stand for those above. */
      readonly asAbove?: number;
    }
  | { readonly kind: 'unread'; readonly records: readonly UnreadRecord[] }
  | { readonly kind: 'left-out'; readonly rows: NonNullable<CellRows['leftOut']> }
  | { readonly kind: 'bad-bytes'; readonly line: number; readonly byteOffset: number; readonly byte: number }
  | { readonly kind: 'unclosed-quote'; readonly line: number };

/** Longest stretch of work without letting messages in, ms; the rule is 50. */
const CHECKPOINT_MS = 25;

/**
 * The rows of one file, header included, in batches of about 256 KiB. Ends early on bytes that are not in the
 * plan's encoding.
 *
 * @throws AppError FILE_UNREADABLE, ARCHIVE_LIMIT, CANCELLED.
 */
export async function* fileRows(
  source: SourceFile,
  plan: Pick<FilePlan, 'door' | 'format'>,
  progress: ReadingProgress,
  job: Job,
): AsyncGenerator<FileEvent> {
  const { asAbove, headerLine } = plan.format;
  const events =
    source.table === undefined
      ? textRows(source, plan, progress, job)
      : tableRows(source.table, progress, job);
  if (asAbove === undefined) return yield* events;
  const above = new RowsAbove(asAbove, source.table?.headers ?? null);
  for await (const event of events)
    yield event.kind === 'rows' ? completed(event, above, headerLine ?? 0) : event;
}

function completed(event: FileEvent & { readonly kind: 'rows' }, above: RowsAbove, top: number): FileEvent {
  const { rows, lines, swallowed } = event.batch;
  const before = above.count;
  const whole = rows.map((row, i) => {
    if (lines[i] <= top) return (above.head = row);
    return swallowed.has(i) ? above.broken(row) : above.complete(row);
  });
  return { ...event, batch: { ...event.batch, rows: whole }, asAbove: above.count - before };
}

/** Lets messages in, and tells how far it is, where it is time for that or the work `isOver`. */
function pauses(progress: ReadingProgress, job: Job): (isOver?: boolean) => Promise<void> {
  let lastMs = performance.now();
  return async (isOver = false) => {
    if (!isOver && performance.now() - lastMs <= CHECKPOINT_MS) return;
    await job.checkpoint('reading', Math.min(progress.done, progress.total), progress.total);
    lastMs = performance.now();
  };
}

async function* textRows(
  source: SourceFile,
  plan: Pick<FilePlan, 'door' | 'format'>,
  progress: ReadingProgress,
  job: Job,
): AsyncGenerator<FileEvent> {
  const { encoding, delimiter, escape, gzip } = plan.format;
  const reader = new CsvReader(delimiter, escape);
  const bytes = readBytes(source, gzip, (count) => (progress.done += count));
  const pause = pauses(progress, job);
  let marked = false;
  // A row may begin in the piece before.
  let [suspect, before] = [false, false];
  const mark = plan.door === 'mapping' ? () => (marked = true) : null;
  try {
    for await (const text of decodeText(bytes, encoding, mark)) {
      const here: boolean = marked || text.includes('\0');
      [suspect, before] = [here || before, here];
      yield {
        kind: 'rows',
        batch: reader.push(text),
        backslashQuotes: text.includes('\\"'),
        chars: text.length,
        suspect,
      };
      await pause();
    }
  } catch (error) {
    if (!(error instanceof BadBytes)) throw error;
    const line = await lineOf(source, gzip, error.byteOffset);
    yield { kind: 'bad-bytes', line, byteOffset: error.byteOffset, byte: error.byte };
    return;
  }
  yield { kind: 'rows', batch: reader.end(), backslashQuotes: false, chars: 0, suspect: marked || before };
  if (reader.unclosedQuoteLine !== null) yield { kind: 'unclosed-quote', line: reader.unclosedQuoteLine };
  await pause(true);
}

async function* tableRows(table: CellTable, progress: ReadingProgress, job: Job): AsyncGenerator<FileEvent> {
  const pause = pauses(progress, job);
  for await (const { rows, lines, unread, leftOut } of table.rows((count) => (progress.done += count))) {
    const batch = { rows, lines, badQuotes: false, swallowed: new Set<number>() };
    yield { kind: 'rows', batch, backslashQuotes: false, chars: 0, suspect: false };
    if (unread !== undefined && unread.length > 0) yield { kind: 'unread', records: unread };
    if (leftOut !== undefined) yield { kind: 'left-out', rows: leftOut };
    await pause();
  }
  await pause(true);
}

/** The physical line of a byte: the file is read again up to it (only when something is wrong there). */
async function lineOf(source: SourceFile, gzip: boolean, byteOffset: number): Promise<number> {
  let line = 1;
  let at = 0;
  let previous = 0;
  for await (const chunk of readBytes(source, gzip)) {
    const end = Math.min(chunk.length, byteOffset - at);
    for (let i = 0; i < end; i++) {
      const byte = chunk[i];
      if (byte === 13 || (byte === 10 && previous !== 13)) line++;
      previous = byte;
    }
    at += chunk.length;
    if (at >= byteOffset) break;
  }
  return line;
}
