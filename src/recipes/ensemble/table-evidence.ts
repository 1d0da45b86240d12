import { isObject, type Json } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import type { TaskArrays } from '../../domain/ports';
import { powInt } from '../../kernels/math';
import type { Asking, Evidence } from '../moments/evidence';
import { within } from '../moments/kernel-shapes';
import { indicesBelow, LEARNED32, readArray, readOffsets } from '../stored-arrays';

/** How a table of pairs of items is asked. */
export interface TableShape {
  /** Weight of the k-th newest item of the history is decay^k, for k < window; sums of it are raised to the power. */
  readonly decay: number;
  readonly window: number;
  readonly power: number;
  readonly floor: number;
}

/**
 * What goes with what, counted over everybody and kept for the strongest pairs alone: it stands in for parts of a model
 * that look up what single people did, where those must not leave.
 */
export class TableEvidence implements Evidence {
  readonly floor: number;
  private readonly ptr: Int32Array;
  private readonly items: Int32Array;
  private readonly weights: Float32Array;
  /** What all pairs of an item add up to, those that were cut off included; null = the sums are not divided. */
  private readonly totals: Float32Array | null;

  /** @param arrays `table<k>…`, among others. */
  constructor(
    private readonly shape: TableShape,
    arrays: TaskArrays,
    k: number,
  ) {
    this.floor = shape.floor;
    this.ptr = arrays[`table${k}Ptr`] as Int32Array;
    this.items = arrays[`table${k}Items`] as Int32Array;
    this.weights = arrays[`table${k}Weights`] as Float32Array;
    this.totals = (arrays[`table${k}Totals`] as Float32Array | undefined) ?? null;
  }

  score({ items }: Asking, out: Float64Array): void {
    const { ptr, weights, totals } = this;
    out.fill(0);
    let total = 0;
    for (const [held, value] of this.bag(items)) {
      for (let e = ptr[held]; e < ptr[held + 1]; e++) out[this.items[e]] += value * weights[e];
      total += totals === null ? 0 : value * totals[held];
    }
    if (totals !== null && total > 0) for (let i = 0; i < out.length; i++) out[i] /= total;
  }

  shares({ items }: Asking, item: number): ReadonlyMap<number, number> {
    const { ptr, weights, totals } = this;
    const shares = new Map<number, number>();
    let total = 0;
    for (const [held, value] of this.bag(items)) {
      for (let e = ptr[held]; e < ptr[held + 1]; e++)
        if (this.items[e] === item) shares.set(held, value * weights[e]);
      total += totals === null ? 0 : value * totals[held];
    }
    if (totals !== null && total > 0) for (const [held, value] of shares) shares.set(held, value / total);
    return shares;
  }

  private bag(history: Int32Array): ReadonlyMap<number, number> {
    const { decay, window, power } = this.shape;
    const held = new Map<number, number>();
    let weight = 1;
    for (let a = 0; a < window && a < history.length; a++, weight *= decay) {
      const item = history[history.length - 1 - a];
      held.set(item, (held.get(item) ?? 0) + weight);
    }
    if (power !== 1) for (const [item, value] of held) held.set(item, powInt(value, power));
    return held;
  }
}

/** The arrays of so many tables, checked. @throws AppError MODEL_UNREADABLE */
export function readTables(stored: StoredModel, count: number): TaskArrays {
  const { nItems } = stored.header;
  const arrays: Record<string, TaskArrays[string]> = {};
  for (let k = 0; k < count; k++) {
    const ptr = readOffsets(stored, `table${k}Ptr`, nItems);
    arrays[`table${k}Ptr`] = ptr;
    arrays[`table${k}Items`] = readArray(stored, `table${k}Items`, indicesBelow(nItems), ptr[nItems]);
    arrays[`table${k}Weights`] = readArray(stored, `table${k}Weights`, LEARNED32, ptr[nItems]);
    if (stored.arrays[`table${k}Totals`] !== undefined)
      arrays[`table${k}Totals`] = readArray(stored, `table${k}Totals`, LEARNED32, nItems);
  }
  return arrays;
}

export function isTableShape(document: Json): boolean {
  if (!isObject(document)) return false;
  const { decay, window, power, floor } = document;
  return within(decay, 0, 1) && within(window, 1, 1e4) && within(power, 1, 100) && within(floor, 1e-9, 1);
}
