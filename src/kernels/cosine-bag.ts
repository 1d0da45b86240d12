import { type ItemBag, type WeighedRows, transposeWeighed } from './ease';
import { topK } from './top-k';

/** Item–item similarities, for each item the strongest; without the item itself. */
export interface CosineBag {
  readonly ptr: Int32Array;
  readonly neighbours: Int32Array;
  readonly weights: Float32Array;
}

/** Added to each count, so that pairs of rare items are not the most alike of all. */
const SHRINK = 3;
const ITEMS_A_STEP = 16;

/**
 * Shrunk cosine of co-occurrence: G_ij / √((p_i + 3)(p_j + 3)), G_ij the users that have both items (or the
 * products of their values), p_i those that have i (or their values). Only the `most` strongest of each item are kept, ties by the smaller index.
 * Nothing of the size items² is ever built.
 *
 * Σ over users of (items)² operations; yields the finished share.
 *
 * @param from, to the items that are wanted: `ptr` counts from the first of them.
 */
export function* fitCosineBag(
  userItems: WeighedRows,
  most: number,
  from = 0,
  to = userItems.nCols,
): Generator<number, CosineBag> {
  const { nCols } = userItems;
  const { indptr, indices, values } = userItems;
  const itemUsers = transposeWeighed(userItems);
  const counts = new Float64Array(nCols);
  for (let e = 0; e < indices.length; e++) counts[indices[e]] += values[e];
  const inverseRoot = counts.map((count) => 1 / Math.sqrt(count + SHRINK));
  const sums = new Float64Array(nCols);
  const touched = new Int32Array(nCols);
  const alike = new Float64Array(nCols);
  const ptr = new Int32Array(to - from + 1);
  let neighbours = new Int32Array(1024);
  let weights = new Float32Array(1024);
  for (let i = from; i < to; i++) {
    let n = 0;
    for (let p = itemUsers.indptr[i]; p < itemUsers.indptr[i + 1]; p++) {
      const user = itemUsers.indices[p];
      const own = itemUsers.values[p];
      for (let e = indptr[user]; e < indptr[user + 1]; e++) {
        const j = indices[e];
        if (sums[j] === 0) touched[n++] = j;
        sums[j] += own * values[e];
      }
    }
    for (let k = 0; k < n; k++) {
      const j = touched[k];
      alike[k] = j === i ? -Infinity : sums[j] * inverseRoot[i] * inverseRoot[j];
      sums[j] = 0;
    }
    const best = topK(alike.subarray(0, n), touched, most);
    const begin = ptr[i - from];
    const end = begin + best.length;
    ptr[i - from + 1] = end;
    if (end > neighbours.length) {
      neighbours = grown(neighbours, new Int32Array(2 * end));
      weights = grown(weights, new Float32Array(2 * end));
    }
    best.forEach((k, at) => {
      neighbours[begin + at] = touched[k];
      weights[begin + at] = alike[k];
    });
    if (i % ITEMS_A_STEP === ITEMS_A_STEP - 1) yield (i - from) / (to - from);
  }
  return { ptr, neighbours: neighbours.slice(0, ptr[to - from]), weights: weights.slice(0, ptr[to - from]) };
}

function grown<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Σ over the bag of weight · similarity, divided by its total, written to `out`; zeros when nothing is alike. */
export function scoreCosineBag(model: CosineBag, bag: ItemBag, out: Float64Array): void {
  out.fill(0);
  let total = 0;
  const { ptr, neighbours, weights } = model;
  for (let b = 0; b < bag.items.length; b++) {
    const weight = bag.weights[b];
    const to = ptr[bag.items[b] + 1];
    let e = ptr[bag.items[b]];
    // Four a turn, as the engine looks arrays up anew in each turn.
    for (; e + 3 < to; e += 4) {
      let add = weight * weights[e];
      out[neighbours[e]] += add;
      total += add;
      add = weight * weights[e + 1];
      out[neighbours[e + 1]] += add;
      total += add;
      add = weight * weights[e + 2];
      out[neighbours[e + 2]] += add;
      total += add;
      add = weight * weights[e + 3];
      out[neighbours[e + 3]] += add;
      total += add;
    }
    for (; e < to; e++) {
      const add = weight * weights[e];
      out[neighbours[e]] += add;
      total += add;
    }
  }
  if (total > 0) for (let i = 0; i < out.length; i++) out[i] /= total;
}

/** What each item of the bag adds to the share of one item. */
export function cosineBagShares(model: CosineBag, bag: ItemBag, item: number): Float64Array {
  let total = 0;
  const adds = bag.weights.map((weight, b) => {
    const held = bag.items[b];
    let own = 0;
    for (let e = model.ptr[held]; e < model.ptr[held + 1]; e++) {
      const add = weight * model.weights[e];
      if (model.neighbours[e] === item) own = add;
      total += add;
    }
    return own;
  });
  return total > 0 ? adds.map((add) => add / total) : adds;
}
