import type { Csr } from './csr';
import { transposeWeighed, type WeighedRows } from './ease';
import { pow } from './math';
import { nthLargest } from './nth-largest';
import { topK } from './top-k';

/** How people count who have items in common, whatever the order, and how what they had adds up. */
export interface TasteShape {
  /** An item in common counts (people who had it)^−rarity. */
  readonly rarity: number;
  /** Each of what somebody had counts (their items)^−breadth/2, in what is in common and in what it speaks for. */
  readonly breadth: number;
  /** What is in common is raised to this power: above 1 those who share most lead. */
  readonly power: number;
  /** An item is listed by what speaks for it · (people who had it)^−fame. */
  readonly fame: number;
}

/** A history as distinct items, with what each counts beside the others; and whose row is left out (−1 = nobody's). */
export interface TasteQuery {
  readonly items: Int32Array;
  readonly weights?: Float64Array;
  readonly own: number;
}

/** Best items by whose mean an answer is divided, so that answers to long histories and to short ones are alike. */
const TOP = 20;
/** People by whom an item is found, at most, and neighbours that are asked. */
const REACH = 1000;
const MOST_NEIGHBOURS = 4000;

/** Distinct items by person with everything that the exponents act on. */
export interface TasteIndex {
  readonly userItems: WeighedRows;
  /** People of each item, at most `REACH` of them, and how many there are. */
  readonly found: Csr;
  readonly people: Float64Array;
}

export function tasteIndex(userItems: WeighedRows): TasteIndex {
  const all = transposeWeighed(userItems);
  const n = userItems.nCols;
  const people = new Float64Array(n);
  const indptr = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    people[i] = all.indptr[i + 1] - all.indptr[i];
    indptr[i + 1] = indptr[i] + Math.min(REACH, people[i]);
  }
  const indices = new Int32Array(indptr[n]);
  for (let i = 0; i < n; i++) {
    const kept = indptr[i + 1] - indptr[i];
    // Evenly among them all.
    for (let k = 0; k < kept; k++)
      indices[indptr[i] + k] = all.indices[all.indptr[i] + Math.floor((k * people[i]) / kept)];
  }
  return { userItems, found: { nRows: n, nCols: userItems.nRows, indptr, indices }, people };
}

/**
 * Neighbours without training and without order:
 * s_j = d_j^−fame · Σ_v n_v^(−breadth/2) · (n_v^(−breadth/2) · Σ_{i ∈ u ∩ v} d_i^−rarity)^power, where n_v are the items of
 * person v and d_i the people of item i; divided by the mean of its own twenty best.
 *
 * One instance answers one call at a time.
 */
export class TasteKernel {
  private readonly itemWeight: Float64Array;
  private readonly fame: Float64Array;
  private readonly personWeight: Float64Array;
  /** By person: what is in common; scratch, 0 between calls. */
  private readonly shared: Float64Array;
  private readonly touched: Int32Array;

  constructor(
    private readonly index: TasteIndex,
    private readonly shape: TasteShape,
  ) {
    const { userItems, people } = index;
    const powers = (values: Float64Array, exponent: number): Float64Array =>
      values.map((value) => (value > 0 ? pow(value, exponent) : 0));
    this.itemWeight = powers(people, -shape.rarity);
    this.fame = powers(people, -shape.fame);
    const lengths = Float64Array.from(
      { length: userItems.nRows },
      (_, v) => userItems.indptr[v + 1] - userItems.indptr[v],
    );
    this.personWeight = powers(lengths, (-(1 + shape.power) * shape.breadth) / 2);
    this.shared = new Float64Array(userItems.nRows);
    this.touched = new Int32Array(userItems.nRows);
  }

  score(query: TasteQuery, out: Float64Array): void {
    this.addUp(query, out);
    for (let i = 0; i < out.length; i++) out[i] *= this.fame[i];
    const scale = scaleOf(out, query.items);
    for (let i = 0; i < out.length; i++) out[i] *= scale;
  }

