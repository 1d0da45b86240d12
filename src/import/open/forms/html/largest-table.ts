import { TABLE_LIMITS } from '../../../../domain/table-limits';
import type { SourceFile } from '../../bytes/source';
import type { NamedTable } from '../../cell-table';
import {
  type FilledRow,
  type ReadRows,
  SAMPLED_ROWS,
  type TableHead,
  headOfRows,
  sheetTable,
} from '../sheet-table';
import { type TextDress, textPieces } from '../text-pieces';
import { Parser } from 'htmlparser2';
import { tableFault } from '../../table-fault';

interface Row extends FilledRow {
  /** Which of the page's tables it is in, from 0. */
  readonly table: number;
  /** All its cells are heads. */
  readonly heads: boolean;
}

/** The table of a page with the most cells; none where it has none of two rows. @throws AppError TABLE_UNREADABLE. */
export async function largestTable(source: SourceFile, dress: TextDress): Promise<readonly NamedTable[]> {
  const sizes = new Map<number, { cells: number; rows: Row[] }>();
  for await (const rows of rowsOfPage(source, dress))
    for (const row of rows) {
      const size = sizes.get(row.table) ?? { cells: 0, rows: [] };
      size.cells += row.cells.length;
      if (size.rows.length < SAMPLED_ROWS) size.rows.push(row);
      sizes.set(row.table, size);
    }
  const [largest] = [...sizes].sort(([, one], [, other]) => other.cells - one.cells);
  if (largest === undefined || largest[1].rows.length < 2) return [];
  const [place, { rows: first }] = largest;
  const read: ReadRows = async function* (onRead) {
    for await (const rows of rowsOfPage(source, dress, onRead))
      yield rows.filter(({ table, cells }) => table === place && cells.some((cell) => cell !== ''));
  };
  const found = sheetTable({ file: source.path, form: 'html' }, first, read, headOfTable(first));
  return found === null ? [] : [{ name: '', table: found }];
}

/** What the page calls heads, if its first row is; else what looks like them. */
function headOfTable(rows: readonly Row[]): TableHead | null {
  const [first] = rows;
  const second = rows.at(1);
  if (!first.heads || second?.heads !== false) return headOfRows(rows);
  return { headers: first.cells, columns: first.cells.map((_, i) => i), lastRow: first.row };
}

interface OpenTable {
  readonly place: number;
  row: number;
  cells: string[];
  heads: boolean;
  /** Of cells that go on in the rows below: the text, and for how many. */
  readonly below: Map<number, { readonly text: string; rows: number }>;
  cell: string | null;
  spans: { readonly columns: number; readonly rows: number };
}

/** Makes rows of the tables of a page; one inside another is a table of its own. */
class Rows {
  readonly #ready: Row[] = [];
  readonly #open: OpenTable[] = [];
  #tables = 0;

  open(name: string, attributes: { readonly [name: string]: string }): void {
    const table = this.#open.at(-1);
    if (name === 'table')
      this.#open.push({
        place: this.#tables++,
        row: 0,
        cells: [],
        heads: true,
        below: new Map(),
        cell: null,
        spans: { columns: 1, rows: 1 },
      });
    else if (table === undefined) return;
    else if (name === 'tr') {
      table.row++;
      table.cells = [];
      table.heads = true;
    } else if (name === 'td' || name === 'th') {
      table.cell = '';
      table.heads &&= name === 'th';
      table.spans = { columns: spanOf(attributes.colspan), rows: spanOf(attributes.rowspan) };
    } else if (name === 'br' && table.cell !== null) table.cell += ' ';
  }

  close(name: string): void {
    const table = this.#open.at(-1);
    if (table === undefined) return;
    if (name === 'table') this.#open.pop();
    else if ((name === 'td' || name === 'th') && table.cell !== null) {
      fillFromAbove(table);
      const text = shownText(table.cell);
      const { columns, rows } = table.spans;
      for (let i = 0; i < columns && table.cells.length < TABLE_LIMITS.columns; i++) {
        if (rows > 1) table.below.set(table.cells.length, { text: i === 0 ? text : '', rows: rows - 1 });
        table.cells.push(i === 0 ? text : '');
      }
      table.cell = null;
    } else if (name === 'tr') {
      fillFromAbove(table);
      const { cells, heads, place, row } = table;
      if (cells.length > 0) this.#ready.push({ cells, row, table: place, heads });
    }
  }

  taken(): Row[] {
    return this.#ready.splice(0);
  }

  text(text: string): void {
    const table = this.#open.at(-1);
    if (table !== undefined && table.cell !== null) table.cell += text;
  }
}

function fillFromAbove({ cells, below }: OpenTable): void {
  for (let above = below.get(cells.length); above !== undefined; above = below.get(cells.length)) {
    if (--above.rows === 0) below.delete(cells.length);
    cells.push(above.text);
  }
}

function spanOf(value: string | undefined): number {
  const span = Number(value ?? 1);
  return Number.isInteger(span) && span > 1 ? Math.min(span, 1000) : 1;
}

/** Elements within one another; pages have some dozens. */
const MOST_DEPTH = 1000;

/** The rows of all tables of a page, read from its beginning. @throws AppError TABLE_UNREADABLE. */
async function* rowsOfPage(
  source: SourceFile,
  dress: TextDress,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Row[]> {
  const rows = new Rows();
  let depth = 0;
  /** Inside of what is no text to read. */
  let hidden = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > MOST_DEPTH) throw tableFault({ file: source.path, form: 'html' }, 'too-deep');
      if (isHidden(name)) hidden++;
      rows.open(name, attributes);
    },
    onclosetag(name) {
      depth--;
      if (isHidden(name)) hidden--;
      rows.close(name);
    },
    ontext(text) {
      if (hidden === 0) rows.text(text);
    },
  });
  for await (const piece of textPieces(source, dress, onRead)) {
    parser.write(piece);
    yield rows.taken();
  }
  parser.end();
  yield rows.taken();
}

function isHidden(name: string): boolean {
  return name === 'script' || name === 'style';
}

export function shownText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
