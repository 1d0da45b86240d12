import { isNull, type Column, type EntityTable } from '../../domain/columns';

/**
 * One column of an entity table put in another order: row r goes to place `entityIdx[r]` of n, or nowhere when that
 * is −1; places without a row are null. Always a copy, but for the vocabularies.
 */
export function alignColumn(column: Column, entityIdx: Int32Array, n: number): Column {
  switch (column.kind) {
    case 'number': {
      const values = column.values instanceof Float32Array ? new Float32Array(n) : new Float64Array(n);
      const nulls = new Uint8Array((n + 7) >> 3).fill(255);
      for (let r = 0; r < entityIdx.length; r++) {
        const i = entityIdx[r];
        if (i < 0 || isNull(column.nulls, r)) continue;
        values[i] = column.values[r];
        nulls[i >> 3] &= ~(1 << (i & 7));
      }
      return { ...column, values, nulls };
    }
    case 'code': {
      const codes = new Int32Array(n).fill(-1);
      scatter(column.codes, entityIdx, codes);
      return { ...column, codes };
    }
    case 'multi': {
      const rowOf = new Int32Array(n).fill(-1);
      entityIdx.forEach((i, r) => {
        if (i >= 0) rowOf[i] = r;
      });
      const offsets = new Int32Array(n + 1);
      const codes = new Int32Array(column.codes.length);
      let used = 0;
      for (let i = 0; i < n; i++) {
        const r = rowOf[i];
        if (r >= 0) {
          const own = column.codes.subarray(column.offsets[r], column.offsets[r + 1]);
          codes.set(own, used);
          used += own.length;
        }
        offsets[i + 1] = used;
      }
      return { ...column, offsets, codes: codes.slice(0, used) };
    }
    case 'text': {
      const values = new Array<string | null>(n).fill(null);
      scatter(column.values, entityIdx, values);
      return { ...column, values };
    }
    case 'boolean': {
      const values = new Uint8Array(n).fill(2);
      scatter(column.values, entityIdx, values);
      return { ...column, values };
    }
  }
}

/** All columns of a table by entity, but for those that are left out; none without a table. */
export function alignTable(table: EntityTable | null, n: number, excluded?: ReadonlySet<string>): Column[] {
  if (table === null) return [];
  const kept = table.columns.filter(({ name }) => excluded?.has(name) !== true);
  return kept.map((column) => alignColumn(column, table.entityIdx, n));
}

function scatter<T>(
  from: { readonly length: number; readonly [row: number]: T },
  places: Int32Array,
  to: { [place: number]: T },
): void {
  for (let r = 0; r < places.length; r++) if (places[r] >= 0) to[places[r]] = from[r];
}
