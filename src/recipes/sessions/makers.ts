import { nthLargest } from '../../kernels/nth-largest';
import { type Effort, Neighbours } from './neighbours';
import type { SessionTables } from './session-tables';

/** Makers of candidates, in their order. */
export const MAKERS = ['rules', 'first', 'cosine', 'neighbours', 'walk'] as const;
const [RULES, FIRST, COSINE, NEIGHBOURS, WALK] = MAKERS.keys();
const N = MAKERS.length;

const SHAPE = {
  /** Items of the query that rules and cosine read, and how much each counts of the one after it. */
  window: 8,
  decay: 0.75,
  /** Added to both counts of a cosine. */
  shrink: 20,
  /** Steps: items of the query, and how many are stepped on from. */
  begins: 5,
  strongest: 50,
};
/** Rows of a query that are read, the newest. */
export const MOST_READ = 30;

/** What the makers found for one query; overwritten by the next. */
export interface Found {
  /** By item, a number of each maker: parts of 1 (of 0 where it found nothing). */
  readonly shares: Float64Array;
  /** Candidates, ascending. */
  readonly candidates: Int32Array;
}

/** Asks sessions for what may come next. Whoever asks first lets go of what was found before. */
export class Makers {
  private readonly shares: Float64Array;
  private readonly touched: Int32Array;
  private readonly isTouched: Uint8Array;
  private nTouched = 0;
  private readonly inverse: Float64Array;
  private readonly neighbours: Neighbours;
  private readonly stepped: Float64Array;
  private readonly reached: Int32Array;

  constructor(
    private readonly tables: SessionTables,
    private readonly effort: Effort,
  ) {
    const nItems = tables.counts.length;
    this.shares = new Float64Array(N * nItems);
    this.reached = new Int32Array(nItems);
    this.neighbours = new Neighbours(tables, effort);
    this.touched = new Int32Array(nItems);
    this.isTouched = new Uint8Array(nItems);
    this.stepped = new Float64Array(nItems);
    this.inverse = Float64Array.from(
      tables.itemStarts.subarray(1),
      (to, i) => 1 / Math.sqrt(to - tables.itemStarts[i] + SHAPE.shrink),
    );
  }

  /** @param history known items, oldest first, MOST_READ at most. @param own the asker's session among those here; −1 = none. */
  find(history: Int32Array, own: number): Found {
    this.forget();
    const n = history.length;
    for (let k = 0, weight = 1; k < SHAPE.window && k < n; k++, weight *= SHAPE.decay)
      this.addPairs(history[n - 1 - k], weight);
    if (n > 0) this.addNext(history[n - 1]);
    this.neighbours.find(history, own, (item, value) => {
      this.touch(item);
      this.shares[item * N + NEIGHBOURS] += value;
    });
    this.addWalk(history);
    this.normalise();
    return { shares: this.shares, candidates: this.choose(history) };
  }

  /**
   * How what each maker found for an item divides over the items of the history: parts of 1 by maker and place; zeros
   * where a maker found nothing.
   */
  divide(history: Int32Array, own: number, item: number): Float64Array[] {
    const n = history.length;
    const parts = MAKERS.map(() => new Float64Array(n));
    const { pairStarts, pairItems, follows, besides, steps, followSums } = this.tables;
    const walked = new Map<number, number>();
    this.begin(history, (middle) => walked.set(middle, this.stepTo(middle, item)));
    for (let k = 0, weight = 1; k < n; k++, weight *= SHAPE.decay) {
      const held = history[n - 1 - k];
      for (let e = pairStarts[held]; e < pairStarts[held + 1]; e++) {
        if (k < SHAPE.begins) parts[WALK][n - 1 - k] += weight * steps[e] * (walked.get(pairItems[e]) ?? 0);
        if (pairItems[e] !== item || k >= SHAPE.window) continue;
        parts[RULES][n - 1 - k] = (weight * follows[e]) / (followSums[held] + 1);
        parts[COSINE][n - 1 - k] = weight * besides[e] * this.inverse[held];
      }
    }
    if (n > 0) parts[FIRST][n - 1] = 1;
    this.neighbours.divide(history, own, item, parts[NEIGHBOURS]);
    return parts.map((part) => {
      const sum = part.reduce((all, value) => all + value, 0);
      return sum > 0 ? part.map((value) => value / sum) : part;
    });
  }

