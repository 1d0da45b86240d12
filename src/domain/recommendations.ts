import type { RequestContext } from './histories';
import type { Arn } from './arn';

/**
 * A history as it might have been. Nothing is stored, and filters go by the history as it is, but for the items that
 * are added: they count as had and are not listed.
 */
export interface WhatIf {
  /** Items whose events are left out. */
  readonly without: readonly string[];
  /** Items that come after everything else, in this order. */
  readonly with: readonly string[];
}

/** Filter expression that leaves out what the user has had. */
export const NOT_HAD = 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")';

/** How far popular and new items are put before others that are as much alike: 0 … 1 each, 0 where nothing is said. */
export interface RankingInfluence {
  readonly POPULARITY?: number;
  readonly FRESHNESS?: number;
}

/** A simple filter: the two first ones. The expression is always a filter of the service's own language. */
export interface RecommendationRequest {
  readonly solutionVersionArn: Arn;
  /** Required unless the list is the same for everybody or goes with an item. */
  readonly userId: string;
  /** RELATED_ITEMS only, and required there: the item that the list goes with. */
  readonly itemId?: string;
  /** Default 25, at most 500. */
  readonly numResults?: number;
  /** Filter expression (docs/rules/filters.md), or absent for none. */
  readonly filterExpression?: string;
  /**
   * aws-user-personalization only: explore new items; absent = do not. Without a cut-off an item is new within the shortest
   * of 30, 60, 120 and 240 days that holds twenty of them.
   */
  readonly itemExplorationConfig?: ItemExplorationConfig;
  /** USER_PERSONALIZATION only: values of the Interactions dataset's metadata fields at this moment. */
  readonly context?: RequestContext;
  /** Answers for this history instead; each listed item then says where it stands in truth. */
  readonly whatIf?: WhatIf;
  /** aws-sims only: answers with this `popularity_discount_factor`, 0 … 1, instead of the trained one; each item says where it stands with that. */
  readonly popularityDiscountFactor?: number;
}

/** GetPersonalizedRanking: a given list in the order that suits a person. */
export interface RankingRequest extends Pick<
  RecommendationRequest,
  'solutionVersionArn' | 'userId' | 'filterExpression' | 'context' | 'whatIf'
> {
  /** 1 to 500 item ids; of repeated ones the first counts. */
  readonly inputList: readonly string[];
}

/** As in a campaign, numbers as strings. What is left out: weight 0.3, cut-off 30 days. */
export interface ItemExplorationConfig {
  /** 0 (none) … 1. */
  readonly explorationWeight?: string;
  /** Days before the newest interaction; above 0. */
  readonly explorationItemAgeCutOff?: string;
}

export interface RecommendedItem {
  readonly itemId: string;
  /** Absent for recipes without scores (popularity-count, sims). */
  readonly score?: number;
  /** score × catalogue size: how many times an even share. Absent without a score. */
  readonly timesEvenShare?: number;
  /** Present when the item would not be in this list without exploration. */
  readonly reason?: 'Exploration';
  /** Recipes without a score: how much the item has of what the list is `rankedBy`. */
  readonly count?: number;
  /** With a `whatIf`: its place from 1 without it, under the same filter; null where it would not be listed. */
  readonly rankInTruth?: number | null;
  readonly title: string | null;
  readonly categories: readonly string[];
  readonly year: number | null;
}

/**
 * What a list without scores goes by: distinct users; events of the newest interval; how many more these are than in
 * the interval before; likeness to the item asked about, a number that says nothing by itself; or the place in a list that
 * was brought along, as 1 ÷ place.
 */
export type RankBasis = 'users' | 'events' | 'rise' | 'likeness' | 'place';

/** "3,650 known → 3,521 not watched yet → 306 Sci-Fi → 25 shown". */
export interface FilterStep {
  /** Where it begins: all that the model knows, or the list that was given. */
  readonly kind: 'catalogue' | 'inputList' | 'filter' | 'numResults';
  readonly expression: string | null;
  readonly remaining: number;
}

export interface RecommendationList {
  readonly recommendationId: string;
  readonly userId: string;
  /** The item that the list goes with; null for recipes that answer for a user. */
  readonly itemId: string | null;
  /** As it was asked with. */
  readonly context?: RequestContext;
  /** False: popular items are shown, for want of a history or, with an item, of anything similar. */
  readonly personal: boolean;
  /** Which visit it is for, where the recipe tells them apart: the one that goes on, or the next, as a pause is over. */
  readonly visit?: 'this' | 'next';
  /** Items that scores are shared out among: all that the model knows, or those of a given list. */
  readonly catalogueSize: number;
  /** null where items have scores. */
  readonly rankedBy: RankBasis | null;
  /** Where items are explored: how old they may be for it. */
  readonly newWithinDays?: number;
  readonly items: readonly RecommendedItem[];
  readonly steps: readonly FilterStep[];
  readonly distribution: ScoreDistribution | null;
  readonly elapsedMs: number;
}

/** Histogram of all scores on a doubling scale, in multiples of an even share, before the filter cuts. */
export interface ScoreDistribution {
  /** Lower edges as powers of two of an even share: bin k holds 2^exponents[k] ≤ score × N < 2^(exponents[k] + 1). */
  readonly exponents: readonly number[];
  readonly counts: readonly number[];
  /** Of those, how many pass the filter. */
  readonly passing: readonly number[];
  /** Score × N of the last item shown, the cut; null when nothing is shown. */
  readonly cut: number | null;
  /** Share of the total score that the shown items hold. */
  readonly shownShare: number;
}

export interface UserHit {
  readonly userId: string;
  /** What the Users data call them; absent where these do not. */
  readonly name?: string;
  readonly events: number;
}
export interface ItemHit {
  readonly itemId: string;
  readonly title: string | null;
  readonly events: number;
}
/** One Items column and how often each of its values occurs. */
export interface CategoryColumn {
  readonly column: string;
  readonly values: readonly { readonly value: string; readonly items: number }[];
}
export interface HistoryEvent {
  readonly itemId: string;
  readonly title: string | null;
  readonly timestampSec: number;
  readonly eventType: string | null;
  readonly eventValue: number | null;
}
export interface UserHistory {
  readonly userId: string;
  /** What the Users data call them; absent where these do not. */
  readonly name?: string;
  readonly events: readonly HistoryEvent[];
  /** All events, also those cut from `events` (newest first, at most the asked number). */
  readonly total: number;
  readonly firstSec: number | null;
  readonly lastSec: number | null;
  /** Users dataset row of this person, if any. */
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  /**
   * The newest rows that an offline test hides of a person like this one, and when the first of them happened; null
   * for somebody who has too few to be tested. Whether a version did test this person goes by its seed.
   */
  readonly test: { readonly events: number; readonly fromSec: number } | null;
}
