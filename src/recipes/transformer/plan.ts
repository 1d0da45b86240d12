import type { Budget } from '../../domain/resources';
import type { Shape } from './block';

/** Floating-point operations that a budget buys. */
const FLOPS: { readonly [budget in Budget]: number } = {
  instant: 1.4e10,
  standard: 1.4e11,
  thorough: 1.2e12,
};
/** Rows of a window: what a request may look back on. */
const LENGTH = 48;
const NEGATIVES = 256;
/** Rows that one step learns from. */
const ROWS_A_STEP = 240;
const LEAST_STEPS_AN_EPOCH = 20;

/** How large a network is, how long it learns and in what pieces; from counts alone. */
export interface Plan {
  readonly shape: Shape;
  readonly negatives: number;
  readonly epochs: number;
  /** Rows that one epoch learns from; the users that make them up are drawn anew each time. */
  readonly rowsAnEpoch: number;
}

/** Operations for one row, forward and twice back: products with the weights, attention, negatives, projection. */
export function flopsARow({ width, length, blocks, inner }: Shape): number {
  const block = 4 * width * width + 2 * width * inner + length * width;
  return 3 * 2 * (blocks * block + width * width + width * NEGATIVES);
}

export function planFor(rows: number, nItems: number, budget: Budget): Plan {
  const most = Math.floor(ROWS_A_STEP / LENGTH);
  const wanted = Math.ceil(rows / (LENGTH * LEAST_STEPS_AN_EPOCH));
  const windows = Math.max(1, Math.min(most, wanted));
  const shape = { width: 48, heads: 2, length: LENGTH, windows, blocks: 1, inner: 48 };
  const affordable = FLOPS[budget] / flopsARow(shape);
  const epochs = Math.max(3, Math.min(8, Math.round(affordable / Math.max(1, rows))));
  return {
    shape,
    negatives: Math.min(NEGATIVES, nItems),
    epochs,
    rowsAnEpoch: Math.min(rows, Math.ceil(affordable / epochs)),
  };
}
