import { countActive } from '../../domain/rows-by-key';
import { isObject, objectIn, type Json, type JsonObject } from '../../domain/json';
import type { Budget } from '../../domain/resources';
import { shareInBaskets, type BasketShape } from '../../kernels/basket-kernel';
import type { ContextKernelShape } from '../../kernels/context-kernel';
import type { RidgeShape } from '../../kernels/next-item-ridge';
import { flopsARow, type PartOfEnsemble } from '../hrnn/hrnn-plan';
import type { RecipeConfig } from '../recipe';
import { densityOf, isKernelShape, kernelsFor, reachFor, within } from '../moments/kernel-shapes';
import { countsOf, type Moments } from '../moments/moments';
import { isUnorderedShape, type UnorderedShape } from './taste-evidence';
import type { TasteShape } from '../../kernels/taste-kernel';
import { isTableShape, type TableShape } from './table-evidence';

/** What a training will build, decided from counts and settings alone. */
export interface Plan {
  readonly kernels: readonly ContextKernelShape[];
  /** Where people do much within one second, how that resembles; absent elsewhere, and in models of before. */
  readonly basket?: BasketShape;
  /** Where what people did has no order, what is told of them; no kernel is then asked, nor a network. */
  readonly unordered?: UnorderedShape;
  /** Tables of pairs, in models that have been taken away without anybody's history. */
  readonly tables?: readonly TableShape[];
  /** Newest rows by which the kernels find an item, at most. */
  readonly reach: number;
  /** EASE solved over users, over the most used items, or left out. */
  readonly ease: { readonly form: 'users' } | { readonly form: 'items'; readonly maxItems: number } | null;
  /** Weight of the k-th newest item in the bag that EASE and co-occurrence are asked with is easeDecay^k. */
  readonly easeDecay: number;
  readonly easeLambda: number;
  /** Most alike items kept for each; 0 = no co-occurrence, neither of the newest items nor of all. */
  readonly bagNeighbours: number;
  /** Next-item ridges, and how many of the most used items they are solved over. */
  readonly ridges: readonly RidgeShape[];
  readonly ridgeItems: number;
  /** The session network that learns too; null = none. */
  readonly network: PartOfEnsemble | null;
  /** Half-lives of the two fashion priors, as shares of the data's time span; empty without recency. */
  readonly fashionSpans: readonly number[];
  /** Whether those who come back may have weights of their own; absent = they may. */
  readonly asksReturns?: false;
  /** Whether the weights are learned from moments anywhere in histories; absent = from people's newest. */
  readonly asksAnywhere?: true;
  /** Users whose newest moments the blend weights are learned from, at most. */
  readonly validationUsers: number;
  /** What was fitted without the validation moments also serves: they are too few of all to be worth a second fit. */
  readonly fitsKnownOnly: boolean;
}

const DENSE_RIDGES: readonly RidgeShape[] = [
  { decay: 0.75, lambda: 70 },
  { decay: 0.93, lambda: 100 },
];
/** Chosen on rows before people's newest second of Online Retail; neither number matters much. */
const BASKET: BasketShape = { power: 2, rarity: 0.25 };
/** Where fewer of the moments than this share their second with another, nothing is asked of baskets. */
const LEAST_IN_BASKETS = 1 / 2;

const BAG_NEIGHBOURS = 200;
/** The size from a study of Gowalla; a penalty of 5 is better than 15 on MovieLens and Online Retail without their order. */
const LOCAL = { neighbours: 50, penalty: 5 };
/** Fewer take less time; no paired comparison was made. */
const LOCAL_INSTANT = { neighbours: 30, penalty: 5 };
/** Where nothing is asked but what is quick, so many people teach the weights. */
const UNORDERED_VALIDATION = 1000;
const UNORDERED_TO_SPARE = 50;

interface Limits {
  /** Users over whom EASE is solved, and items over which it is; at most. */
  readonly dual: number;
  readonly items: number;
  /** The same where data are dense: then what is solved over more items is worth its time. */
  readonly denseItems: number;
  /** Rows that the kernels may look at, all validation users and kernels together, and what these are at most. */
  readonly looks: number;
  readonly validation: number;
  /** Alike items kept for each where EASE tells of every item as well. */
  readonly neighbours: number;
  /** Next-item ridges on dense data. */
  readonly ridges: number;
  readonly network: NetworkLimits | null;
}

