const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/**
 * A number as docs/rules/datasets.md has it: optional sign, digits, optional fraction and exponent. Anything else
 * (thousands separators, currency, Infinity, blanks) is NaN.
 *
 * Up to 15 digits are read in place: digits ÷ power of ten is one correctly rounded division, so the result is
 * the same double that `Number` gives.
 */
export function parseNumber(cell: string): number {
  const length = cell.length;
  if (length === 0 || length > 16) return parseSlowly(cell);
  let at = 0;
  const negative = cell.charCodeAt(0) === 45;
  if (negative) at = 1;
  let digits = 0;
  let value = 0;
  let fraction = -1;
  for (; at < length; at++) {
    const code = cell.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      value = value * 10 + (code - 48);
      digits++;
    } else if (code === 46 && fraction < 0) fraction = digits;
    else return parseSlowly(cell);
  }
  if (digits === 0 || digits > 15) return parseSlowly(cell);
  if (fraction >= 0) value /= POWERS[digits - fraction];
  return negative ? -value : value;
}

function parseSlowly(cell: string): number {
  if (!NUMBER.test(cell)) return NaN;
  const value = Number(cell);
  return Number.isFinite(value) ? value : NaN;
}

/** A whole number ≥ 0 of up to 15 plain digits, or −1: the quick way in for timestamps and numeric ids. */
export function parseDigits(cell: string): number {
  const length = cell.length;
  if (length === 0 || length > 15) return -1;
  let value = 0;
  for (let at = 0; at < length; at++) {
    const code = cell.charCodeAt(at);
    if (code < 48 || code > 57) return -1;
    value = value * 10 + (code - 48);
  }
  return value;
}

/**
 * Whether a cell says more than the number it reads as: zeros in front (a postcode), or whole digits beyond 2^53 (an
 * id). Such a column is text.
 */
export function losesDigits(cell: string, value: number): boolean {
  const first = cell.charCodeAt(0);
  if (first === 48 && cell.length > 1) {
    const second = cell.charCodeAt(1);
    return second >= 48 && second <= 57;
  }
  return (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) && /^[+-]?\d+$/.test(cell);
}

/** What programs write where there is no number: R, pandas, databases, spreadsheets. */
const NO_NUMBER = /^(na|n\/a|#n\/a|nan|null|none|\\n|-|\.)$/i;

export function isNoNumber(cell: string): boolean {
  return cell.length < 5 && NO_NUMBER.test(cell);
}

/** Whether each cell is the number behind the one before: 1, 2, 3 …, from wherever it begins. */
export function countUp(cells: readonly string[]): boolean {
  return cells.every((cell, i) => i === 0 || Number(cell) === Number(cells[i - 1]) + 1);
}
