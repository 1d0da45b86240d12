import type { CodeColumn, Column, MultiColumn, TextColumn } from '../../../domain/columns';
import { LIMITS } from '../../../domain/limits';
import { isReservedWord } from '../../../data/schema/reserved';
import { NumberForEachRow, type CellSink, type TableColumnBuilder } from './column-builder';
import type { ColumnSpec } from './column-spec';
import { detach } from './id-builder';

const NULL_WORDS = new Set(['null', 'NULL', 'NaN', 'nan', 'N/A', 'None']);
/** MovieLens's way of writing "none". */
const NO_GENRES = '(no genres listed)';

/** Strings that repeat: categories and plain strings. Every distinct cell is judged once, when first met. */
export class CodeBuilder extends NumberForEachRow<Int32Array<ArrayBuffer>> implements TableColumnBuilder {
  sawNull = false;
  /** Distinct cells in order of first appearance; some may belong to dropped rows only. */
  readonly cells: string[] = [];
  readonly #codeOf = new Map<string, number>();

  constructor(readonly spec: ColumnSpec) {
    super(new Int32Array(1024));
  }

  get codes(): Int32Array<ArrayBuffer> {
    return this.values;
  }

  read(rows: readonly (readonly string[])[], index: number, base: number, sink: CellSink): void {
    const n = rows.length;
    this.reserve(base + n);
    const { codes } = this;
    const { pick } = this.spec;
    let previous = '';
    let previousCode = -1;
    for (let i = 0; i < n; i++) {
      const cell = pick && !sink.stored ? pick(rows[i][index]) : rows[i][index];
      if (cell === previous && previousCode >= 0) {
        codes[base + i] = previousCode;
        continue;
      }
      const code = this.#codeOf.get(cell);
      previous = cell;
      previousCode = codes[base + i] = code ?? this.#add(cell, i, sink);
    }
  }

  #add(cell: string, i: number, sink: CellSink): number {
    const { spec } = this;
    const trims = spec.trims && !sink.stored;
    if (cell === '' || (trims && (cell.trim() === '' || (spec.categorical && cell === NO_GENRES)))) {
      if (spec.nullable) this.sawNull = true;
      else sink.bad(i, 'D09', cell, {});
      return -1;
    }
    if (!sink.stored && cell.length > LIMITS.stringChars) {
      sink.bad(i, 'D15', cell, { length: cell.length, limit: LIMITS.stringChars });
      return -1;
    }
    if (!sink.stored && isReservedWord(spec.dataset, cell)) {
      sink.bad(i, 'D16', cell, {});
      return -1;
    }
    if (NULL_WORDS.has(cell)) sink.notice(i, 'NULL_WORDS', cell, {});
    const kept = detach(cell);
    const code = this.cells.push(kept) - 1;
    this.#codeOf.set(kept, code);
    return code;
  }

  finish(n: number, keep: Int32Array | null): Column {
    const { codes, vocabulary } = this.gather(n, keep);
    const { name, categorical } = this.spec;
    if (categorical || name === 'IMPRESSION') return splitCodes(name, codes, vocabulary);
    if (vocabulary.length > codes.length / 2) return asText(name, codes, vocabulary);
    return { kind: 'code', name, codes, vocabulary, categorical };
  }

  /** Kept codes, renumbered by first appearance among the kept rows, and their cells. */
  gather(n: number, keep: Int32Array | null): { codes: Int32Array<ArrayBuffer>; vocabulary: string[] } {
    const length = keep ? keep.length : n;
    const codes = new Int32Array(length);
    const renumbered = new Int32Array(this.cells.length).fill(-1);
    const vocabulary: string[] = [];
    for (let row = 0; row < length; row++) {
      const code = this.codes[keep ? keep[row] : row];
      if (code < 0) {
        codes[row] = -1;
        continue;
      }
      if (renumbered[code] < 0) renumbered[code] = vocabulary.push(this.cells[code]) - 1;
      codes[row] = renumbered[code];
    }
    return { codes, vocabulary };
  }
}

/**
 * Splits each distinct cell on `|`, trims the parts and drops empty ones. A column where no cell holds several
 * values stays a code column.
 */
function splitCodes(name: string, codes: Int32Array<ArrayBuffer>, cells: string[]): CodeColumn | MultiColumn {
  const vocabulary: string[] = [];
  const codeOf = new Map<string, number>();
  const partsOf = cells.map((cell) => {
    const parts = new Set(cell.split('|').map((part) => part.trim()));
    parts.delete('');
    return Int32Array.from(parts, (part) => {
      const known = codeOf.get(part);
      if (known !== undefined) return known;
      const code = vocabulary.push(part) - 1;
      codeOf.set(part, code);
      return code;
    });
  });
  if (name !== 'IMPRESSION' && partsOf.every((parts) => parts.length < 2)) {
    const single = codes.map((code) => (code < 0 ? -1 : (partsOf[code][0] ?? -1)));
    return { kind: 'code', name, codes: single, vocabulary, categorical: true };
  }
  const offsets = new Int32Array(codes.length + 1);
  for (let row = 0; row < codes.length; row++)
    offsets[row + 1] = offsets[row] + (codes[row] < 0 ? 0 : partsOf[codes[row]].length);
  const all = new Int32Array(offsets[codes.length]);
  for (let row = 0; row < codes.length; row++)
    if (codes[row] >= 0) all.set(partsOf[codes[row]], offsets[row]);
  return { kind: 'multi', name, offsets, codes: all, vocabulary, categorical: true };
}

function asText(name: string, codes: Int32Array, vocabulary: readonly string[]): TextColumn {
  return {
    kind: 'text',
    name,
    values: Array.from(codes, (code) => (code < 0 ? null : vocabulary[code])),
    textual: false,
  };
}
