import type { RowIndex } from './context-kernel';
import { exp, log, powInt } from './math';

/** How baskets resemble each other. */
export interface BasketShape {
  /** Whole power of the similarity. */
  readonly power: number;
  /** Each item counts (rows + 1)^−rarity, in either basket. */
  readonly rarity: number;
}

/** What somebody has in the basket, and the rows of the asking user, which are left out (equal = none). */
export interface BasketQuery {
  readonly basket: Int32Array;
  readonly ownFrom: number;
  readonly ownTo: number;
}

/** Items of a basket that are asked with, at most. */
const MOST_ASKED = 100;

/**
 * Neighbour model without training, for what has no order: what lay in the baskets that resemble the asking one. A
 * basket is what somebody did within one second. Z_j = Σ over baskets b that hold j of cos(q, b)^power.
 *
 * One instance answers one call at a time.
 */
export class BasketKernel {
  private readonly itemWeight: Float64Array;
  /** The basket of every row; −1 for a row that is alone in its second. */
  private readonly basketOf: Int32Array;
  /** Rows of basket b: starts[b] … ends[b]. */
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly inverseNorm: Float64Array;
  /** By basket: its product with the asking one; scratch, 0 between calls. */
  private readonly product: Float64Array;
  private readonly touched: Int32Array;

  /** @param timestampSec of the rows of `index`. */
  constructor(
    private readonly index: RowIndex,
    timestampSec: Float64Array,
    private readonly shape: BasketShape,
  ) {
    const { items, itemCounts } = index;
    this.itemWeight = Float64Array.from(itemCounts, (count) => exp(-2 * shape.rarity * log(count + 1)));
    const { basketOf, starts, ends } = basketsOf(index, timestampSec);
    this.basketOf = basketOf;
    this.starts = starts;
    this.ends = ends;
    this.inverseNorm = Float64Array.from(starts, (from, b) => {
      let squares = 0;
      for (let p = from; p < ends[b]; p++) squares += this.itemWeight[items[p]];
      return 1 / Math.sqrt(squares);
    });
    this.product = new Float64Array(starts.length);
    this.touched = new Int32Array(starts.length);
  }

  /** Writes Z, divided by its total, into `out`; zeros where nothing resembles the basket. Its own items have none. */
  score(query: BasketQuery, out: Float64Array): void {
    const { items, rowWeight } = this.index;
    const { product, touched, starts, ends } = this;
    const asked = this.asked(query);
    const n = this.meet(query, asked);
    const scale = this.scaleOf(asked);
    out.fill(0);
    for (let k = 0; k < n; k++) {
      const b = touched[k];
      const raised = this.raised(b, scale);
      product[b] = 0;
      for (let p = starts[b]; p < ends[b]; p++)
        out[items[p]] += rowWeight === null ? raised : raised * rowWeight[p];
    }
    for (const item of asked) out[item] = 0;
    let total = 0;
    for (let i = 0; i < out.length; i++) total += out[i];
    if (total === 0) return;
    const share = 1 / total;
    for (let i = 0; i < out.length; i++) out[i] *= share;
  }

  /**
   * How the share of one item in `score` divides over the items of the basket, which it adds up to: the similarity of
   * every basket that holds the item is shared out in proportion to what each has to do with it.
   */
  shares(query: BasketQuery, item: number): Map<number, number> {
    const { nItems, items, itemPtr, itemRows, rowWeight } = this.index;
    const { product, touched, starts, ends, basketOf, itemWeight } = this;
    const shares = new Map<number, number>();
    const asked = this.asked(query);
    if (asked.includes(item)) return shares;
    const isAsked = new Uint8Array(nItems);
    for (const held of asked) isAsked[held] = 1;
    const n = this.meet(query, asked);
    const scale = this.scaleOf(asked);
    const supports = new Map<number, number>();
    let total = 0;
    for (let k = 0; k < n; k++) {
      const b = touched[k];
      const raised = this.raised(b, scale);
      for (let p = starts[b]; p < ends[b]; p++) {
        if (isAsked[items[p]] === 1) continue;
        const support = rowWeight === null ? raised : raised * rowWeight[p];
        total += support;
        if (items[p] === item) supports.set(b, support / product[b]);
      }
    }
    for (const held of asked) {
      let value = 0;
      for (let r = itemPtr[held]; r < itemPtr[held + 1]; r++) {
        if (this.isOwn(query, itemRows[r])) continue;
        value += (supports.get(basketOf[itemRows[r]]) ?? 0) * itemWeight[held];
      }
      if (value > 0) shares.set(held, value / total);
    }
    for (let k = 0; k < n; k++) product[touched[k]] = 0;
    return shares;
  }

  private asked({ basket }: BasketQuery): Int32Array {
    return basket.subarray(0, MOST_ASKED);
  }

  private isOwn({ ownFrom, ownTo }: BasketQuery, row: number): boolean {
    return row >= ownFrom && row < ownTo;
  }

  /** Fills `product` and `touched`. @returns how many baskets have something in common with the asking one. */
  private meet(query: BasketQuery, asked: Int32Array): number {
    const { itemPtr, itemRows } = this.index;
    const { basketOf, product, touched, itemWeight } = this;
    let n = 0;
    for (const item of asked) {
      const adds = itemWeight[item];
      for (let r = itemPtr[item]; r < itemPtr[item + 1]; r++) {
        const b = basketOf[itemRows[r]];
        if (b < 0 || this.isOwn(query, itemRows[r])) continue;
        if (product[b] === 0) touched[n++] = b;
        product[b] += adds;
      }
    }
    return n;
  }

  private scaleOf(asked: Int32Array): number {
    let squares = 0;
    for (const item of asked) squares += this.itemWeight[item];
    return squares > 0 ? 1 / Math.sqrt(squares) : 0;
  }

  private raised(b: number, scale: number): number {
    return powInt(this.product[b] * scale * this.inverseNorm[b], this.shape.power);
  }
}

interface Baskets {
  readonly basketOf: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

function basketsOf({ nUsers, userPtr }: RowIndex, timestampSec: Float64Array): Baskets {
  const basketOf = new Int32Array(timestampSec.length).fill(-1);
  const starts: number[] = [];
  const ends: number[] = [];
  for (let u = 0; u < nUsers; u++) {
    for (let from = userPtr[u], to = from; from < userPtr[u + 1]; from = to) {
      to = endOfSecond(from, userPtr[u + 1], timestampSec);
      if (to - from < 2) continue;
      basketOf.fill(starts.length, from, to);
      starts.push(from);
      ends.push(to);
    }
  }
  return { basketOf, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** The share of all rows that lie in a basket with another one. */
export function shareInBaskets({
  nUsers,
  userPtr,
  timestampSec,
}: {
  readonly nUsers: number;
  readonly userPtr: Int32Array;
  readonly timestampSec: Float64Array;
}): number {
  let n = 0;
  for (let u = 0; u < nUsers; u++) {
    for (let from = userPtr[u], to = from; from < userPtr[u + 1]; from = to) {
      to = endOfSecond(from, userPtr[u + 1], timestampSec);
      if (to - from > 1) n += to - from;
    }
  }
  return n / Math.max(1, timestampSec.length);
}

function endOfSecond(from: number, to: number, timestampSec: Float64Array): number {
  let end = from + 1;
  while (end < to && timestampSec[end] === timestampSec[from]) end++;
  return end;
}
