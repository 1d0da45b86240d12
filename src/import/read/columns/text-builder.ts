import type { TextColumn } from '../../../domain/columns';
import { LIMITS } from '../../../domain/limits';
import { mix, type CellSink, type TableColumnBuilder } from './column-builder';
import type { ColumnSpec } from './column-spec';
import { detach } from './id-builder';

const CJK = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;

/** Textual cells; those over the limit are cut. Kept as written: markup is removed where the text is used. */
export class TextBuilder implements TableColumnBuilder {
  sawNull = false;
  readonly #values: (string | null)[] = [];

  constructor(readonly spec: ColumnSpec) {}

  read(rows: readonly (readonly string[])[], index: number, base: number, sink: CellSink): void {
    const { pick } = this.spec;
    for (let i = 0; i < rows.length; i++) {
      const cell = pick && !sink.stored ? pick(rows[i][index]) : rows[i][index];
      if (cell === '') {
        if (this.spec.nullable) this.sawNull = true;
        else sink.bad(i, 'D09', cell, {});
        this.#values[base + i] = null;
        continue;
      }
      const limit = CJK.test(cell) ? LIMITS.textualCjkChars : LIMITS.textualChars;
      if (cell.length > limit) sink.notice(i, 'TEXT_CUT', cell, { length: cell.length, limit });
      this.#values[base + i] = detach(cell.length > limit ? cell.slice(0, limit) : cell);
    }
  }

  compact(base: number, n: number, bad: Uint8Array): void {
    let to = base;
    for (let i = 0; i < n; i++) if (bad[i] === 0) this.#values[to++] = this.#values[base + i];
  }

  mixHashes(hashes: Int32Array, n: number): void {
    for (let row = 0; row < n; row++) hashes[row] = mix(hashes[row], this.#values[row]?.length ?? -1);
  }

  sameRow(a: number, b: number): boolean {
    return this.#values[a] === this.#values[b];
  }

  finish(n: number, keep: Int32Array | null): TextColumn {
    const values = keep ? Array.from(keep, (row) => this.#values[row]) : this.#values.slice(0, n);
    return { kind: 'text', name: this.spec.name, values, textual: true };
  }
}
