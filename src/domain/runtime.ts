import type { RequestContext } from './histories';
import type { Arn } from './arn';

/** Scores have seven decimals: what agrees in them is equally likely. */
export const SCORE_STEPS = 1e7;

/** As the service writes a score. */
export function scoreAsJson(score: number): number {
  return Math.round(score * SCORE_STEPS) / SCORE_STEPS;
}

/** `filterValues` of the API: parameter name to text. */
export type FilterValues = { readonly [parameter: string]: string };

export interface Promotion {
  readonly name?: string;
  /** 1 … 100. */
  readonly percentPromotedItems?: number;
  readonly filterArn?: Arn;
  readonly filterValues?: FilterValues;
}

interface Asked {
  readonly filterArn?: Arn;
  readonly filterValues?: FilterValues;
  /** Values of the Interactions dataset's metadata fields at this moment. */
  readonly context?: RequestContext;
  /** Columns of the Items dataset to be returned with each item. */
  readonly metadataColumns?: { readonly [dataset: string]: readonly string[] };
}

export interface GetRecommendationsRequest extends Asked {
  /** Exactly one of the two. */
  readonly campaignArn?: Arn;
  readonly recommenderArn?: Arn;
  readonly userId?: string;
  readonly itemId?: string;
  /** 0 or absent = 25; at most 500. */
  readonly numResults?: number;
  readonly promotions?: readonly Promotion[];
}

export interface GetActionRecommendationsRequest extends Pick<Asked, 'filterArn' | 'filterValues'> {
  readonly campaignArn?: Arn;
  readonly userId?: string;
  /** 0 or absent = 5; at most 100. */
  readonly numResults?: number;
}

export interface GetActionRecommendationsResponse {
  /** How likely the user is to take each, 0 … 1; 0 for what is tried out. */
  readonly actionList: readonly { readonly actionId: string; readonly score: number }[];
  readonly recommendationId: string;
}

export interface GetPersonalizedRankingRequest extends Asked {
  readonly campaignArn: Arn;
  readonly userId: string;
  readonly inputList: readonly string[];
}

export type Reason = 'Promoted item' | 'Exploration' | 'Popular item';

/** Keys that say nothing are absent, as in the service's JSON. */
export interface PredictedItem {
  readonly itemId: string;
  /** Share of the whole catalogue, or of the given list; recipes that count or compare have none. */
  readonly score?: number;
  readonly promotionName?: string;
  readonly metadata?: { readonly [column: string]: string };
  /** A list, as the service has it; never more than one so far. */
  readonly reason?: readonly Reason[];
}

export interface GetRecommendationsResponse {
  readonly itemList: readonly PredictedItem[];
  readonly recommendationId: string;
}

export interface GetPersonalizedRankingResponse {
  readonly personalizedRanking: readonly PredictedItem[];
  readonly recommendationId: string;
}