interface NetworkLimits {
  /** Units at the default `hidden_dimension`. */
  readonly width: number;
  /**
   * Histories below which there is none. In thorough that is where they cannot tell what it is worth; in standard, where
   * it gains too little for a first list that comes after a minute instead of a quarter of one.
   */
  readonly fewest: number;
  /**
   * How often all rows are read at most. In standard, five readings of a made-up shop of 22,000 people took 46 s of 61, and
   * blends of sparse shops in hand forget what a network tells them.
   */
  readonly mostReadings: number;
  /** Operations for each history, and at most. */
  readonly flopsAUser: number;
  readonly flops: number;
  /** Rows that are read before larger data are read no more than five times. */
  readonly enough: number;
}

const LIMITS: { readonly [budget in Budget]: Limits } = {
  instant: {
    dual: 1000,
    items: 1000,
    denseItems: 1000,
    looks: 2.2e7,
    validation: 600,
    neighbours: 60,
    ridges: 0,
    network: null,
  },
  standard: {
    dual: 1500,
    items: 1500,
    denseItems: 3600,
    looks: 6e7,
    validation: 2000,
    neighbours: BAG_NEIGHBOURS,
    ridges: 0,
    network: { width: 48, fewest: 1000, mostReadings: 1.5, flopsAUser: 2e8, flops: 9e10, enough: 0 },
  },
  thorough: {
    dual: 4000,
    items: 4000,
    denseItems: 4000,
    looks: 3e8,
    validation: 2000,
    neighbours: BAG_NEIGHBOURS,
    ridges: 2,
    network: { width: 64, fewest: 40, mostReadings: Infinity, flopsAUser: 3e8, flops: 1.9e12, enough: 8e6 },
  },
};
const LEAST_VALIDATION = 300;
/** A network that reads less of the rows than this in all its epochs together has learned too little to be asked. */
const LEAST_READ = 0.3;

/** Rows to each validation moment from which on a second fit is spared. */
const ROWS_TO_SPARE = 700;

const DEFAULT_BPTT = 32;
const DEFAULT_HIDDEN = 149;
const EASE_LAMBDA = 100;
const DENSE_EASE_LAMBDA = 300;
const EASE_DECAY = 0.9;
const DENSE_EASE_DECAY = 0.95;

/** @param taste how neighbours count, where rows have no order; null = they have one. */
export function planFor(moments: Moments, config: RecipeConfig, taste: TasteShape | null = null): Plan {
  const { parameters, budget } = config;
  const limits = LIMITS[budget];
  const windowShare = Number(parameters.bptt) / DEFAULT_BPTT;
  const recency = parameters.recency_mask !== 'false' && taste === null;
  const decay = (value: number): number => (recency ? value : 1);
  const activeUsers = countActive(moments.userPtr);
  const counts = countsOf(moments);
  const usedItems = counts.filter((count) => count > 0).length;
  const dual = activeUsers <= limits.dual && activeUsers < usedItems;
  const density = densityOf(moments.items.length, usedItems);
  const between = (sparse: number, dense: number): number => sparse + density * (dense - sparse);
  // Of a large catalogue a part alone would be told of, which is worth less of the time.
  const told = Math.min(1, limits.denseItems / Math.max(1, usedItems));
  const maxItems = Math.max(limits.items, Math.round(told * between(limits.items, limits.denseItems)));
  const reach = reachFor(density);
  // What is solved has no width of its own; the weaker its penalty, the more dimensions it uses.
  const width = Number(parameters.hidden_dimension) / DEFAULT_HIDDEN;
  // Of a large catalogue ridges of few tell more.
  const hasEase = taste === null || dual || 2 * maxItems >= usedItems;
  const kernels = (taste === null ? kernelsFor(density, recency) : []).map((shape) => ({
    ...shape,
    window: Math.max(1, Math.round(shape.window * windowShare)),
  }));
  const looks = kernels.reduce((sum, { window }) => sum + window, 0) * meanReach(counts, reach);
  const affordable = Math.round(limits.looks / Math.max(1, looks));
  const validationUsers =
    taste === null
      ? Math.max(LEAST_VALIDATION, Math.min(limits.validation, affordable))
      : Math.max(UNORDERED_VALIDATION, limits.validation);
  return {
    kernels,
    ...(taste !== null && { unordered: { ...(budget === 'instant' ? LOCAL_INSTANT : LOCAL), taste } }),
    ...(taste === null && shareInBaskets(moments) >= LEAST_IN_BASKETS && { basket: BASKET }),
    reach,
    ease: !hasEase ? null : dual ? { form: 'users' } : { form: 'items', maxItems },
    easeDecay: decay(between(EASE_DECAY, DENSE_EASE_DECAY)),
    easeLambda: between(EASE_LAMBDA, DENSE_EASE_LAMBDA) / width,
    bagNeighbours:
      taste !== null
        ? limits.neighbours
        : hasEase && (dual || usedItems <= maxItems)
          ? limits.neighbours
          : BAG_NEIGHBOURS,
    ridges: DENSE_RIDGES.slice(0, density < 1 || !hasEase ? 0 : limits.ridges).map((ridge) => ({
      decay: decay(ridge.decay),
      lambda: ridge.lambda / width,
    })),
    ridgeItems: maxItems,
    network: taste !== null ? null : networkFor(moments.items.length, activeUsers, budget, width, parameters),
    fashionSpans: recency ? [1 / 100, 1 / 12] : [],
    validationUsers,
    fitsKnownOnly:
      moments.items.length >
      (taste === null ? ROWS_TO_SPARE : UNORDERED_TO_SPARE) * Math.min(activeUsers, validationUsers),
  };
}

