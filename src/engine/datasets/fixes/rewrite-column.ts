import { isNull, type Column } from '../../../domain/columns';

const OTHER = 'other';

/** A category column with other words for some of its values, and the rows in which that shows. */
export interface Rewritten {
  readonly column: Column;
  readonly rows: readonly number[];
}

/** All but the `keep` most frequent values become `other`; ties go by the order of first appearance. */
export function groupRare(column: Column, keep: number): Rewritten {
  const counts = countValues(column);
  const order = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const rare = new Set(order.slice(keep));
  return rewrite(column, (value, code) => (rare.has(code) ? OTHER : value));
}

/** These spellings become the most frequent of them. */
export function mergeValues(column: Column, values: readonly string[]): Rewritten {
  if (column.kind !== 'code' && column.kind !== 'multi') return { column, rows: [] };
  const counts = countValues(column);
  const codes = column.vocabulary.flatMap((value, code) => (values.includes(value) ? [code] : []));
  const best = codes.reduce((a, b) => (counts[b] > counts[a] ? b : a), codes[0] ?? -1);
  if (best < 0) return { column, rows: [] };
  return rewrite(column, (value, code) => (codes.includes(code) ? column.vocabulary[best] : value));
}

/** Numbers outside of the range become empty cells; both ends stay. */
export function emptyOutside(column: Column, from: number, to: number): Rewritten {
  if (column.kind !== 'number') return { column, rows: [] };
  const { values } = column;
  const rows: number[] = [];
  const emptied = values.slice();
  const nulls = column.nulls?.slice() ?? new Uint8Array((values.length + 7) >> 3);
  values.forEach((value, row) => {
    if (isNull(nulls, row) || (value >= from && value <= to)) return;
    nulls[row >> 3] |= 1 << (row & 7);
    emptied[row] = 0;
    rows.push(row);
  });
  return rows.length === 0 ? { column, rows } : { column: { ...column, values: emptied, nulls }, rows };
}

function countValues(column: Column): Float64Array {
  if (column.kind !== 'code' && column.kind !== 'multi') return new Float64Array(0);
  const counts = new Float64Array(column.vocabulary.length);
  for (const code of column.codes) if (code >= 0) counts[code]++;
  return counts;
}

function rewrite(column: Column, word: (value: string, code: number) => string): Rewritten {
  if (column.kind !== 'code' && column.kind !== 'multi') return { column, rows: [] };
  const vocabulary: string[] = [];
  const codeOf = new Map<string, number>();
  const next = column.vocabulary.map((value, code) => {
    const text = word(value, code);
    const there = codeOf.get(text) ?? vocabulary.push(text) - 1;
    codeOf.set(text, there);
    return there;
  });
  const changed = column.vocabulary.map((value, code) => vocabulary[next[code]] !== value);
  const rows: number[] = [];
  if (column.kind === 'code') {
    column.codes.forEach((code, row) => {
      if (code >= 0 && changed[code]) rows.push(row);
    });
    const codes = column.codes.map((code) => (code < 0 ? code : next[code]));
    return { column: { ...column, codes, vocabulary }, rows };
  }
  const codes: number[] = [];
  const offsets = new Int32Array(column.offsets.length);
  for (let row = 0; row + 1 < offsets.length; row++) {
    const own = column.codes.subarray(column.offsets[row], column.offsets[row + 1]);
    if (own.some((code) => changed[code])) rows.push(row);
    // A row that held two of the merged values holds the one once.
    codes.push(...new Set(Array.from(own, (code) => next[code])));
    offsets[row + 1] = codes.length;
  }
  return { column: { ...column, offsets, codes: Int32Array.from(codes), vocabulary }, rows };
}
