import { type JoinedDown, SHEET_COLUMNS } from '../sheet-table';
import { plainNumber } from '../xlsx/cell-values';
import type { Attributes, XmlListener } from '../xml';

const SHEET_ROWS = 1 << 20;
/** What stands in or beside cells and is no content of them: notes, drawings, what was changed. */
const BESIDE = new Set(['annotation', 'frame', 'custom-shape', 'shapes', 'tracked-changes', 'dde-links']);

/** A row of a sheet, where it first stands, and in how many rows from there on. */
export interface RepeatedRow {
  readonly sheet: number;
  readonly cells: readonly string[];
  readonly row: number;
  readonly times: number;
  readonly joined?: readonly JoinedDown[];
}

/** Makes rows of the sheets of a document that are needed, each known by its place among them. */
export class SheetRows implements XmlListener {
  /** Of the sheets that have begun. */
  readonly names: string[] = [];
  /** What the document is: a text, a drawing. */
  kind: string | null = null;
  /** Sheets that have been heard to their end. */
  ended = 0;
  #ready: RepeatedRow[] = [];
  #isBody = false;
  #sheet = -1;
  #needed = false;
  #depth = 0;
  #beside = 0;
  #row = 0;
  #times = 1;
  #open: { readonly cells: string[]; readonly joined: JoinedDown[] } = { cells: [], joined: [] };
  #column = 0;
  #repeats = 1;
  /** What the cell holds, or where that is null its paragraphs as lines; and how many rows it reaches over. */
  #cell: { readonly value: string | null; readonly lines: string[]; readonly rows: number } = {
    value: null,
    lines: [],
    rows: 1,
  };
  #isText = false;

  constructor(readonly needs: (sheet: number) => boolean) {}

  take(): RepeatedRow[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#isBody) {
      this.#isBody = false;
      this.kind ??= name;
    } else if (name === 'body') this.#isBody = true;
    if (BESIDE.has(name)) this.#beside++;
    if (name === 'table' && this.#beside === 0 && this.#depth++ === 0) {
      this.#sheet++;
      this.#row = 0;
      this.#needed = this.needs(this.#sheet);
      this.names.push(attributes['table:name'] ?? `Sheet${this.#sheet + 1}`);
    }
    if (name === 'table-row' && this.#depth === 1) this.#needed = this.needs(this.#sheet);
    if (!this.#isHere()) return;
    switch (name) {
      case 'table-row':
        this.#times = timesIn(attributes['table:number-rows-repeated']);
        this.#open = { cells: [], joined: [] };
        this.#column = 0;
        return;
      case 'table-cell':
      case 'covered-table-cell':
        this.#repeats = timesIn(attributes['table:number-columns-repeated']);
        this.#cell = {
          value: valueIn(attributes),
          lines: [],
          rows: timesIn(attributes['table:number-rows-spanned']),
        };
        return;
      case 'p':
        this.#cell.lines.push('');
        this.#isText = true;
        return;
      case 's':
        this.text(' '.repeat(Math.min(1000, timesIn(attributes['text:c']))));
        return;
      case 'tab':
        this.text('\t');
        return;
      case 'line-break':
        this.text('\n');
    }
  }

  text(text: string): void {
    const { lines } = this.#cell;
    if (this.#isText && this.#isHere()) lines[lines.length - 1] += text;
  }

  close(name: string): void {
    if (this.#isHere()) {
      if (name === 'p') this.#isText = false;
      else if (name === 'table-cell' || name === 'covered-table-cell') this.#put();
      else if (name === 'table-row') this.#end();
    }
    if (name === 'table' && this.#beside === 0 && --this.#depth === 0) this.ended = this.#sheet + 1;
    if (BESIDE.has(name)) this.#beside--;
  }

  #isHere(): boolean {
    return this.#needed && this.#depth === 1 && this.#beside === 0;
  }

  #put(): void {
    const { cells, joined } = this.#open;
    const { value, lines, rows } = this.#cell;
    const cell = value ?? lines.join('\n');
    const end = Math.min(SHEET_COLUMNS, this.#column + this.#repeats);
    if (cell !== '' && end > this.#column) {
      while (cells.length < this.#column) cells.push('');
      while (cells.length < end) cells.push(cell);
      for (let column = this.#column; rows > 1 && column < end; column++)
        joined.push({ column, lastRow: this.#row + rows });
    }
    this.#column = end;
  }

  #end(): void {
    const times = Math.min(this.#times, SHEET_ROWS - this.#row);
    if (this.#open.cells.length > 0 && times > 0)
      this.#ready.push({ sheet: this.#sheet, row: this.#row + 1, times, ...this.#open });
    this.#row += times;
  }
}

function timesIn(cell: string | undefined): number {
  const times = Number(cell ?? 1);
  return Number.isInteger(times) && times > 0 ? times : 1;
}

/** The value of a cell as a person would type it; null where its text is that. */
function valueIn(attributes: Attributes): string | null {
  switch (attributes['office:value-type']) {
    case 'float':
    case 'percentage':
    case 'currency':
      return plainNumber(attributes['office:value'] ?? '');
    case 'date':
      return dayIn(attributes['office:date-value']);
    case 'time':
      return clockIn(attributes['office:time-value'] ?? '');
    case 'boolean':
      return attributes['office:boolean-value'] ?? null;
    case 'string':
      return attributes['office:string-value'] ?? null;
    default:
      return null;
  }
}

/** A day without a time where it is midnight, and without parts of seconds. */
function dayIn(cell: string | undefined): string | null {
  return cell?.replace(/[.,]\d+$/, '').replace(/T00:00(:00)?$/, '') ?? null;
}

/** `PT10H30M00S` as `10:30:00`. */
function clockIn(duration: string): string | null {
  const match = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(duration);
  return match === null
    ? null
    : match
        .slice(1)
        .map((part) => part.padStart(2, '0'))
        .join(':');
}
