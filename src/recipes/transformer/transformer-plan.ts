import type { Budget } from '../../domain/resources';
import { networksFor } from '../sequence/networks-for';
import type { Shape } from './block';

/** Floating-point operations of each network: about 7 s, 1 min and 5 min on one thread at 3.5 GFLOPS. */
const FLOPS: { readonly [budget in Budget]: number } = {
  instant: 2.4e10,
  standard: 2.1e11,
  thorough: 1.05e12,
};
/** Rows of a window: what a request may look back on. */
export const LENGTH = 96;
const PACE: Pace = { windows: 2, dropout: 0.3, negatives: 128 };
/** Where every row is read so few times or fewer, nothing is learned by heart, and each reading has to tell more. */
const FEW_EPOCHS = 3;
const PACE_OF_FEW: Pace = { windows: 1, dropout: 0, negatives: 256 };
const LEAST_STEPS_AN_EPOCH = 20;
/** In fewer steps than this nothing is learned; then a set is read up to twelve times. */
const LEAST_STEPS = 100;
/** Otherwise so often at most; held-out rows tell where a set is being learned by heart. */
const MOST_EPOCHS: { readonly [budget in Budget]: number } = { instant: 3, standard: 12, thorough: 16 };
/** Two unlike networks bring more than one of them that reads the rows twice as often. */
const MOST_NETWORKS: { readonly [budget in Budget]: number } = { instant: 1, standard: 2, thorough: 3 };

/** How a network learns. */
export interface Pace {
  /** That one step learns from, at most. */
  readonly windows: number;
  /** Share of the inputs' numbers that are left out at random. */
  readonly dropout: number;
  readonly negatives: number;
}

/** How large a network is, how long it learns and in what pieces; from counts alone. */
export interface Plan {
  readonly shape: Shape;
  readonly pace: Pace;
  readonly epochs: number;
  /** Rows that one epoch learns from; see `Rounds`. */
  readonly rowsAnEpoch: number;
  /** Networks that learn so. */
  readonly networks: number;
}

/** Operations for one row, forward and twice back: products with the weights, attention, negatives, projection. */
export function flopsARow({ width, length, blocks, inner }: Shape, negatives: number): number {
  const block = 4 * width * width + 2 * width * inner + length * width;
  return 3 * 2 * (blocks * block + width * width + width * negatives);
}

export function planFor(rows: number, nItems: number, budget: Budget): Plan {
  const wanted = Math.ceil(rows / (LENGTH * LEAST_STEPS_AN_EPOCH));
  const windows = Math.max(1, Math.min(PACE.windows, wanted));
  const shape = { width: 48, heads: 2, length: LENGTH, windows, blocks: 1, inner: 48 };
  const affordable = (pace: Pace): number => FLOPS[budget] / flopsARow(shape, pace.negatives);
  const steps = Math.max(1, Math.ceil(rows / (windows * LENGTH)));
  const most = Math.max(MOST_EPOCHS[budget], Math.min(12, Math.ceil(LEAST_STEPS / steps)));
  const epochs = Math.max(3, Math.min(most, Math.round(affordable(PACE) / Math.max(1, rows))));
  const pace = epochs > FEW_EPOCHS ? PACE : PACE_OF_FEW;
  return {
    shape: { ...shape, windows: Math.min(windows, pace.windows) },
    pace: { ...pace, negatives: Math.min(pace.negatives, nItems) },
    epochs,
    rowsAnEpoch: Math.min(rows, Math.ceil(affordable(pace) / epochs)),
    networks: networksFor(MOST_NETWORKS[budget], nItems, shape.width),
  };
}
