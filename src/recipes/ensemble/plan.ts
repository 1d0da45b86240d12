import type { Budget } from '../../domain/resources';
import type { ContextKernelShape } from '../../kernels/context-kernel';
import type { RidgeShape } from '../../kernels/next-item-ridge';
import type { RecipeConfig } from '../recipe';
import type { Moments } from './moments';

/** What a training will build, decided from counts and settings alone. */
export interface Plan {
  readonly kernels: readonly ContextKernelShape[];
  /** Newest rows by which the kernels find an item, at most. */
  readonly reach: number;
  /** EASE solved over users, over the most used items, or left out. */
  readonly ease: { readonly form: 'users' } | { readonly form: 'items'; readonly maxItems: number } | null;
  /** Weight of the k-th newest item in the bag that EASE and co-occurrence are asked with is easeDecay^k. */
  readonly easeDecay: number;
  readonly easeLambda: number;
  /** Most alike items kept for each; 0 = no co-occurrence. */
  readonly bagNeighbours: number;
  /** Next-item ridges, and how many of the most used items they are solved over. */
  readonly ridges: readonly RidgeShape[];
  readonly ridgeItems: number;
  /** Half-lives of the two fashion priors, as shares of the data's time span; empty without recency. */
  readonly fashionSpans: readonly number[];
  /** Users whose newest moment the blend weights are learned from, at most. */
  readonly validationUsers: number;
  /** What was fitted without the validation moments also serves: they are too few of all to be worth a second fit. */
  readonly fitsKnownOnly: boolean;
}

/** Which way a training goes: what the counts say, or without any dense items × items matrix. */
export type Route = 'by-counts' | 'sparse';

/**
 * Kernels of the ensemble, chosen on the row before the target of the development sets: a sharp long look back, a
 * balanced one, a short one for baskets, and a linear one led by rare items, which sparse data need most.
 */
const KERNELS: readonly ContextKernelShape[] = [
  { queryDecay: 0.87, rowDecay: 0.87, window: 25, power: 3, normExponent: 1, rarity: 0 },
  { queryDecay: 0.8, rowDecay: 0.8, window: 25, power: 2, normExponent: 1, rarity: 0.2 },
  { queryDecay: 0.5, rowDecay: 0.7, window: 12, power: 2, normExponent: 0.7, rarity: 0.2 },
  { queryDecay: 0.85, rowDecay: 0.92, window: 30, power: 1, normExponent: 0, rarity: 0.65 },
];

interface Limits {
  /** Users over whom EASE is solved, items over which it and the ridges are, and validation users; at most. */
  readonly dual: number;
  readonly dense: number;
  readonly ridge: number;
  readonly validation: number;
}

const LIMITS: { readonly [budget in Budget]: Limits } = {
  instant: { dual: 1000, dense: 1000, ridge: 0, validation: 300 },
  standard: { dual: 1500, dense: 1500, ridge: 0, validation: 600 },
  thorough: { dual: 4000, dense: 3500, ridge: 0, validation: 1400 },
};

/** Used items above which nothing dense is solved over items. */
const MOST_DENSE_ITEMS = 8000;
/** Bounds the work of a query, however many rows there are. */
const REACH = 500;
/** Rows to each validation moment from which on a second fit is spared. */
const ROWS_TO_SPARE = 700;

const DEFAULT_BPTT = 32;
const DEFAULT_HIDDEN = 149;
const EASE_LAMBDA = 100;

export function planFor(moments: Moments, config: RecipeConfig, route: Route): Plan {
  const { parameters, budget } = config;
  const limits = LIMITS[budget];
  const windowShare = Number(parameters.bptt) / DEFAULT_BPTT;
  const recency = parameters.recency_mask !== 'false';
  const decay = (value: number): number => (recency ? value : 1);
  const activeUsers = countActive(moments);
  const usedItems = new Set(moments.items).size;
  const dual = activeUsers <= limits.dual && activeUsers < usedItems;
  const sparse = route === 'sparse' || (!dual && usedItems > MOST_DENSE_ITEMS);
  // A ridge has no width of its own; the weaker its penalty, the more dimensions it uses.
  const penalty = DEFAULT_HIDDEN / Number(parameters.hidden_dimension);
  return {
    kernels: KERNELS.map((shape) => ({
      ...shape,
      queryDecay: decay(shape.queryDecay),
      rowDecay: decay(shape.rowDecay),
      window: Math.max(1, Math.round(shape.window * windowShare)),
    })),
    reach: REACH,
    ease: sparse ? null : dual ? { form: 'users' } : { form: 'items', maxItems: limits.dense },
    easeDecay: decay(0.9),
    easeLambda: EASE_LAMBDA * penalty,
    bagNeighbours: sparse ? 200 : 0,
    ridges: [],
    ridgeItems: limits.ridge,
    fashionSpans: recency ? [1 / 100, 1 / 12] : [],
    validationUsers: limits.validation,
    fitsKnownOnly: moments.items.length > ROWS_TO_SPARE * Math.min(activeUsers, limits.validation),
  };
}

function countActive(moments: Moments): number {
  let n = 0;
  for (let u = 0; u < moments.nUsers; u++) if (moments.userPtr[u + 1] > moments.userPtr[u]) n++;
  return n;
}
