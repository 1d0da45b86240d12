import type { SourceFile } from '../../bytes/source';
import type { CellTable } from '../../cell-table';
import { SAMPLED_ROWS, SHEET_COLUMNS, sheetTable, type FilledRow, type ReadRows } from '../sheet-table';
import { textPieces } from '../text-pieces';
import { XmlReader, type Attributes, type Book, type XmlListener } from '../xml';
import { isoOfSerial, plainNumber, textOfString, type NumberKind } from './cell-values';
import { columnOf, mergedRanges, MergedRanges } from './merged-ranges';

/** What the sheets of a workbook share. */
export interface SharedParts {
  readonly book: Book;
  readonly from1904: boolean;
  /** What a number of each style of cells stands for. */
  readonly kinds: readonly NumberKind[];
  /** Texts that cells name by their place. Read when first asked for, and then kept. */
  strings(): Promise<readonly string[]>;
}

/** Nearly all cells of a sheet, which need no parser: it would take twice the time for all. */
const CELL = /<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?><v>([^<&]*)<\/v><\/c>/g;

/** The table of a sheet; null where it has no rows. @param sizeBytes of the workbook, for progress. */
export async function openSheet(
  part: SourceFile,
  shared: SharedParts,
  sizeBytes: number,
): Promise<CellTable | null> {
  // The share of the part's letters stands for that of the workbook's bytes.
  const share = sizeBytes / Math.max(1, part.sizeBytes);
  const read =
    (merged: MergedRanges): ReadRows =>
    (onRead) =>
      sheetRows(part, shared, merged, (chars) => onRead(Math.floor(chars * share)));
  const first: FilledRow[] = [];
  for await (const rows of read(NONE)(() => undefined)) {
    first.push(...rows);
    if (first.length >= SAMPLED_ROWS) break;
  }
  const merged = leavesBlank(first) ? await mergedRanges(part, shared.book) : NONE;
  return sheetTable(shared.book, first, read(merged));
}

const NONE = new MergedRanges();

/** Whether a row has nothing where the one above has something, as below joined cells: most sheets need no search for them. */
function leavesBlank(rows: readonly FilledRow[]): boolean {
  return rows.some(
    ({ cells }, i) =>
      i > 0 && rows[i - 1].cells.some((above, at) => above !== '' && (cells[at] ?? '') === ''),
  );
}

async function* sheetRows(
  part: SourceFile,
  shared: SharedParts,
  merged: MergedRanges,
  onChars: (chars: number) => void,
): AsyncGenerator<FilledRow[]> {
  const rows = new RowListener(shared, await shared.strings(), merged);
  const reader = new XmlReader(shared.book, rows);
  for await (const piece of textPieces(part, { gzip: false, encoding: 'utf-8' })) {
    onChars(piece.length);
    let from = 0;
    for (const { 0: cell, 1: column, 2: style = '0', 3: type = null, 4: value, index } of piece.matchAll(
      CELL,
    )) {
      if (index > from) reader.push(piece.slice(from, index));
      rows.whole({ column, style, type, value });
      from = index + cell.length;
    }
    reader.push(piece.slice(from));
    if (rows.ready.length > 0) yield rows.take();
  }
}

class RowListener implements XmlListener {
  ready: FilledRow[] = [];
  #cells: string[] = [];
  #row = 0;
  #column = -1;
  #type: string | null = null;
  #style = 0;
  #takes = false;
  /** How a word is spoken, in Japanese, is no part of it. */
  #isSpoken = false;
  #value = '';

  constructor(
    readonly shared: SharedParts,
    readonly strings: readonly string[],
    readonly merged: MergedRanges,
  ) {}

  take(): FilledRow[] {
    const { ready } = this;
    this.ready = [];
    return ready;
  }

  /** A cell that holds nothing but its value. */
  whole(cell: {
    readonly column: string;
    readonly style: string;
    readonly type: string | null;
    readonly value: string;
  }): void {
    this.#column = columnOf(cell.column) ?? SHEET_COLUMNS;
    this.#style = Number(cell.style);
    this.#type = cell.type;
    this.#value = cell.value;
    this.#put();
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'row': {
        const row = Number(attributes.r ?? this.#row + 1);
        this.#row = row > this.#row && row < 2 ** 31 ? row : this.#row + 1;
        this.#cells = [];
        this.#column = -1;
        return;
      }
      case 'c': {
        const column = columnOf(attributes.r ?? '');
        this.#column = column ?? this.#column + 1;
        this.#type = attributes.t ?? null;
        this.#style = Number(attributes.s ?? 0);
        this.#value = '';
        return;
      }
      case 'v':
      case 't':
        this.#takes = !this.#isSpoken;
        return;
      case 'rPh':
        this.#isSpoken = true;
    }
  }

  text(text: string): void {
    if (this.#takes) this.#value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#takes = false;
    else if (name === 'rPh') this.#isSpoken = false;
    else if (name === 'c') this.#put();
    else if (name === 'row' && this.#cells.length > 0)
      this.ready.push({ cells: this.#cells, row: this.#row, joined: this.merged.beginIn(this.#row) });
  }

  #put(): void {
    const cell = this.#cell();
    if (cell === '' || this.#column >= SHEET_COLUMNS) return;
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = cell;
  }

  #cell(): string {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return this.strings[Number(value)] ?? '';
      case 'inlineStr':
      case 'str':
        return textOfString(value);
      case 'b':
        return value === '' ? '' : value === '0' ? 'false' : 'true';
      case 'e':
        return '';
      case 'd':
        return value;
      default: {
        if (value === '') return '';
        const kind = this.shared.kinds[this.#style] ?? 'number';
        const number = Number(value);
        if (kind === 'number' || Number.isNaN(number)) return plainNumber(value);
        const iso = isoOfSerial(number, this.shared.from1904) ?? plainNumber(value);
        return kind === 'time' && number < 1 ? iso.slice(11) : iso;
      }
    }
  }
}
