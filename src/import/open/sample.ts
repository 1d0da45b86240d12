import type { AsAbove, Encoding, FileFormat, PreviewRow } from '../../domain/imports';
import { guessEncoding, looksBinary, withoutMark } from './bytes/encoding';
import { readBeginning, type SourceFile } from './bytes/source';
import type { CellTable } from './cell-table';
import { isBlankRow } from './row-faults';
import { RowsAbove } from './rows-above';
import { rowsOfText, sniffDelimiter, sniffEscape } from './csv/sniff';
import { headOf, usualWidth, type Head } from './head';
import { headlessColumns } from './headless-columns';

/** Enough to guess types by, and enough to know the header again. */
export const SAMPLE_BYTES = 1 << 20;
export const HEAD_BYTES = 1 << 16;

/** The beginning of a file, read in one format. */
export interface FileSample {
  readonly format: FileFormat;
  /** Text of the header line as written, quotes included; null without a header. */
  readonly headerText: string | null;
  readonly headers: readonly string[];
  /** Data rows (header and what stands before it left out) and their physical lines. */
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly whole: boolean;
  /** Its last rows may lie in another file. */
  readonly writesAhead?: boolean;
  /** Several lines of the text are its head. */
  readonly joinedHead?: boolean;
  /** What the text begins with, blanks left out. */
  readonly beginning: string;
}

/** Parts of the format that are settled already, by the person or by the door. */
export type FixedFormat = Partial<
  Pick<FileFormat, 'encoding' | 'delimiter' | 'headerLine' | 'escape' | 'asAbove'>
>;

const PREVIEW_ROWS = 20;

export function previewOf({ rows, lines }: FileSample): readonly PreviewRow[] {
  return rows.slice(0, PREVIEW_ROWS).map((cells, i) => ({ line: lines[i], cells }));
}

/** A sample with what its blank cells stand for. */
export function completedSample(sample: FileSample, asAbove: AsAbove): FileSample {
  const above = new RowsAbove(asAbove, sample.headers);
  const rows = sample.rows.map((row) => above.complete([...row]));
  return { ...sample, rows, format: { ...sample.format, asAbove } };
}

/** @returns null when the bytes are no text; a sample without headers when they are empty. */
export async function sampleFile(
  source: SourceFile,
  fixed: FixedFormat = {},
  limitBytes: number = SAMPLE_BYTES,
): Promise<FileSample | null> {
  const sample = await sampleAsWritten(source, fixed, limitBytes);
  return sample === null || fixed.asAbove === undefined ? sample : completedSample(sample, fixed.asAbove);
}

async function sampleAsWritten(
  source: SourceFile,
  fixed: FixedFormat,
  limitBytes: number,
): Promise<FileSample | null> {
  if (source.table !== undefined) {
    const sample = await sampleTable(source.table, limitBytes);
    return source.writesAhead ? { ...sample, writesAhead: true } : sample;
  }
  const { bytes, gzip, whole } = await readBeginning(source, limitBytes);
  if (looksBinary(bytes)) return null;
  const encoding = fixed.encoding ?? guessEncoding(bytes);
  const text = decodeBeginning(bytes, encoding, whole);
  const delimiter = fixed.delimiter ?? sniffDelimiter(text, whole);
  const escape = fixed.escape ?? sniffEscape(text, delimiter, whole);
  const { rows, lines } = rowsOfText(text, delimiter, escape, whole || !text.includes('\n'));
  const head = headAt(fixed.headerLine, rows, lines);
  const width = usualWidth(rows);
  const named = head === null ? headlessColumns(source.path, width) : head.names;
  const headers = named ?? Array.from({ length: width }, (_, i) => `column ${i + 1}`);
  const first = head === null ? 0 : head.last + 1;
  // The line below the head of a table in Markdown says nothing of its columns.
  const body = rows.flatMap((row, i) => (i < first || (i === first && isBlankRow(row)) ? [] : [i]));
  const headerLine = head === null ? null : lines[head.last];
  return {
    format: { encoding, delimiter, headerLine, escape, gzip },
    headerText:
      headerLine === null || head?.joined === true ? null : (text.split('\n', headerLine).at(-1) ?? ''),
    headers: headers.map((header) => header.trim()),
    rows: body.map((i) => rows[i]),
    lines: body.map((i) => lines[i]),
    whole,
    ...(head?.joined === true ? { joinedHead: true } : {}),
    beginning: text.slice(0, 4096).trimStart().slice(0, 200),
  };
}

/** The beginning of a table whose rows come as cells. */
async function sampleTable(table: CellTable, limitBytes: number): Promise<FileSample> {
  const { form, headers } = table;
  const rows: string[][] = [];
  const lines: number[] = [];
  let chars = 0;
  let whole = true;
  for await (const batch of table.rows(() => undefined)) {
    if (chars > limitBytes) {
      whole = false;
      break;
    }
    for (const [i, row] of batch.rows.entries()) {
      rows.push(row);
      lines.push(batch.lines[i]);
      chars += row.reduce((sum, cell) => sum + cell.length + 1, 0);
    }
  }
  const format = {
    encoding: 'utf-8',
    delimiter: ',',
    headerLine: null,
    escape: '"',
    gzip: false,
    form,
  } as const;
  return { format, headerText: null, headers, rows, lines, whole, beginning: '' };
}

/** The head that ends in the line that somebody has said, else as it is found. */
function headAt(
  fixed: number | null | undefined,
  rows: readonly (readonly string[])[],
  lines: readonly number[],
): Head | null {
  if (fixed === null) return null;
  const found = headOf(rows);
  if (fixed === undefined || (found !== null && lines[found.last] === fixed)) return found;
  const last = lines.findIndex((line) => line >= fixed);
  return last === -1 ? null : { last, names: rows[last], joined: false };
}

function decodeBeginning(bytes: Uint8Array, encoding: Encoding, whole: boolean): string {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const text = decoder.decode(withoutMark(bytes, encoding), { stream: !whole }).replace(/\r\n?/g, '\n');
  return text;
}
