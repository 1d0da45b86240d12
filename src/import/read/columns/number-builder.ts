import type { NumberColumn } from '../../../domain/columns';
import type { CellWriting } from '../../../domain/imports';
import type { PrimitiveType } from '../../../domain/schema';
import { isNoNumber, losesDigits, parseNumber } from '../../cells/number';
import { isWrittenOtherwise, unplainWriting, type UnplainWriting } from '../../cells/number-writings';
import { LIMITS } from '../../../domain/limits';
import { isReservedWord } from '../../../data/schema/reserved';
import { mix, nullBitmap, NullableNumbers, type CellSink, type TableColumnBuilder } from './column-builder';
import type { ColumnSpec } from './column-spec';

/** int, long, float and double cells. A null is stored as NaN until `finish`. */
export class NumberBuilder extends NullableNumbers implements TableColumnBuilder {
  #sawFraction = false;
  #sawBeyondFloat = false;
  /** Of the values without their sign. */
  #largest = 0;
  readonly #whole: boolean;
  #writing: UnplainWriting | null;

  constructor(readonly spec: ColumnSpec) {
    super();
    this.#whole = (spec.type === 'int' || spec.type === 'long') && !spec.adapts;
    this.#writing = unplainWriting(spec.numbers);
  }

  /** The guessed type, or the wider one that the values turned out to need; known once finished. */
  get typeFound(): PrimitiveType {
    const { adapts, type } = this.spec;
    if (this.#sawBeyondFloat && adapts) return 'double';
    if (this.#sawFraction) return 'float';
    if (adapts && (type === 'int' || type === 'long') && outOfRange(this.#largest, type))
      return outOfRange(this.#largest, 'long') ? 'float' : 'long';
    return type;
  }

  begin({ numbers }: CellWriting): void {
    this.#writing = unplainWriting(numbers);
  }

  read(rows: readonly (readonly string[])[], index: number, base: number, sink: CellSink): void {
    const n = rows.length;
    this.reserve(base + n);
    const { values } = this;
    const plain = !this.#whole && !this.#writing && !this.spec.pick;
    const { adapts } = this.spec;
    for (let i = 0; i < n; i++) {
      const cell = rows[i][index];
      const value = plain ? parseNumber(cell) : NaN;
      const unsure = Number.isNaN(value) || (adapts && losesDigits(cell, value));
      values[base + i] = unsure ? this.#readCarefully(cell, i, sink) : value;
    }
  }

  #readCarefully(raw: string, i: number, sink: CellSink): number {
    const { spec } = this;
    let cell = spec.pick ? spec.pick(raw) : raw;
    if (spec.trims) cell = cell.trim();
    const told = this.#writing ? this.#writing.plain(cell) : cell;
    if (told === '' || (spec.trims && spec.nullable && !sink.stored && isNoNumber(cell))) {
      if (spec.nullable) this.sawNull = true;
      else sink.bad(i, 'D09', raw, {});
      return NaN;
    }
    if (isWrittenOtherwise(cell, this.#writing)) sink.odd?.();
    const value = parseNumber(told);
    const losesValue = this.#whole ? !Number.isInteger(value) : spec.adapts && losesDigits(cell, value);
    if (isReservedWord(spec.dataset, cell)) sink.bad(i, 'D16', cell, {});
    else if (Number.isNaN(value) || losesValue) sink.bad(i, 'D10', raw, { type: spec.type, stored: false });
    else if (this.#whole && outOfRange(value, spec.type)) sink.bad(i, 'D19', raw, { type: spec.type });
    return value;
  }

  override mixHashes(hashes: Int32Array, n: number): void {
    const values = this.values;
    for (let row = 0; row < n; row++) {
      const value = values[row];
      // The low bits of a scaled value tell fractions apart; equality decides in the end.
      hashes[row] = mix(hashes[row], Number.isNaN(value) ? 1 : (value * 1024) | 0);
    }
  }

  finish(n: number, keep: Int32Array | null): NumberColumn {
    const length = keep ? keep.length : n;
    // Compacted in place: positions to keep ascend.
    const values = this.values.subarray(0, length);
    if (keep) for (let row = 0; row < length; row++) values[row] = this.values[keep[row]];
    const nulls = this.sawNull ? nullBitmap(length, (row) => Number.isNaN(values[row])) : null;
    let [single, fraction, beyond, largest] = [true, false, false, 0];
    for (let row = 0; row < length; row++) {
      let value = values[row];
      if (Number.isNaN(value)) value = values[row] = 0;
      const rounded = Math.fround(value);
      if (rounded !== value) single = false;
      if (!Number.isFinite(rounded)) beyond = true;
      if (Math.trunc(value) !== value) fraction = true;
      largest = Math.max(largest, Math.abs(value));
    }
    this.#sawFraction ||= fraction;
    this.#sawBeyondFloat ||= beyond;
    this.#largest = Math.max(this.#largest, largest);
    const own = single ? new Float32Array(values) : values.slice();
    return { kind: 'number', name: this.spec.name, values: own, nulls };
  }
}

function outOfRange(value: number, type: PrimitiveType): boolean {
  if (type === 'int') return value < LIMITS.intMin || value > LIMITS.intMax;
  return Math.abs(value) > LIMITS.longMax;
}
