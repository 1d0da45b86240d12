import type { Job, NumberArray } from '../../domain/ports';
import { type ContextKernelShape, buildRowIndex, ContextKernel } from '../../kernels/context-kernel';
import { log, pow, powInt } from '../../kernels/math';
import { topK } from '../../kernels/top-k';
import type { Evidence } from '../../recipes/moments/evidence';
import type { Moments } from '../../recipes/moments/moments';
import type { TableShape } from '../../recipes/ensemble/table-evidence';

/** A table of what goes with what, to be filled item by item. */
export interface Table {
  readonly shape: TableShape;
  readonly arrays: { readonly [what in 'Ptr' | 'Items' | 'Weights' | 'Totals']?: NumberArray };
}

/** Pairs kept for an item, at most: beyond them little speaks for anything. */
const MOST_PAIRS = 60;
/** What adds less than this to a pair is passed over. */
const LEAST = 1e-3;
const KERNEL_FLOOR = 1e-4;
const EASE_FLOOR = 1e-2;
const SMALLEST_SHARE = 0.02;

/**
 * What followed each item, by how long after and beside how much else: a context kernel as far as it looks at one item at a
 * time.
 *
 * @param least people that a pair must have to be kept. @throws AppError CANCELLED.
 */
export async function followers(
  moments: Moments,
  kernel: ContextKernelShape,
  least: number,
  job: Job,
): Promise<Table> {
  const { userPtr, items, nItems, nUsers, rowWeight } = moments;
  const index = buildRowIndex(moments, nItems);
  const norms = new ContextKernel(index, kernel).rowNorms();
  // As the kernel weighs items, once for the row and once for the query.
  const rarity = Float64Array.from(index.itemCounts, (count) => 1 / pow(count + 1, 2 * kernel.rarity));
  const userOf = new Int32Array(items.length);
  for (let u = 0; u < nUsers; u++) userOf.fill(u, userPtr[u], userPtr[u + 1]);
  const rows = new TableRows(nItems, least);
  for (let item = 0; item < nItems; item++) {
    for (let p = index.itemPtr[item]; p < index.itemPtr[item + 1]; p++) {
      const row = index.itemRows[p];
      const user = userOf[row];
      let decay = rarity[item];
      for (let s = row + 1; s < userPtr[user + 1]; s++, decay *= kernel.rowDecay) {
        const value = powInt(decay * norms[s], kernel.power) * (rowWeight === null ? 1 : rowWeight[s]);
        if (decay < LEAST * rarity[item]) break;
        rows.add(items[s], value, user);
      }
    }
    rows.end();
    if (item % 256 === 0) await job.checkpoint('pairs', item, nItems);
  }
  const { queryDecay: decay, window, power } = kernel;
  return { shape: { decay, window, power, floor: KERNEL_FLOOR }, arrays: rows.arrays(true) };
}

/** What EASE over users says of each item alone. @param people how many of them have both. @throws AppError CANCELLED. */
export async function easeTable(
  evidence: Evidence,
  moments: Moments,
  easeDecay: number,
  shared: (item: number, out: Float64Array) => void,
  least: number,
  job: Job,
): Promise<Table> {
  const { nItems } = moments;
  const rows = new TableRows(nItems, 1);
  const [found, people] = [new Float64Array(nItems), new Float64Array(nItems)];
  for (let item = 0; item < nItems; item++) {
    const none = { timestampSec: Float64Array.of(0), ownFrom: 0, ownTo: 0 };
    const query = { userIdx: -1, items: Int32Array.of(item), timestampSec: none.timestampSec };
    shared(item, people.fill(0));
    if (people[item] > 0) {
      evidence.score({ ...none, items: query.items, fresh: new Map(), query }, found);
      for (let other = 0; other < nItems; other++)
        if (people[other] >= Math.max(1, least)) rows.add(other, found[other], 0);
    }
    rows.end();
    if (item % 64 === 0) await job.checkpoint('pairs', item, nItems);
  }
  const window = easeDecay < 1 ? Math.ceil(log(SMALLEST_SHARE) / log(easeDecay)) : 1e4;
  return { shape: { decay: easeDecay, window, power: 1, floor: EASE_FLOOR }, arrays: rows.arrays(false) };
}

/** Rows of a table, one item after the other, of each the pairs that weigh most. */
class TableRows {
  private readonly ptr = [0];
  private readonly items: number[] = [];
  private readonly weights: number[] = [];
  private readonly totals: number[] = [];
  private readonly sums: Float64Array;
  private readonly people: Int32Array;
  private readonly last: Int32Array;
  private touched: number[] = [];

  constructor(
    nItems: number,
    private readonly least: number,
  ) {
    this.sums = new Float64Array(nItems);
    this.people = new Int32Array(nItems);
    this.last = new Int32Array(nItems).fill(-1);
  }

  add(item: number, value: number, user: number): void {
    if (this.last[item] !== user) {
      if (this.people[item] === 0) this.touched.push(item);
      this.people[item]++;
      this.last[item] = user;
    }
    this.sums[item] += value;
  }

  /** Of the next item from now on. */
  end(): void {
    const { touched, sums, people, least } = this;
    touched.sort((a, b) => a - b);
    const shown = touched.filter((item) => people[item] >= least);
    const sizes = Float64Array.from(shown, (item) => Math.abs(sums[item]));
    const kept = [...topK(sizes, Int32Array.from(shown.keys()), MOST_PAIRS)].sort((a, b) => a - b);
    for (const k of kept) {
      this.items.push(shown[k]);
      this.weights.push(sums[shown[k]]);
    }
    this.ptr.push(this.items.length);
    this.totals.push(touched.reduce((sum, item) => sum + sums[item], 0));
    for (const item of touched) {
      sums[item] = people[item] = 0;
      this.last[item] = -1;
    }
    this.touched = [];
  }

  arrays(isDivided: boolean): Table['arrays'] {
    return {
      Ptr: Int32Array.from(this.ptr),
      Items: Int32Array.from(this.items),
      Weights: Float32Array.from(this.weights),
      ...(isDivided && { Totals: Float32Array.from(this.totals) }),
    };
  }
}
