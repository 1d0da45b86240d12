import type { Arn } from './resources';

/** A simple filter: the two first ones. The expression is always a filter of the service's own language. */
export interface RecommendationRequest {
  readonly solutionVersionArn: Arn;
  readonly userId: string;
  /** Default 25, at most 500. */
  readonly numResults?: number;
  /** Filter expression (spec/filters.md), or absent for none. */
  readonly filterExpression?: string;
  /** aws-user-personalization only: explore new items; absent = do not. */
  readonly itemExplorationConfig?: ItemExplorationConfig;
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
  /** Recipes without a score: what the rank rests on, e.g. distinct users. */
  readonly count?: number;
  readonly title: string | null;
  readonly categories: readonly string[];
  readonly year: number | null;
}

/** "3,650 known → 3,521 not watched yet → 306 Sci-Fi → 25 shown". */
export interface FilterStep {
  readonly kind: 'catalogue' | 'filter' | 'numResults';
  readonly expression: string | null;
  readonly remaining: number;
}

export interface RecommendationList {
  readonly recommendationId: string;
  readonly userId: string;
  /** False: no history, so popular items are shown. */
  readonly personal: boolean;
  readonly catalogueSize: number;
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
  readonly events: number;
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
  readonly events: readonly HistoryEvent[];
  /** All events, also those cut from `events` (newest first, at most the asked number). */
  readonly total: number;
  readonly firstSec: number | null;
  readonly lastSec: number | null;
  /** Users dataset row of this person, if any. */
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  /** Counts over the person's whole span in equal-width bins, for the strip above the list. */
  readonly timeline: readonly number[];
}