/** What the network of a budget may take for so many rows and histories; 0 = there is none. */
export function networkFlops(rows: number, users: number, budget: Budget): number {
  const { network } = LIMITS[budget];
  if (network === null || users < network.fewest) return 0;
  const toReadOften = network.mostReadings * rows * flopsARow(network.width);
  return Math.min(network.flops, network.flopsAUser * users, toReadOften);
}

function networkFor(
  rows: number,
  users: number,
  budget: Budget,
  share: number,
  { bptt, recency_mask }: RecipeConfig['parameters'],
): PartOfEnsemble | null {
  const { network } = LIMITS[budget];
  const flops = networkFlops(rows, users, budget);
  if (network === null || flops === 0) return null;
  const width = Math.max(16, 4 * Math.round((network.width * share) / 4));
  if (flops < LEAST_READ * rows * flopsARow(network.width)) return null;
  return { width, work: { flops, enough: network.enough }, bptt, recency_mask };
}

/** By how many rows a kernel finds an item of somebody's history, on average. */
function meanReach(counts: Int32Array, reach: number): number {
  let rows = 0;
  let found = 0;
  for (const count of counts) {
    rows += count;
    found += count * Math.min(count, reach);
  }
  return found / Math.max(1, rows);
}

/** Whether a document that was stored with a model is a plan, and of numbers that one can reckon with. */
export function isPlan(document: unknown): document is Plan {
  const plan = objectIn(document as Json);
  const all = (list: Json | undefined, holds: (member: JsonObject) => boolean): boolean =>
    Array.isArray(list) && list.every((member) => holds(objectIn(member)));
  const { reach, basket, ease, easeDecay, easeLambda, bagNeighbours, fashionSpans } = plan;
  return (
    all(plan.kernels, isKernelShape) &&
    all(plan.ridges, ({ decay }) => within(decay, 0, 1)) &&
    (basket === undefined || isBasketShape(objectIn(basket))) &&
    (plan.unordered === undefined || isUnorderedShape(plan.unordered)) &&
    (plan.tables === undefined || (Array.isArray(plan.tables) && plan.tables.every(isTableShape))) &&
    (ease === null || isObject(ease)) &&
    within(reach, 1, 1e6) &&
    within(easeDecay, 0, 1) &&
    within(easeLambda, 1e-6, 1e9) &&
    within(bagNeighbours, 0, 1e6) &&
    Array.isArray(fashionSpans) &&
    fashionSpans.every((span) => within(span, 1e-9, 1))
  );
}

function isBasketShape({ power, rarity }: JsonObject): boolean {
  return within(power, 0, 100) && within(rarity, 0, 100);
}
