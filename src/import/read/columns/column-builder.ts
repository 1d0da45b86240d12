import type { Column, NullBitmap } from '../../../domain/columns';
import type { NoticeFacts, ReadingFacts, RowFacts } from '../../../domain/facts/imports';
import type { CellWriting } from '../../../domain/imports';
import type { IssueFacts } from '../../../domain/issue';

/** Where a builder reports what it finds in row i of the batch it is reading. */
export interface CellSink {
  /** The cells were judged and stored before: they stay as they are, blanks around them included. */
  readonly stored?: true;
  /** The cell breaks a rule: the row will not be kept. */
  bad<Code extends keyof RowFacts>(i: number, code: Code, cell: string, details: IssueFacts[Code]): void;
  /** The cell is surely written in another way than its column is read: perhaps that is wrong. */
  odd?(): void;
  /** Worth a warning, once per column. */
  notice<Code extends keyof (NoticeFacts & ReadingFacts)>(
    i: number,
    code: Code,
    cell: string,
    details: IssueFacts[Code],
  ): void;
}

/** Reads the cells of one column, batch by batch, into typed storage. */
export interface ColumnBuilder {
  /** How the file that comes next writes its cells, where files of one dataset may differ. */
  begin?(writing: CellWriting): void;
  /** Reads `rows[i][index]` for every row of the batch to position `base + i`; bad cells leave any value there. */
  read(rows: readonly (readonly string[])[], index: number, base: number, sink: CellSink): void;
  /** Makes room for so many rows at once, where they can be told beforehand. */
  reserve?(rows: number): void;
  /** Closes the gaps that dropped rows (`bad[i] = 1`) leave in [base, base + n). */
  compact(base: number, n: number, bad: Uint8Array): void;
  /** 32-bit hash and equality of stored rows, for finding exact duplicates. */
  mixHashes(hashes: Int32Array, n: number): void;
  sameRow(a: number, b: number): boolean;
  /** An empty cell was read. */
  readonly sawNull: boolean;
}

/** A builder that ends as a column of the table. `keep` lists the positions to keep, in order; null keeps all n. */
export interface TableColumnBuilder extends ColumnBuilder {
  finish(n: number, keep: Int32Array | null): Column;
}

export type Growable = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Room for `length` elements: the same array, or a copy at least twice as long. */
export function grown<T extends Growable>(array: T, length: number): T {
  if (length <= array.length) return array;
  const bigger = new (array.constructor as new (length: number) => T)(
    Math.max(length, array.length * 2, 1024),
  );
  bigger.set(array as never);
  return bigger;
}

/** What a builder keeps of each row: one number, in an array that grows. */
export abstract class NumberForEachRow<T extends Growable> {
  constructor(protected values: T) {}

  reserve(rows: number): void {
    this.values = grown(this.values, rows);
  }

  compact(base: number, n: number, bad: Uint8Array): void {
    const { values } = this;
    let to = base;
    for (let i = 0; i < n; i++) if (bad[i] === 0) values[to++] = values[base + i];
  }

  mixHashes(hashes: Int32Array, n: number): void {
    for (let row = 0; row < n; row++) hashes[row] = mix(hashes[row], this.values[row]);
  }

  sameRow(a: number, b: number): boolean {
    return Object.is(this.values[a], this.values[b]) || this.values[a] === this.values[b];
  }
}

/** The same of numbers of which some may be null: NaN until the column is finished. */
export abstract class NullableNumbers extends NumberForEachRow<Float64Array<ArrayBuffer>> {
  sawNull = false;

  constructor() {
    super(new Float64Array(1024));
  }

  /** Stores what was read before. */
  put(values: Float64Array, base: number): void {
    this.reserve(base + values.length);
    this.values.set(values, base);
    if (values.some(Number.isNaN)) this.sawNull = true;
  }
}

/** One step of a multiplicative hash; good enough to sort rows into a table, equality is checked after. */
export function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** The bitmap for `isNull` over rows 0 … n − 1, or null when none is. */
export function nullBitmap(n: number, isNull: (row: number) => boolean): NullBitmap | null {
  const bits = new Uint8Array((n + 7) >> 3);
  let any = false;
  for (let row = 0; row < n; row++)
    if (isNull(row)) {
      bits[row >> 3] |= 1 << (row & 7);
      any = true;
    }
  return any ? bits : null;
}
