import type { Budget } from '../../domain/resources';

/** Floating-point operations that a budget buys: about 7 s, 40 s and 7 min on one thread at 2 GFLOPS. */
const FLOPS: { readonly [budget in Budget]: number } = { instant: 1.2e10, standard: 8e10, thorough: 8e11 };
const NEGATIVES = 256;
/** Slots of a window that one step learns from. */
const SLOTS = 256;
/** The most a step may cost, so that a stop is heard soon. */
const STEP_FLOPS = 8e7;
const LEAST_STEPS_AN_EPOCH = 30;
/** Fewer lanes than this would leave the products' tiles empty. */
const LEAST_LANES = 4;

/** How long and in what pieces a network learns; from counts alone. */
export interface Plan {
  readonly width: number;
  readonly steps: number;
  readonly lanes: number;
  readonly negatives: number;
  readonly epochs: number;
  /** Rows that one epoch learns from; the users that make them up are drawn anew each time. */
  readonly rowsAnEpoch: number;
}

/** Operations for one row: three products of the units, the projection and the negatives, forward and twice back. */
export function flopsARow(width: number): number {
  return 3 * 2 * width * (7 * width + NEGATIVES);
}

export function planFor(rows: number, nItems: number, width: number, bptt: number, budget: Budget): Plan {
  const affordable = FLOPS[budget] / flopsARow(width);
  const mostLanes = Math.floor(Math.min(SLOTS, STEP_FLOPS / flopsARow(width)) / bptt);
  const wantedLanes = Math.max(LEAST_LANES, Math.floor(rows / (bptt * LEAST_STEPS_AN_EPOCH)));
  const lanes = Math.max(1, Math.min(mostLanes, wantedLanes));
  const epochs = Math.max(3, Math.min(12, Math.round(affordable / Math.max(1, rows))));
  return {
    width,
    steps: bptt,
    lanes,
    negatives: Math.min(NEGATIVES, nItems),
    epochs,
    rowsAnEpoch: Math.min(rows, Math.ceil(affordable / epochs)),
  };
}
