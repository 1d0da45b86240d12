import type { ItemBag } from '../../kernels/ease';

/** Weights under this share of the newest one are cut off. */
const SMALLEST = 0.02;

/** Histories as decayed bags: each distinct item with the sum of decay^age over its moments. */
export class HistoryBag {
  private readonly weightOf: Float64Array;

  constructor(
    nItems: number,
    private readonly decay: number,
  ) {
    this.weightOf = new Float64Array(nItems);
  }

  /** @param history oldest first. */
  of(history: Int32Array): ItemBag {
    const items: number[] = [];
    let weight = 1;
    for (let p = history.length - 1; p >= 0 && weight >= SMALLEST; p--, weight *= this.decay) {
      if (this.weightOf[history[p]] === 0) items.push(history[p]);
      this.weightOf[history[p]] += weight;
    }
    const bag = { items: Int32Array.from(items), weights: new Float64Array(items.length) };
    for (let b = 0; b < items.length; b++) {
      bag.weights[b] = this.weightOf[items[b]];
      this.weightOf[items[b]] = 0;
    }
    return bag;
  }
}

/** What each item of a bag adds. @param shares in the bag's order. */
export function byItem({ items }: ItemBag, shares: ArrayLike<number>): ReadonlyMap<number, number> {
  return new Map(Array.from(items, (held, b) => [held, shares[b]]));
}
