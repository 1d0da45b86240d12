import type { TaskArrays } from '../../domain/ports';
import type { WeighedRows } from '../../kernels/ease';

/** Moments of a history after which who one is counts half of what it does for somebody new. */
const FADES_AFTER = 1;

/**
 * What people of the same age, region or the like take more or less than everybody: for somebody without a history
 * this is all that is known, and it fades as one grows.
 */
export class UserTilt {
  /** @param lift [values, items] row-major: what a value adds to the logit of an item. */
  constructor(
    private readonly traits: WeighedRows,
    private readonly lift: Float32Array,
    private readonly nItems: number,
  ) {}

  static read(arrays: TaskArrays, nItems: number): UserTilt | null {
    if (arrays.tiltLift === undefined) return null;
    const indptr = arrays.tiltPtr as Int32Array;
    const nCols = arrays.tiltLift.length / nItems;
    const indices = arrays.tiltValues as Int32Array;
    const values = arrays.tiltShares as Float32Array;
    const traits = { nRows: indptr.length - 1, nCols, indptr, indices, values };
    return new UserTilt(traits, arrays.tiltLift as Float32Array, nItems);
  }

  /** Adds to every logit what is known of the user, less the longer the history is. */
  addTo(userIdx: number, historyLength: number, out: Float64Array): void {
    const { traits, lift, nItems } = this;
    if (userIdx < 0 || userIdx >= traits.nRows) return;
    for (let e = traits.indptr[userIdx]; e < traits.indptr[userIdx + 1]; e++) {
      const weight = (traits.values[e] * FADES_AFTER) / (FADES_AFTER + historyLength);
      const from = traits.indices[e] * nItems;
      for (let i = 0; i < nItems; i++) out[i] += weight * lift[from + i];
    }
  }

  of(userIdx: number, historyLength: number, item: number): number {
    const { traits, lift, nItems } = this;
    if (userIdx < 0 || userIdx >= traits.nRows) return 0;
    let sum = 0;
    for (let e = traits.indptr[userIdx]; e < traits.indptr[userIdx + 1]; e++) {
      const weight = (traits.values[e] * FADES_AFTER) / (FADES_AFTER + historyLength);
      sum += weight * lift[traits.indices[e] * nItems + item];
    }
    return sum;
  }
}
