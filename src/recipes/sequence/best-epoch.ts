import { pairedDifference } from '../../kernels/paired-difference';

/** Epochs in a row that may be worse than the best before no more are learned. */
const PATIENCE = 3;

/**
 * Which epoch of a training is kept, told by what each one gains on the same held-out rows: the newest, unless it falls
 * behind the best one by more than the standard error of the difference.
 */
export class BestEpoch {
  private best: Float64Array | null = null;
  private behind = 0;

  /** Whether the newest epoch is the one to keep. @param gains by held-out row; null where nobody was held out. */
  keeps(gains: Float64Array | null): boolean {
    const { best } = this;
    if (gains === null || best === null) {
      this.best = gains;
      return true;
    }
    const { mean, error } = pairedDifference(best, gains);
    if (mean < 0) this.best = gains;
    this.behind = mean > error ? this.behind + 1 : 0;
    return this.behind === 0;
  }

  /** Whether learning on has become hopeless. */
  get isOver(): boolean {
    return this.behind >= PATIENCE;
  }
}
