import type { ActionShare } from '../domain/actions';
import { AppError } from '../domain/errors';
import type { Contribution, Reason } from '../domain/explanations';
import type { UserQuery } from '../domain/histories';
import type { StateStep } from '../domain/learning';
import type { RankingInfluence } from '../domain/recommendations';
import type { Person } from './person';
import type { Model } from './recipe';

/** Where `hasScores`: shares that add up, within 1e-9, to what `scoreUser` writes for `itemIdx`. */
export interface Explains {
  /** Past items are told apart as far as the model can; what does not divide over the history is one share of its own. */
  explain(query: UserQuery, itemIdx: number): readonly Contribution[];
}

/** Where there are no scores: what the recipe goes by. */
export interface GivesReasons {
  /**
   * null for items that it does not list. Recipes of related items are asked as in `scoreUser`, with the newest item of
   * the query as the one asked about, under the influence of the request.
   */
  reason(query: UserQuery, itemIdx: number, influence?: RankingInfluence): Reason | null;
}

/** Where what an item has is not the number that ranks it. */
export interface CountsItems {
  /** How much an item has of what `rankedBy` names. */
  countOf(itemIdx: number): number;
}

/** RELATED_ITEMS. */
export interface Relates {
  /**
   * How similar every item is to this one; −Infinity = not similar. @returns as `scoreUser`.
   *
   * @param influence heeded by recipes that take one; absent: 0 of each.
   */
  scoreRelated(itemIdx: number, out: Float64Array, influence?: RankingInfluence): boolean;
}

/** USER_SEGMENTATION. */
export interface Segments {
  /**
   * How likely every user is to take to these items, the mean over them, into `out` (length nUsers). Higher = more
   * likely; −Infinity = never listed. Users with equal numbers are told apart by their id.
   *
   * @param itemIdxs at least one, without repeats; items without rows in training add nothing but their metadata.
   */
  scoreSegment(itemIdxs: Int32Array, out: Float64Array): void;
  /** Whether anybody took to this item in training; a segment of an item asks for that. */
  isTrained(itemIdx: number): boolean;
}

/** PERSONALIZED_ACTIONS: its items are actions. */
export interface Acts {
  /** Within how many days of being offered an action is meant to be taken. */
  readonly periodDays: number;
  /**
   * How likely a person is to take each action, 0 … 1, into `out` (length nItems); NaN where too little is known of the
   * action.
   */
  propensities(person: Person, out: Float64Array): void;
  /** Shares that add up to the log-odds of the propensity; none where there is none. The largest first. */
  shares(person: Person, action: number): readonly ActionShare[];
}

/** What one event did to the state of a network that reads events one after the other. */
export interface TraceStep extends Pick<
  StateStep,
  'timestampSec' | 'begins' | 'moved' | 'userMoved' | 'nextRank'
> {
  readonly item: number;
  readonly expected: number;
}

/** Recurrent recipes. */
export interface Traces {
  /**
   * The state's walk along the newest `most` events that the model reads, oldest first.
   * @param look called before each scoring of the catalogue; where it throws, the walk is broken off.
   */
  trace(query: UserQuery, most: number, look: () => Promise<void>): Promise<readonly TraceStep[]>;
}

/** Recipes of counts that discount what is popular. */
export interface Discounts {
  /** The same counts under another `popularity_discount_factor` (0 … 1), without learning anew. */
  withDiscount(factor: number): Model;
}

/** What a model can do beside ranking items for a user: each capability with the method that shows it. */
const METHODS = {
  explains: 'explain',
  givesReasons: 'reason',
  counts: 'countOf',
  relates: 'scoreRelated',
  segments: 'scoreSegment',
  acts: 'propensities',
  traces: 'trace',
  discounts: 'withDiscount',
} as const;

interface Capabilities {
  readonly explains: Explains;
  readonly givesReasons: GivesReasons;
  readonly counts: CountsItems;
  readonly relates: Relates;
  readonly segments: Segments;
  readonly acts: Acts;
  readonly traces: Traces;
  readonly discounts: Discounts;
}

export type Capability = keyof Capabilities;

/** Whether a model has a capability; where it has, its methods can be called. */
export function can<C extends Capability>(model: Model, capability: C): model is Model & Capabilities[C] {
  return METHODS[capability] in model;
}

/** The model with a capability that every model of its recipe has. @throws AppError INTERNAL where it has not. */
export function having<C extends Capability>(model: Model, capability: C): Model & Capabilities[C] {
  if (!can(model, capability)) throw new AppError('INTERNAL', { recipe: model.recipe, capability });
  return model;
}
