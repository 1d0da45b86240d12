import type { Column } from '../../domain/columns';
import type { Job, TaskArrays } from '../../domain/ports';
import { topK } from '../../kernels/top-k';
import { MetadataLikeness, metadataOf } from '../metadata-likeness';
import { asCategories } from './categories';

/** Items with fewer moments than this are thin: what people did says little of them. */
const ENOUGH = 5;
/** How far below its kin a thin item is put: not everything new is as good. */
const LEVEL = 0.5;
/** Items that stand in for a thin one. */
const KIN = 20;
/** Thin items × items that are compared, at most: a second or two. */
const MOST_PAIRS = 2e8;
const ITEMS_A_STEP = 8;

/**
 * Items with few moments, and what they are taken to be like: the better known items that have most in common with
 * them by their metadata. The logit of a thin item is drawn towards the mean of its kin, a level below it, the more the
 * fewer moments it has: (1 − share) · logit + share · (mean of the kin − LEVEL).
 */
export class ThinItems {
  private readonly place: ReadonlyMap<number, number>;

  /** Kin of the k-th item are kin[ptr[k] … ptr[k + 1]), with weights that add up to 1. */
  private constructor(
    private readonly items: Int32Array,
    private readonly shares: Float32Array,
    private readonly ptr: Int32Array,
    private readonly kin: Int32Array,
    private readonly weights: Float32Array,
  ) {
    this.place = new Map(Array.from(items, (item, k) => [item, k]));
  }

  static read(arrays: TaskArrays): ThinItems | null {
    if (arrays.thinItems === undefined) return null;
    return new ThinItems(
      arrays.thinItems as Int32Array,
      arrays.thinShares as Float32Array,
      arrays.thinPtr as Int32Array,
      arrays.thinKin as Int32Array,
      arrays.thinWeights as Float32Array,
    );
  }

  /** Changes the logits of thin items in place; those of all others are read. */
  applyTo(logits: Float64Array): void {
    for (let k = 0; k < this.items.length; k++) {
      const item = this.items[k];
      logits[item] = (1 - this.shares[k]) * logits[item] + this.ofKin(logits, k);
    }
  }

  has(item: number): boolean {
    return this.place.has(item);
  }

  /**
   * The same for one item, in its two terms: the share of its own logit that is left, and what its kin add. @param logits before `applyTo`. @throws RangeError where the item is not thin.
   */
  termsOf(logits: Float64Array, item: number): { readonly left: number; readonly added: number } {
    const k = this.place.get(item);
    if (k === undefined) throw new RangeError(`item ${item} is not thin`);
    return { left: 1 - this.shares[k], added: this.ofKin(logits, k) };
  }

  private ofKin(logits: Float64Array, k: number): number {
    let mean = 0;
    for (let e = this.ptr[k]; e < this.ptr[k + 1]; e++) mean += this.weights[e] * logits[this.kin[e]];
    return this.shares[k] * (mean - LEVEL);
  }
}

/**
 * Finds the thin items and their kin; those that are like nothing else stay as they are.
 *
 * @param counts moments of each item. @returns the arrays that `ThinItems.read` takes; none where there is nothing to
 * find. @throws AppError CANCELLED through `job`.
 */
export async function findThinItems(
  itemColumns: readonly Column[],
  counts: Int32Array,
  job: Job,
): Promise<TaskArrays> {
  const nItems = counts.length;
  const byCount = Array.from(counts.keys())
    .filter((item) => counts[item] < ENOUGH)
    .sort((a, b) => counts[b] - counts[a] || a - b);
  if (itemColumns.length === 0 || byCount.length === 0 || byCount.length === nItems) return {};
  const metadata = await metadataOf(asCategories(itemColumns), nItems, job);
  if (metadata.columns.length === 0 && metadata.text === null) return {};
  const likeness = new MetadataLikeness(metadata, nItems);
  const found = {
    items: [] as number[],
    shares: [] as number[],
    ptr: [0],
    kin: [] as number[],
    weights: [] as number[],
  };
  const alike = new Float64Array(nItems);
  // Among equals the better known item comes first.
  const order = rankByCount(counts);
  for (const [k, item] of byCount.slice(0, Math.ceil(MOST_PAIRS / nItems)).entries()) {
    if (k % ITEMS_A_STEP === 0) await job.checkpoint('blend', k, byCount.length);
    alike.fill(0);
    likeness.addTo(alike, item, 1);
    for (const thin of byCount) alike[thin] = -Infinity;
    const kin = topK(alike, order, KIN).filter((other) => alike[other] > 0);
    if (kin.length === 0) continue;
    let total = 0;
    for (const other of kin) total += alike[other];
    for (const other of kin) {
      found.kin.push(other);
      found.weights.push(alike[other] / total);
    }
    found.items.push(item);
    found.shares.push(1 / (1 + counts[item]));
    found.ptr.push(found.kin.length);
  }
  if (found.items.length === 0) return {};
  return {
    thinItems: Int32Array.from(found.items),
    thinShares: Float32Array.from(found.shares),
    thinPtr: Int32Array.from(found.ptr),
    thinKin: Int32Array.from(found.kin),
    thinWeights: Float32Array.from(found.weights),
  };
}

function rankByCount(counts: Int32Array): Int32Array {
  const order = Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  const rank = new Int32Array(counts.length);
  order.forEach((item, place) => {
    rank[item] = place;
  });
  return rank;
}
