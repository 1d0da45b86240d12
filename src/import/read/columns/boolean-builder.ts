import type { BooleanColumn } from '../../../domain/columns';
import { isReservedWord } from '../../../data/schema/reserved';
import { NumberForEachRow, type CellSink, type TableColumnBuilder } from './column-builder';
import type { ColumnSpec } from './column-spec';

/** Cells that are exactly `true` or `false`. */
export class BooleanBuilder extends NumberForEachRow<Uint8Array<ArrayBuffer>> implements TableColumnBuilder {
  sawNull = false;

  constructor(readonly spec: ColumnSpec) {
    super(new Uint8Array(1024));
  }

  read(rows: readonly (readonly string[])[], index: number, base: number, sink: CellSink): void {
    this.reserve(base + rows.length);
    for (let i = 0; i < rows.length; i++) {
      const cell = rows[i][index];
      this.values[base + i] = cell === 'true' ? 1 : cell === 'false' ? 0 : 2;
      if (cell === 'true' || cell === 'false') continue;
      if (cell === '') {
        if (this.spec.nullable) this.sawNull = true;
        else sink.bad(i, 'D09', cell, {});
      } else sink.bad(i, isReservedWord(this.spec.dataset, cell) ? 'D16' : 'D11', cell, {});
    }
  }

  finish(n: number, keep: Int32Array | null): BooleanColumn {
    const values = keep ? Uint8Array.from(keep, (row) => this.values[row]) : this.values.slice(0, n);
    return { kind: 'boolean', name: this.spec.name, values };
  }
}
