import { Adam } from '../../kernels/adam';
import { RowGradients } from '../../kernels/row-gradients';
import type { Rng } from '../../kernels/rng';
import type { FeatureRows } from './features';
import { sumInto } from './feature-sum';

/** How often a user has to begin without metadata while learning, so that "nothing known" is the average. */
const FEATURE_DROPOUT = 0.1;

/** The states that users start from: the sum of their features' rows, which begin at 0 and learn. */
export class UserTable {
  /** Features × H. */
  readonly table: Float64Array;
  private readonly adam: Adam;
  private readonly gradient: RowGradients;
  private readonly unknown = new Set<number>();

  constructor(
    readonly rows: FeatureRows,
    private readonly width: number,
    private readonly rng: Rng,
  ) {
    this.table = new Float64Array(rows.nFeatures * width);
    this.adam = new Adam(this.table, width);
    this.gradient = new RowGradients(rows.nFeatures, width, rows.nFeatures);
  }

  /** The state that a user starts from, into `out` at `at`; nothing for whoever is drawn to be unknown this time. */
  start(user: number, out: Float64Array, at: number): void {
    if (this.rng.uniform() < FEATURE_DROPOUT) this.unknown.add(user);
    else {
      this.unknown.delete(user);
      sumInto(out, at, null, 0, this.rows, user, this.table, this.width);
    }
  }

  /** @param users those that began, with the gradients of their states one after the other. */
  step(users: readonly number[], gradient: Float64Array, rate: number, scale: number): void {
    const { ptr, indices, values } = this.rows;
    const { width } = this;
    this.gradient.clear();
    users.forEach((user, k) => {
      if (this.unknown.has(user)) return;
      for (let p = ptr[user]; p < ptr[user + 1]; p++) {
        const at = this.gradient.at(indices[p]);
        for (let d = 0; d < width; d++) this.gradient.values[at + d] += values[p] * gradient[k * width + d];
      }
    });
    for (let k = 0; k < this.gradient.count; k++) {
      this.adam.stepRow(this.gradient.rows[k], this.gradient.values, k * width, rate, scale);
    }
  }
}
