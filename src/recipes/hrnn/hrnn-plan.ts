import type { Budget } from '../../domain/resources';
import { networksFor } from '../sequence/networks-for';

/** What a training may take. */
export interface Work {
  /** Floating-point operations of each network. */
  readonly flops: number;
  /** Small data are read `MOST_EPOCHS` times, and larger ones until this many rows were read. */
  readonly enough: number;
  /** Networks that learn so, at most; absent = one. */
  readonly mostNetworks?: number;
}

/** About 4 s, 1 min and 4 min for each network on one thread at 3 GFLOPS. */
export const WORK: { readonly [budget in Budget]: Work } = {
  instant: { flops: 1.2e10, enough: 5e5 },
  standard: { flops: 1.9e11, enough: 1e6, mostNetworks: 2 },
  thorough: { flops: 7e11, enough: 4e6, mostNetworks: 3 },
};
const MOST_EPOCHS = 12;
const LEAST_EPOCHS_FOR_ENOUGH = 5;
const NEGATIVES = 256;
/** Slots of a window that one step learns from. */
const SLOTS = 256;
const LEAST_STEPS_AN_EPOCH = 30;
/** Fewer lanes than this would leave the products' tiles empty. */
const LEAST_LANES = 4;
/** The most that is worked between two looks for a stop, in operations: under 20 ms. */
const PIECE_FLOPS = 6e7;

/** A network that an ensemble asks beside its other parts. */
export interface PartOfEnsemble {
  readonly width: number;
  readonly work: Work;
  /** Hyperparameters of the ensemble that are the network's own. */
  readonly bptt: string;
  readonly recency_mask: string;
}

/** How long and in what pieces a network learns; from counts alone. */
export interface Plan {
  readonly width: number;
  readonly steps: number;
  readonly lanes: number;
  readonly negatives: number;
  readonly epochs: number;
  /** Rows that one epoch learns from; see `Rounds`. */
  readonly rowsAnEpoch: number;
  /** Steps that are read, or walked back, between two looks for a stop. */
  readonly stepsAPiece: number;
  /** Networks that learn so, from different beginnings. */
  readonly networks: number;
}

/** The units of a network for this `hidden_dimension`: the next multiple of four, which fills the products' tiles. */
export function widthFor(hiddenDimension: number): number {
  return 4 * Math.ceil(hiddenDimension / 4);
}

/** Operations for one row: three products of the units, the projection and the negatives, forward and twice back. */
export function flopsARow(width: number): number {
  return 3 * 2 * width * (7 * width + NEGATIVES);
}

export function planFor(rows: number, nItems: number, width: number, bptt: number, work: Work): Plan {
  const affordable = work.flops / flopsARow(width);
  const mostLanes = Math.max(LEAST_LANES, Math.floor(SLOTS / bptt));
  const wantedLanes = Math.max(LEAST_LANES, Math.floor(rows / (bptt * LEAST_STEPS_AN_EPOCH)));
  const lanes = Math.min(width > 100 ? LEAST_LANES : mostLanes, mostLanes, wantedLanes);
  const enough = Math.max(LEAST_EPOCHS_FOR_ENOUGH, work.enough / Math.max(1, rows));
  const wanted = Math.min(MOST_EPOCHS, enough, affordable / Math.max(1, rows));
  const epochs = Math.max(3, Math.round(wanted));
  return {
    width,
    steps: bptt,
    lanes,
    negatives: Math.min(NEGATIVES, nItems),
    epochs,
    rowsAnEpoch: Math.min(rows, Math.ceil(affordable / epochs)),
    stepsAPiece: Math.max(1, Math.floor(PIECE_FLOPS / (lanes * 2 * width * 18 * width))),
    networks: networksFor(work.mostNetworks ?? 1, nItems, width),
  };
}