  /** What speaks for each item before its fame counts. */
  addUp(query: TasteQuery, out: Float64Array): void {
    const { indptr, indices, values } = this.index.userItems;
    const { shared, touched } = this;
    const n = this.meet(query);
    out.fill(0);
    for (let k = 0; k < n; k++) {
      const v = touched[k];
      const weight = shared[v];
      shared[v] = 0;
      for (let e = indptr[v]; e < indptr[v + 1]; e++) out[indices[e]] += weight * values[e];
    }
  }

  /** How `score` of one item divides over the items of the history, in proportion to what each has in common with whoever had it. */
  shares(query: TasteQuery, item: number): Map<number, number> {
    const { found, userItems, people } = this.index;
    const { itemWeight, fame } = this;
    const all = new Float64Array(people.length);
    this.score(query, all);
    const shares = new Map<number, number>();
    if (!(all[item] > 0)) return shares;
    const n = this.meet(query);
    const support = new Map<number, number>();
    for (let k = 0; k < n; k++) {
      const v = this.touched[k];
      for (let e = userItems.indptr[v]; e < userItems.indptr[v + 1]; e++)
        if (userItems.indices[e] === item) support.set(v, this.shared[v] * userItems.values[e] * fame[item]);
      this.shared[v] = 0;
    }
    // What each neighbour has in common, anew: by whom the items of the history are found.
    const common = new Map<number, number>();
    query.items.forEach((held) => {
      for (let p = found.indptr[held]; p < found.indptr[held + 1]; p++) {
        const v = found.indices[p];
        if (support.has(v)) common.set(v, (common.get(v) ?? 0) + itemWeight[held]);
      }
    });
    let total = 0;
    query.items.forEach((held) => {
      let value = 0;
      for (let p = found.indptr[held]; p < found.indptr[held + 1]; p++) {
        const v = found.indices[p];
        value += ((support.get(v) ?? 0) * itemWeight[held]) / (common.get(v) ?? 1);
      }
      if (value > 0) shares.set(held, value);
      total += value;
    });
    for (const [held, value] of shares) shares.set(held, (value * all[item]) / total);
    return shares;
  }

  /** Fills `touched` with neighbours and `shared` with what each counts. @returns how many there are. */
  private meet({ items, weights, own }: TasteQuery): number {
    const { indptr, indices } = this.index.found;
    const { shared, touched, personWeight } = this;
    let n = 0;
    for (let k = 0; k < items.length; k++) {
      const add = this.itemWeight[items[k]] * (weights === undefined ? 1 : weights[k]);
      for (let p = indptr[items[k]]; p < indptr[items[k] + 1]; p++) {
        const v = indices[p];
        if (v === own) continue;
        if (shared[v] === 0) touched[n++] = v;
        shared[v] += add;
      }
    }
    const { power } = this.shape;
    for (let k = 0; k < n; k++) {
      const v = touched[k];
      shared[v] = personWeight[v] * raised(shared[v], power);
    }
    return n > MOST_NEIGHBOURS ? this.keepBest(n) : n;
  }

  private keepBest(n: number): number {
    const { shared, touched } = this;
    const counts = Float64Array.from({ length: n }, (_, k) => shared[touched[k]]);
    const least = nthLargest(counts, MOST_NEIGHBOURS);
    let kept = 0;
    for (let k = 0; k < n; k++) {
      const v = touched[k];
      if (shared[v] >= least) touched[kept++] = v;
      else shared[v] = 0;
    }
    return kept;
  }
}

function raised(value: number, power: number): number {
  if (power === 1) return value;
  if (power === 1.5) return value * Math.sqrt(value);
  if (power === 2) return value * value;
  return pow(value, power);
}

/** 1 / the mean of the best items but those of the history, which come to 0. */
export function scaleOf(values: Float64Array, held: Int32Array): number {
  for (const item of held) values[item] = 0;
  const best = topOf(values);
  let sum = 0;
  for (const item of best) sum += values[item];
  return sum > 0 ? best.length / sum : 0;
}

let places = new Int32Array(0);

/** The best that something speaks for; ties by the smaller index. */
function topOf(values: Float64Array): Int32Array {
  if (places.length < values.length) places = Int32Array.from(values.keys());
  return topK(values, places, TOP).filter((item) => values[item] > 0);
}
