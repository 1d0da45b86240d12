import Papa from 'papaparse';
import { Unescaper } from './backslash';

/** Rows of one text piece. `lines[i]` is the physical line on which row i starts (from 1); blank lines are left out. */
export interface RowBatch {
  readonly rows: string[][];
  readonly lines: Int32Array;
  /** A quoted cell was followed by something else than a delimiter or a line end. */
  readonly badQuotes: boolean;
  /** Places of the rows in which such a cell has taken in the delimiter or line end that came next. */
  readonly swallowed: ReadonlySet<number>;
}

/** What @types/papaparse leaves out: the parser proper, which reads one text and says how far it got. */
interface PieceParser {
  parse(
    input: string,
    baseIndex: number,
    ignoreLastRow: boolean,
  ): { data: string[][]; errors: { code: string; row: number }[]; meta: { cursor: number } };
}
type PieceParserClass = new (config: {
  delimiter: string;
  newline: string;
  quoteChar: string;
  escapeChar: string;
}) => PieceParser;

/**
 * Cuts text pieces into rows of cells. PapaParse reads; this class keeps what a piece border cuts off, counts
 * physical lines through quoted line breaks, and undoes backslash escapes beforehand (PapaParse's own escape
 * character lets a cell that ends in a backslash swallow the rest of the file).
 *
 * Text must have `\n` line ends only, as `decodeText` gives it. The rows are the same for any cutting.
 */
export class CsvReader {
  readonly #parser: PieceParser;
  readonly #unescaper: Unescaper | null;
  #partial = '';
  #line = 1;
  /** Line on which a quote opened that was still open at the end of the text, else null. */
  unclosedQuoteLine: number | null = null;

  constructor(
    private readonly delimiter: string,
    escape: '"' | '\\',
  ) {
    const Parser = Papa.Parser as unknown as PieceParserClass;
    this.#parser = new Parser({ delimiter, newline: '\n', quoteChar: '"', escapeChar: '"' });
    this.#unescaper = escape === '\\' ? new Unescaper() : null;
  }

  push(text: string): RowBatch {
    const piece = this.#unescaper ? this.#unescaper.push(text) : text;
    const input = this.#partial === '' ? piece : this.#partial + piece;
    const { data, errors, meta } = this.#parser.parse(input, 0, true);
    this.#partial = input.slice(meta.cursor);
    return this.#batch(data, input, meta.cursor, errors);
  }

  end(): RowBatch {
    const input = this.#partial + (this.#unescaper?.end() ?? '');
    this.#partial = '';
    if (input === '') return { rows: [], lines: new Int32Array(0), badQuotes: false, swallowed: new Set() };
    const { data, errors } = this.#parser.parse(input, 0, false);
    const unclosed = errors.some((error) => error.code === 'MissingQuotes');
    const broken = unclosed ? data.pop() : undefined;
    const batch = this.#batch(
      data,
      input,
      input.length,
      errors.filter((error) => error.code !== 'MissingQuotes'),
    );
    if (broken) this.unclosedQuoteLine = this.#line + lineBreaks(broken.slice(0, -1));
    return batch;
  }

  #batch(
    data: string[][],
    input: string,
    length: number,
    errors: readonly { readonly row: number }[],
  ): RowBatch {
    const bad = new Set(errors.flatMap(({ row }) => (row < data.length ? [row] : [])));
    const swallowed = new Set<number>();
    const lines = new Int32Array(data.length);
    const rows = data;
    let kept = 0;
    const multiline = input.includes('"') && countLineBreaks(input, length) !== data.length;
    for (let i = 0; i < data.length; i++) {
      const row = data[i];
      const start = this.#line;
      this.#line += multiline ? 1 + lineBreaks(row) : 1;
      if (row.length === 1 && row[0].trim() === '') continue;
      if (bad.has(i) && row.some((cell) => this.#hasSwallowed(cell))) swallowed.add(kept);
      rows[kept] = row;
      lines[kept++] = start;
    }
    rows.length = kept;
    return { rows, lines: lines.subarray(0, kept), badQuotes: bad.size > 0, swallowed };
  }

  /** In a row with bad quotes; `The "Best" Film` in quotes of its own is read as it was meant. */
  #hasSwallowed(cell: string): boolean {
    return cell.includes('"') && (cell.includes('\n') || cell.includes(this.delimiter));
  }
}

function countLineBreaks(text: string, length: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < length; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function lineBreaks(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) if (cell.includes('\n')) count += countLineBreaks(cell, cell.length);
  return count;
}
