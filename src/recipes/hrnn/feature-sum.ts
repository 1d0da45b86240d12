import type { FeatureRows } from './features';

/** `width` numbers of `out` = those of `own` (null = zeros) + Σ value · row of each feature of `entity`. */
export function sumInto(
  out: Float64Array,
  at: number,
  own: Float64Array | null,
  ownAt: number,
  { ptr, indices, values }: FeatureRows,
  entity: number,
  table: Float64Array,
  width: number,
): void {
  if (own === null) out.fill(0, at, at + width);
  else for (let d = 0; d < width; d++) out[at + d] = own[ownAt + d];
  for (let p = ptr[entity]; p < ptr[entity + 1]; p++) {
    const from = indices[p] * width;
    for (let d = 0; d < width; d++) out[at + d] += values[p] * table[from + d];
  }
}