  private forget(): void {
    for (let t = 0; t < this.nTouched; t++) {
      const item = this.touched[t];
      for (let at = item * N; at < (item + 1) * N; at++) this.shares[at] = 0;
      this.isTouched[item] = 0;
    }
    this.nTouched = 0;
  }

  private touch(item: number): void {
    if (this.isTouched[item] === 1) return;
    this.isTouched[item] = 1;
    this.touched[this.nTouched++] = item;
  }

  private addPairs(held: number, weight: number): void {
    const { pairStarts, pairItems, follows, besides, followSums } = this.tables;
    const { shares, inverse } = this;
    const byRules = weight / (followSums[held] + 1);
    const byCosine = weight * inverse[held];
    for (let e = pairStarts[held]; e < pairStarts[held + 1]; e++) {
      const item = pairItems[e];
      this.touch(item);
      shares[item * N + RULES] += byRules * follows[e];
      shares[item * N + COSINE] += byCosine * besides[e] * inverse[item];
    }
  }

  private addNext(held: number): void {
    const { pairStarts, pairItems, nexts, nextSums } = this.tables;
    for (let e = pairStarts[held]; e < pairStarts[held + 1]; e++)
      this.shares[pairItems[e] * N + FIRST] += nexts[e] / (nextSums[held] + 1);
  }

  /** Takes one step from the newest items. @param take is given the strongest items that are reached, with how strongly. */
  private begin(history: Int32Array, take: (item: number, value: number) => void): void {
    const { pairStarts, pairItems, steps } = this.tables;
    const { stepped, reached } = this;
    const n = history.length;
    let nReached = 0;
    for (let k = 0, weight = 1; k < SHAPE.begins && k < n; k++, weight *= SHAPE.decay) {
      const held = history[n - 1 - k];
      for (let e = pairStarts[held]; e < pairStarts[held + 1]; e++) {
        if (steps[e] === 0) continue;
        if (stepped[pairItems[e]] === 0) reached[nReached++] = pairItems[e];
        stepped[pairItems[e]] += weight * steps[e];
      }
    }
    const values = new Float64Array(nReached);
    for (let t = 0; t < nReached; t++) values[t] = stepped[reached[t]];
    const least = nReached > SHAPE.strongest ? nthLargest(values, SHAPE.strongest) : 0;
    for (let t = 0; t < nReached; t++) {
      const item = reached[t];
      if (stepped[item] >= least) take(item, stepped[item]);
      stepped[item] = 0;
    }
  }

  private addWalk(history: Int32Array): void {
    const { pairStarts, pairItems, steps } = this.tables;
    this.begin(history, (middle, value) => {
      for (let e = pairStarts[middle]; e < pairStarts[middle + 1]; e++) {
        if (steps[e] === 0) continue;
        this.touch(pairItems[e]);
        this.shares[pairItems[e] * N + WALK] += value * steps[e];
      }
    });
  }

  private stepTo(from: number, item: number): number {
    const { pairStarts, pairItems, steps } = this.tables;
    for (let e = pairStarts[from]; e < pairStarts[from + 1]; e++) if (pairItems[e] === item) return steps[e];
    return 0;
  }

  private normalise(): void {
    const { shares, touched, nTouched } = this;
    const sums = new Float64Array(N);
    for (let t = 0; t < nTouched; t++)
      for (let m = 0, at = touched[t] * N; m < N; m++) sums[m] += shares[at++];
    for (let m = 0; m < N; m++) sums[m] = sums[m] > 0 ? 1 / sums[m] : 0;
    for (let t = 0; t < nTouched; t++)
      for (let m = 0, at = touched[t] * N; m < N; m++) shares[at++] *= sums[m];
  }

  /** The best by the sum of all makers, and every item of the history; in ascending order. */
  private choose(history: Int32Array): Int32Array {
    const { touched, shares, nTouched } = this;
    const sums = new Float64Array(nTouched);
    for (let t = 0; t < nTouched; t++)
      for (let m = 0, at = touched[t] * N; m < N; m++) sums[t] += shares[at++];
    const most = this.effort.candidates;
    const least = nTouched > most ? nthLargest(sums.slice(), most) : 0;
    const chosen = touched.subarray(0, nTouched).filter((_, t) => sums[t] >= least);
    return Int32Array.from(new Set([...chosen, ...history])).sort();
  }
}
