import type { Column } from '../../domain/columns';
import type { Job } from '../../domain/ports';
import type { WeighedRows } from '../../kernels/ease';
import { log } from '../../kernels/math';
import { metadataOf } from '../metadata-likeness';
import { asCategories } from './categories';

/** Newest items of a history that say what it is about, the k-th as much as FADING^k. */
const NEWEST = 20;
const FADING = 0.8;
/** Added to likeness before the logarithm: of what shares nothing it can only be said that it shares nothing yet. */
const FLOOR = 0.05;

/** What is known of the items. */
export interface Traits {
  /** [items, values]: the values of column k, and then words, from blocks[k] to blocks[k + 1]; of length 1 in each. */
  readonly rows: WeighedRows;
  readonly blocks: Int32Array;
}

/** Columns of all kinds, numbers by fifths, and the words of all texts, titles included. @throws AppError CANCELLED. */
export async function traitsOf(columns: readonly Column[], nItems: number, job: Job): Promise<Traits> {
  const all = asCategories(columns).map((column) =>
    column.kind === 'text' ? { ...column, textual: true } : column,
  );
  const metadata = await metadataOf(all, nItems, job);
  const { text } = metadata;
  const matrices = [...metadata.columns, ...(text === null ? [] : [text.words])];
  const blocks = new Int32Array(matrices.length + 1);
  matrices.forEach(({ nCols }, k) => (blocks[k + 1] = blocks[k] + nCols));
  const indptr = new Int32Array(nItems + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < nItems; i++) {
    for (const [k, { indptr: ptr, indices: own }] of matrices.entries()) {
      const even = 1 / Math.sqrt(ptr[i + 1] - ptr[i]);
      for (let e = ptr[i]; e < ptr[i + 1]; e++) {
        indices.push(blocks[k] + own[e]);
        values.push(text !== null && k === metadata.columns.length ? text.weights[e] : even);
      }
    }
    indptr[i + 1] = indices.length;
  }
  const rows = {
    nRows: nItems,
    nCols: blocks[matrices.length],
    indptr,
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
  return { rows, blocks };
}

/** How much items have in common with what somebody took last, beside what such items have on average. */
export class Likeness {
  /** Where columns begin and end among the values that some item has: others take neither memory nor time. */
  private readonly blocks: Int32Array;
  private readonly mean: Float64Array;
  private readonly profile: Float64Array;
  /** Likeness by column, of an average item and of the one that is looked at. */
  private readonly usual: Float64Array;
  private readonly own: Float64Array;
  /** What is said of an item that shares nothing, by column: it is so of most. */
  private readonly unlike: Float64Array;

  /** @param items those among which the average is taken. */
  constructor(
    private readonly traits: Traits,
    items: Int32Array,
  ) {
    const { rows, blocks } = traits;
    const used = rows.indices.reduce((most, value) => Math.max(most, value + 1), 0);
    this.blocks = blocks.map((end) => Math.min(end, used));
    this.mean = new Float64Array(used);
    for (const item of items) addRow(rows, item, 1 / items.length, this.mean);
    this.profile = new Float64Array(used);
    this.usual = new Float64Array(blocks.length - 1);
    this.own = new Float64Array(blocks.length - 1);
    this.unlike = new Float64Array(blocks.length - 1);
  }

  get nColumns(): number {
    return this.own.length;
  }

  /** From now on about this history, oldest first. */
  readHistory(items: ArrayLike<number>): void {
    const { profile, mean, usual, blocks } = this;
    const { rows } = this.traits;
    profile.fill(0);
    let weight = 1;
    let total = 0;
    for (let p = items.length - 1; p >= Math.max(0, items.length - NEWEST); p--) {
      addRow(rows, items[p], weight, profile);
      total += weight;
      weight *= FADING;
    }
    for (let k = 0; k < usual.length; k++) {
      usual[k] = 0;
      for (let v = blocks[k]; v < blocks[k + 1]; v++) {
        profile[v] /= total;
        usual[k] += profile[v] * mean[v];
      }
      this.unlike[k] = log(FLOOR / (usual[k] + FLOOR));
    }
  }

  /** ln(likeness / that of an average item) by column: 0 where nothing is known of either. @returns overwritten by the next call. */
  of(item: number): Float64Array {
    const { own, usual, profile, blocks } = this;
    const { rows } = this.traits;
    own.fill(0);
    let k = 0;
    for (let e = rows.indptr[item]; e < rows.indptr[item + 1]; e++) {
      while (rows.indices[e] >= blocks[k + 1]) k++;
      own[k] += profile[rows.indices[e]] * rows.values[e];
    }
    for (k = 0; k < own.length; k++)
      own[k] = own[k] === 0 ? this.unlike[k] : log((own[k] + FLOOR) / (usual[k] + FLOOR));
    return own;
  }
}

function addRow(rows: WeighedRows, row: number, weight: number, out: Float64Array): void {
  for (let e = rows.indptr[row]; e < rows.indptr[row + 1]; e++)
    out[rows.indices[e]] += weight * rows.values[e];
}
