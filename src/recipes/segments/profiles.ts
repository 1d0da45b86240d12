import { transpose, type Csr } from '../../kernels/csr';
import { log } from '../../kernels/math';
import type { People } from './people';

/** Moments of an average history that are added to each, so that a short one says little. */
const PRIOR = 5;
/** Classes of rarity: items had by 0, 1, 2–3, 4–7 … others; the last one open. */
const CLASSES = 11;

/** How much each user takes to items that few or many others have. */
export class RarityProfile {
  /** Row-major [users, CLASSES]: share of the user's long bag, the average added. */
  private readonly shares: Float64Array;

  /** @param users distinct users by item. */
  constructor({ moments, rowUser, long, longTotal }: People, users: ArrayLike<number>) {
    this.shares = new Float64Array(moments.nUsers * CLASSES);
    const average = new Float64Array(CLASSES);
    let total = 0;
    for (let p = 0; p < long.length; p++) {
      // Of the others: a user who has an item is one of those that have it.
      const rank = classOf(users[moments.items[p]] - 1);
      this.shares[rowUser[p] * CLASSES + rank] += long[p];
      average[rank] += long[p];
      total += long[p];
    }
    for (let u = 0; u < moments.nUsers; u++) {
      for (let c = 0; c < CLASSES; c++) {
        const prior = total > 0 ? (PRIOR * average[c]) / total : 0;
        this.shares[u * CLASSES + c] = (this.shares[u * CLASSES + c] + prior) / (longTotal[u] + PRIOR);
      }
    }
  }

  /** @param users how many have the item. */
  of(users: number, out: Float64Array): void {
    const rank = classOf(users);
    for (let u = 0; u < out.length; u++) out[u] = log(this.shares[u * CLASSES + rank] + 1e-4);
  }
}

function classOf(others: number): number {
  let rank = 0;
  for (let n = others; n >= 1 && rank < CLASSES - 1; n /= 2) rank++;
  return rank;
}

/** How much each user takes to items with the values of the asked one, beside how much people do on average. */
export class ValueProfile {
  private readonly average: Float64Array;
  private readonly byValue: Csr;
  private readonly scratch: Float64Array;

  constructor(
    private readonly people: People,
    private readonly values: Csr,
  ) {
    const { moments, long } = people;
    this.byValue = transpose(values);
    this.scratch = new Float64Array(moments.nUsers);
    this.average = new Float64Array(values.nCols);
    let total = 0;
    for (let p = 0; p < long.length; p++) {
      total += long[p];
      for (let e = values.indptr[moments.items[p]]; e < values.indptr[moments.items[p] + 1]; e++) {
        this.average[values.indices[e]] += long[p];
      }
    }
    if (total > 0) for (let v = 0; v < values.nCols; v++) this.average[v] /= total;
  }

  /** ln of the mean, over the item's values, of share ÷ average share; zeros for an item without values. */
  of(item: number, out: Float64Array): void {
    const { indptr, indices } = this.values;
    const own = indices.subarray(indptr[item], indptr[item + 1]).filter((value) => this.average[value] > 0);
    out.fill(0);
    if (own.length === 0) return;
    for (const value of own) this.addShares(value, 1 / (this.average[value] * own.length), out);
    for (let u = 0; u < out.length; u++) out[u] = log(out[u]);
  }

  /** Adds every user's share of one value, the average added, times `weight`. */
  private addShares(value: number, weight: number, out: Float64Array): void {
    const { itemPtr, itemRows, rowUser, long, longTotal } = this.people;
    const { byValue, scratch } = this;
    scratch.fill(PRIOR * this.average[value]);
    for (let e = byValue.indptr[value]; e < byValue.indptr[value + 1]; e++) {
      const item = byValue.indices[e];
      for (let q = itemPtr[item]; q < itemPtr[item + 1]; q++) {
        scratch[rowUser[itemRows[q]]] += long[itemRows[q]];
      }
    }
    for (let u = 0; u < out.length; u++) out[u] += (weight * scratch[u]) / (longTotal[u] + PRIOR);
  }
}
