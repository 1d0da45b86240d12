import { isNull, type CodeColumn, type Column, type NumberColumn } from '../../domain/columns';

/** Parts of equal size that a number column is cut into. */
const PARTS = 5;
/** A column that says when something came in, not what it is. */
const RESERVED: ReadonlySet<string> = new Set(['CREATION_TIMESTAMP']);

/** Columns of every kind as categories: numbers by fifths, flags as two values; all others as they are. */
export function asCategories(columns: readonly Column[]): Column[] {
  return columns.flatMap((column): Column[] => {
    if (RESERVED.has(column.name)) return [];
    if (column.kind === 'number') return [byFifths(column)];
    if (column.kind !== 'boolean') return [column];
    const codes = Int32Array.from(column.values, (value) => (value < 2 ? value : -1));
    return [coded(column.name, codes, ['false', 'true'])];
  });
}

/** Where equal numbers fill more than a fifth there are fewer parts. */
function byFifths({ name, values, nulls }: NumberColumn): CodeColumn {
  const given = (value: number, row: number): boolean => !isNull(nulls, row) && !Number.isNaN(value);
  const sorted = Float64Array.from(values).filter(given);
  sorted.sort();
  const cuts = new Set<number>();
  for (let part = 1; part < PARTS; part++) {
    const cut = sorted[Math.floor((part * sorted.length) / PARTS)];
    if (cut > sorted[0]) cuts.add(cut);
  }
  const ascending = [...cuts];
  const codes = Int32Array.from(values, (value, row) =>
    given(value, row) ? ascending.filter((cut) => value >= cut).length : -1,
  );
  return coded(
    name,
    codes,
    Array.from({ length: ascending.length + 1 }, (_, part) => String(part)),
  );
}

function coded(name: string, codes: Int32Array<ArrayBuffer>, vocabulary: readonly string[]): CodeColumn {
  return { name, kind: 'code', categorical: true, codes, vocabulary };
}
