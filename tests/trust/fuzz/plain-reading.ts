import Papa from 'papaparse';
import type { Column, NumberColumn } from '../../../src/domain/columns';
import type { ColumnPlan, FileFormat } from '../../../src/domain/imports';

/** A row of a file as a reader of its own finds it. */
export interface PlainRow {
  /** Physical line, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quoted cell goes on behind its end, and has taken a delimiter or a line end in. */
  readonly broken: boolean;
}

export interface PlainFile {
  readonly header: readonly string[] | null;
  readonly rows: readonly PlainRow[];
  /** The last quote is never closed. */
  readonly open: boolean;
}

/** Reads the rows of a file all at once, with PapaParse alone. */
export function plainReading(bytes: Uint8Array, format: FileFormat): PlainFile {
  const { encoding, delimiter, headerLine, escape } = format;
  // Not in one go: Node then takes Windows-1252 for Latin-1.
  const decoder = new TextDecoder(encoding);
  const whole = decoder.decode(bytes, { stream: true }) + decoder.decode();
  // As Windows-1252 the mark of UTF-8 is read for three letters.
  const decoded = whole.replace(/^ï»¿/, '').replace(/\r\n|\r/g, '\n');
  const text = escape === '\\' ? doubled(decoded) : decoded;
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    quoteChar: '"',
    escapeChar: '"',
  });
  let line = 1;
  let header: readonly string[] | null = null;
  const rows: PlainRow[] = [];
  const isInvalid = new Set(errors.filter(({ code }) => code === 'InvalidQuotes').map(({ row }) => row));
  for (const [i, cells] of data.entries()) {
    const start = line;
    line += 1 + cells.join('').split('\n').length - 1;
    if (cells.length === 1 && cells[0].trim() === '') continue;
    if (headerLine !== null && start <= headerLine) header = cells;
    else {
      const broken =
        isInvalid.has(i) &&
        cells.some((cell) => cell.includes('"') && (cell.includes('\n') || cell.includes(delimiter)));
      rows.push({ line: start, cells, broken });
    }
  }
  return { header, rows, open: errors.some(({ code }) => code === 'MissingQuotes') };
}

/** `\"` as `""`, and `\\` as one, within quotes. */
function doubled(text: string): string {
  let inside = false;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    if (inside && text[i] === '\\' && i + 1 < text.length) {
      const next = text[++i];
      out += next === '"' ? '""' : next === '\\' ? '\\' : `\\${next}`;
      continue;
    }
    if (text[i] === '"') inside = !inside;
    out += text[i];
  }
  return out;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const NO_NUMBER = /^(na|n\/a|#n\/a|nan|null|none|\\n|-|\.)$/i;

/** Whether a stored value is what the cell says; null where only the product can say what it stands for. */
export function isCellOf(
  column: Column,
  row: number,
  cell: string,
  plan: ColumnPlan,
  trims: boolean,
): boolean {
  const text = trims ? cell.trim() : cell;
  switch (column.kind) {
    case 'number': {
      const isEmpty = isNull(column, row);
      if (plan.derived !== undefined) return isEmpty || cell.includes(`(${column.values[row]}`);
      if (plan.timeUnit !== undefined)
        return isEmpty === (text === '') && (isEmpty || isTimeOf(column.values[row], text, plan.timeUnit));
      // As R, pandas, databases and spreadsheets say that there is none, under rules of the service's alone no number.
      if (text === '' || (trims && NO_NUMBER.test(text))) return isEmpty;
      if (plan.numbers !== undefined) return !isEmpty;
      return !isEmpty && NUMBER.test(text) && Object.is(column.values[row] + 0, Number(text) + 0);
    }
    case 'boolean':
      return column.values[row] === (cell === '' ? 2 : cell === 'true' ? 1 : cell === 'false' ? 0 : -1);
    case 'text':
      return (
        (column.values[row] ?? '') === cell ||
        (column.values[row] === null && text === '') ||
        (column.textual && cell.length > 6999)
      );
    case 'code': {
      const value = column.codes[row] < 0 ? '' : column.vocabulary[column.codes[row]];
      if (value === '' && (text === '' || cell === '(no genres listed)')) return true;
      return column.categorical ? value === partsOf(cell).join('|') : value === cell;
    }
    case 'multi': {
      const values = Array.from(
        column.codes.subarray(column.offsets[row], column.offsets[row + 1]),
        (code) => column.vocabulary[code],
      );
      return (
        values.join('|') === partsOf(cell).join('|') || (values.length === 0 && cell === '(no genres listed)')
      );
    }
  }
}

function partsOf(cell: string): string[] {
  return [...new Set(cell.split('|').map((part) => part.trim()))].filter((part) => part !== '');
}

/** Whether these are the seconds that a cell says; dates in other forms than ISO count as such. */
export function isTimeOf(seconds: number, text: string, unit: string): boolean {
  if (Number.isNaN(new Date(seconds * 1000).getTime()) || seconds < 0) return false;
  if (unit === 'seconds' || unit === 'milliseconds') {
    if (!NUMBER.test(text)) return false;
    const value = Number(text);
    // Their size says whether they count milliseconds, microseconds or nanoseconds.
    const parts = value < 1e11 ? 1 : value < 1e14 ? 1e3 : value < 1e17 ? 1e6 : 1e9;
    return seconds === Math.floor(value / parts);
  }
  if (unit === 'year') return new Date(seconds * 1000).toISOString().startsWith(`${text}-01-01T00:00:00`);
  // A leap second is the one before it.
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d:[0-5]\d)?$/.test(text))
    return seconds === Date.parse(text.length > 10 ? `${text}Z` : text) / 1000;
  return true;
}

function isNull({ nulls }: NumberColumn, row: number): boolean {
  return nulls !== null && (nulls[row >> 3] & (1 << (row & 7))) !== 0;
}
