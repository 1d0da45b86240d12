import type { NumberWriting } from '../../domain/imports';
import { plainMoney } from './money';
import type { NoticesOf, ReadingNotice } from './notice';
import { parseNumber } from './number';

/**
 * A way other than plain to write numbers. One more is one more entry in the list below and its words in
 * `src/copy/readings.ts`: the guess, the reading, the notice and the menu on screen follow.
 */
export interface UnplainNumbers {
  /** In plans and among the words. */
  readonly key: string;
  /** Whether a column is written so, from its filled cells in the beginning of the file. */
  isUsed(cells: readonly string[]): boolean;
  /** The cell as `parseNumber` reads it. Cells of another form come back unchanged. */
  plain(cell: string): string;
  /** Whether a cell that reads as it is would hardly be written in a column of this writing. */
  isForeign?(cell: string): boolean;
  readonly notice: ReadingNotice;
}

/** The first that fits a column is taken. */
export const NUMBER_WRITINGS = [
  {
    key: 'decimal-comma',
    isUsed: usesDecimalComma,
    plain: fromDecimalComma,
    isForeign: (cell: string): boolean =>
      cell.includes('.') && fromDecimalComma(cell) === cell && !Number.isNaN(parseNumber(cell)),
    notice: { code: 'DECIMAL_COMMA', facts: (): Record<string, never> => ({}) },
  },
  {
    key: 'money',
    isUsed: usesMoney,
    plain: (cell: string): string => plainMoney(cell) ?? cell,
    notice: {
      code: 'MONEY_READ',
      facts: (cells): { example: string } => ({
        example: cells.find((cell) => plainMoney(cell) !== null) ?? '',
      }),
    },
  },
  {
    key: 'grouped',
    isUsed: usesGroups,
    plain: (cell: string): string => (GROUPED.test(cell) ? cell.replaceAll(',', '') : cell),
    notice: {
      code: 'GROUPS_READ',
      facts: (cells): { example: string } => ({ example: cells.find((cell) => GROUPED.test(cell)) ?? '' }),
    },
  },
] as const satisfies readonly UnplainNumbers[];

export type UnplainWriting = (typeof NUMBER_WRITINGS)[number];

declare module '../../domain/imports' {
  interface NumberWritings extends Record<UnplainWriting['key'], true> {}
}
declare module '../../domain/facts/imports' {
  interface ReadingFacts extends NoticesOf<typeof NUMBER_WRITINGS> {}
}

/** Null for plain numbers. */
export function unplainWriting(key: NumberWriting = 'plain'): UnplainWriting | null {
  return NUMBER_WRITINGS.find((writing) => writing.key === key) ?? null;
}

/** How the numbers of a column are written, from its filled cells; null where plainly or where they are none. */
export function guessUnplain(cells: readonly string[]): UnplainWriting | null {
  return NUMBER_WRITINGS.find((writing) => writing.isUsed(cells)) ?? null;
}

/** Whether a number is surely written in another way than the one in which its column is read (null: plainly). */
export function isWrittenOtherwise(cell: string, writing: UnplainNumbers | null): boolean {
  if (writing !== null) return writing.isForeign?.(cell) === true;
  return Number.isNaN(parseNumber(cell)) && guessUnplain([cell]) !== null;
}

/** `1,234,500`, or with a point behind: a comma before every three digits. */
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
/** Fewer tell nothing. */
const LEAST_GROUPED = 3;
/** Prices end in zeros; a fraction of three digits is hardly ever written with them. */
const MOSTLY_ROUND = 0.8;

/**
 * All cells are numbers as they are or in groups, and that these are no fractions of three digits is told by one with
 * several groups, or by the zeros at their ends.
 */
function usesGroups(cells: readonly string[]): boolean {
  const grouped = new Set<string>();
  for (const cell of cells)
    if (GROUPED.test(cell)) grouped.add(cell);
    else if (Number.isNaN(parseNumber(cell))) return false;
  if (grouped.size < LEAST_GROUPED) return false;
  const round = [...grouped].filter((cell) => cell.endsWith('00')).length;
  return round >= grouped.size * MOSTLY_ROUND || [...grouped].some((cell) => /,\d{3},/.test(cell));
}

/** Nearly all cells are amounts with their currency. */
function usesMoney(cells: readonly string[]): boolean {
  let others = 0;
  for (const cell of cells) if (plainMoney(cell) === null && ++others * 10 > cells.length) return false;
  return cells.length > 0;
}

/** `1.234,5` → `1234.5`: how much of Europe writes numbers. */
function fromDecimalComma(cell: string): string {
  return /^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(cell)
    ? cell.replaceAll('.', '').replace(',', '.')
    : cell;
}

/** `4,5` in most cells that are no plain number, and in at least one. */
function usesDecimalComma(cells: readonly string[]): boolean {
  let commas = 0;
  let others = 0;
  // `1,234` alone could as well be a thousand and more.
  let certain = false;
  for (const cell of cells)
    if (Number.isNaN(parseNumber(cell))) {
      if (cell.includes(',') && fromDecimalComma(cell) !== cell) {
        commas++;
        if (!/,\d{3}$/.test(cell)) certain = true;
      } else others++;
    }
  return certain && commas > others * 9;
}
