import { Adam } from '../../kernels/adam';
import type { Rng } from '../../kernels/rng';
import { RowGradients } from '../../kernels/row-gradients';
import { sumInto } from './feature-sum';
import type { FeatureRows } from './features';

/** How often an item has to do without its own vector while learning, so that its features can stand alone. */
const OWN_DROPOUT = 0.1;

/**
 * Vectors and biases of items as they learn: a row of its own for each and, where there is metadata, the sum of its
 * features' rows. Whoever reads `values` first says which items, for sums are brought up to date row by row.
 */
export class ItemTable {
  /** Items × (H + 1). */
  readonly values: Float64Array;
  private readonly ownAdam: Adam;
  private readonly described: Described | null;

  /**
   * @param own items × width, changed in place.
   * @param features null = items are nothing but themselves. @param frozen items that have no row of their own.
   */
  constructor(
    readonly own: Float64Array,
    private readonly width: number,
    features: { rows: FeatureRows; table: Float64Array; frozen: Uint8Array } | null,
    rng: Rng,
  ) {
    this.ownAdam = new Adam(own, width);
    this.described = features && new Described(features, own, width, rng);
    this.values = this.described?.sums ?? own;
  }

  get featureTable(): Float64Array {
    return this.described?.table ?? new Float64Array(0);
  }

  /** To be called before each step with all items that it will read. */
  prepare(...groups: readonly Int32Array[]): void {
    this.described?.prepare(groups);
  }

  /** One step down the gradient of the rows of `values`. */
  step(gradient: RowGradients, rate: number, scale: number): void {
    const { described, ownAdam, width } = this;
    for (let k = 0; k < gradient.count; k++) {
      const item = gradient.rows[k];
      if (described?.standsAlone[item] === 1) continue;
      ownAdam.stepRow(item, gradient.values, k * width, rate, scale);
    }
    described?.step(gradient, rate, scale);
  }
}

/** The part of a table that comes from features. */
class Described {
  readonly sums: Float64Array;
  readonly table: Float64Array;
  /** 1 = the newest `prepare` left the item's own row out. */
  readonly standsAlone: Uint8Array;
  private readonly gradient: RowGradients;
  private readonly adam: Adam;
  private readonly fresh: Uint8Array;

  constructor(
    private readonly features: { rows: FeatureRows; table: Float64Array; frozen: Uint8Array },
    private readonly own: Float64Array,
    private readonly width: number,
    private readonly rng: Rng,
  ) {
    this.table = features.table;
    this.sums = new Float64Array(own.length);
    this.standsAlone = new Uint8Array(own.length / width);
    this.fresh = new Uint8Array(own.length / width);
    this.gradient = new RowGradients(features.rows.nFeatures, width, features.rows.nFeatures);
    this.adam = new Adam(this.table, width);
  }

  prepare(groups: readonly Int32Array[]): void {
    const touched: number[] = [];
    for (const group of groups) {
      for (const item of group) {
        if (item < 0 || this.fresh[item] === 1) continue;
        this.fresh[item] = 1;
        touched.push(item);
      }
    }
    for (const item of touched) {
      this.fresh[item] = 0;
      const alone = this.features.frozen[item] === 1 || this.rng.uniform() < OWN_DROPOUT;
      this.standsAlone[item] = alone ? 1 : 0;
      const at = item * this.width;
      sumInto(this.sums, at, alone ? null : this.own, at, this.features.rows, item, this.table, this.width);
    }
  }

  step(gradient: RowGradients, rate: number, scale: number): void {
    const { ptr, indices, values } = this.features.rows;
    const { width, adam } = this;
    this.gradient.clear();
    for (let k = 0; k < gradient.count; k++) {
      const item = gradient.rows[k];
      for (let p = ptr[item]; p < ptr[item + 1]; p++) {
        const at = this.gradient.at(indices[p]);
        for (let d = 0; d < width; d++)
          this.gradient.values[at + d] += values[p] * gradient.values[k * width + d];
      }
    }
    for (let k = 0; k < this.gradient.count; k++) {
      adam.stepRow(this.gradient.rows[k], this.gradient.values, k * width, rate, scale);
    }
  }
}
