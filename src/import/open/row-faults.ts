import type { RowFacts } from '../../domain/facts/imports';
import type { LossReason } from '../../domain/imports';
import { unreadableIn } from './bytes/unreadable';

/** What every row of a file has to look like. */
export interface RowShape {
  readonly width: number;
  /** Cells of the header, or null without one. */
  readonly head: readonly string[] | null;
  /** Rows of nothing but delimiters, as spreadsheets leave them below a table, are no rows. */
  readonly skipsBlank: boolean;
  /** Bytes that are no text were met where these rows come from. */
  readonly suspect: boolean;
}

export type RowFault =
  | { readonly code: 'blank' }
  | {
      [Code in keyof RowFacts]: {
        readonly code: Code;
        readonly column?: string;
        readonly value?: string;
        readonly details: RowFacts[Code];
      };
    }[keyof RowFacts];

/** A broken quote has taken the row's neighbours in. */
export const SWALLOWED: RowFault = { code: 'D07', details: { reason: 'inside' } };

/** Why a row as a whole is left out, before its cells are read; `blank`: it was none. */
export function faultOf(
  row: readonly string[],
  { width, head, skipsBlank, suspect }: RowShape,
): RowFault | null {
  if (skipsBlank && isBlankRow(row)) return { code: 'blank' };
  if (suspect) {
    const cell = unreadableIn(row);
    if (cell !== null) return { code: 'D08', value: cell, details: { reason: 'no-text' } };
  }
  if (row.length !== width) return { code: 'D06', details: { cells: row.length, expected: width } };
  if (repeatsHead(row, head)) return { code: 'D16', column: head?.[0].trim(), value: row[0], details: {} };
  return null;
}

/** Nothing but delimiters, or what is drawn below the head of a table in Markdown. */
export function isBlankRow(row: readonly string[]): boolean {
  return (row[0] === '' && row.every((cell) => cell === '')) || isRuler(row);
}

function isRuler(row: readonly string[]): boolean {
  if (!/^\s*(:?[-+=]{2}|$)/.test(row[0]) || !/^\s*:?[-+=]{2}/.test(row[0] || (row.at(1) ?? ''))) return false;
  return row.every((cell) => /^\s*(:?[-+=]{2,}:?)?\s*$/.test(cell));
}

/** The header once more, as where files were joined; with their byte order marks. */
export function repeatsHead(row: readonly string[], head: readonly string[] | null): boolean {
  if (head === null || row.length < head.length) return false;
  for (let i = 1; i < head.length; i++) if (row[i] !== head[i]) return false;
  return row[0] === head[0] || row[0].replace(/^\ufeff/, '') === head[0].replace(/^\ufeff/, '');
}

const EMPTY: { readonly [field: string]: LossReason } = {
  USER_ID: 'no-user',
  ITEM_ID: 'no-item',
  TIMESTAMP: 'no-time',
};
const LOSSES: { readonly [code in keyof RowFacts]?: LossReason } = {
  D06: 'ragged',
  D10: 'unread-number',
  D11: 'unread-number',
  D12: 'unread-time',
  D13: 'unread-time',
  D14: 'unheld',
  D15: 'unheld',
  D19: 'unheld',
};

/** Why a row with this fault is left out; `field` is that of the cell, if it is one's. */
export function lossOf(code: keyof RowFacts, field: string | null): LossReason {
  if (code === 'D09') return (field !== null && EMPTY[field]) || 'no-value';
  if (code === 'D16') return field === null ? 'header-again' : 'unheld';
  return LOSSES[code] ?? 'broken';
}
