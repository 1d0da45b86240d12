import type { RequestContext } from './histories';
import type { ItemExplorationConfig, WhatIf } from './recommendations';
import type { Arn } from './arn';

/** A value of the request's context: of which column, spelt as in the schema. */
export interface GivenContext {
  readonly field: string;
  readonly value: string;
}

/**
 * One named share of a logit. `history`: a past item, whose newest event stands at `historyPosition` of the query.
 * `popularity`: how many took it, whoever asks, as counted or as a network has learned it; `fashion`: how many lately; `metadata`: what is known about item and user;
 * `context`: one value that the request gives of its moment;
 * `pattern`: a network's view of the whole history, which does not divide over it; `exploration`: being new;
 * `objective`: the attribute that lists are led towards; `bias`: the level of an item that nothing speaks for.
 */
export interface Contribution {
  readonly part:
    | 'history'
    | 'popularity'
    | 'fashion'
    | 'metadata'
    | 'context'
    | 'pattern'
    | 'exploration'
    | 'objective'
    | 'bias';
  readonly historyPosition?: number;
  /** With part `context`. */
  readonly context?: GivenContext;
  readonly value: number;
}

interface Counted {
  /** What the recipe ranks by. */
  readonly value: number;
  /** Where events have weights, counts of people and events are sums of these and need not be whole. */
  readonly weighed: boolean;
}

/** As many people took it: the same list for everybody, or what stands in for want of a history or of neighbours. */
export interface PopularityReason extends Counted {
  readonly kind: 'popularity';
  readonly users: number;
}

/** Events in the newest interval and in the one before. */
export interface TrendingReason extends Counted {
  readonly kind: 'trending';
  readonly last: number;
  readonly before: number;
  readonly intervalSec: number;
  /** False: nothing in the catalogue grew, so that the newest interval alone ranks. */
  readonly rising: boolean;
}

/** Of `users` people who took the item asked about, `shared` also took this one, which `itemUsers` took in all. */
export interface CoOccurrenceReason extends Counted {
  readonly kind: 'co-occurrence';
  readonly shared: number;
  readonly users: number;
  readonly itemUsers: number;
  /** The value is shared ÷ itemUsers^discount. */
  readonly discount: number;
}

/** Co-occurrence and likeness of what is known, weighed together: people + metadata = value. */
export interface SimilarityReason extends Counted {
  readonly kind: 'similarity';
  /** People, each counting 1 whatever their events weigh. */
  readonly shared: number;
  readonly users: number;
  /** What those people add to the value. */
  readonly people: number;
  /** What categories and words in common add. */
  readonly metadata: number;
}

/** Names and texts alike: value = likeness · (1 + popularity + freshness). */
export interface TextReason extends Counted {
  readonly kind: 'texts';
  readonly likeness: number;
  /** Words that both have, those first that make them most alike. */
  readonly words: readonly string[];
  /** What the influences of the request add; 0 without them. */
  readonly popularity: number;
  readonly freshness: number;
}

/** Why a recipe without scores lists an item, in the numbers that it goes by. */
export type Reason = PopularityReason | TrendingReason | CoOccurrenceReason | SimilarityReason | TextReason;

/** A question about the place of one item in one answer. */
export interface ExplanationRequest {
  /** What answered: a solution version, or a campaign with what it says of exploration. One of both. */
  readonly solutionVersionArn?: Arn;
  readonly campaignArn?: Arn;
  /** Who was asked for; for recipes of related items, `itemId` says which item was asked about. */
  readonly userId?: string;
  readonly itemId?: string;
  /** For rankings of a given list: its ids. Scores and ranks are then those of the list and not of the catalogue. */
  readonly inputList?: readonly string[];
  /** The item whose place is asked about. */
  readonly about: string;
  /** The rank is counted among what passes. */
  readonly filterExpression?: string;
  readonly itemExplorationConfig?: ItemExplorationConfig;
  readonly whatIf?: WhatIf;
  /** As in the request that is asked about. */
  readonly context?: RequestContext;
  /** aws-sims only, as in the request that is asked about. */
  readonly popularityDiscountFactor?: number;
}

/** An item by name. */
export interface NamedItem {
  readonly itemId: string;
  readonly title: string | null;
  readonly year: number | null;
}

/** A past item that speaks for or against: when it was last there, and how often. */
export interface PastItem extends NamedItem {
  readonly timestampSec: number;
  readonly events: number;
}

/** A share of the logit as people can read it. */
export interface ExplainedShare {
  readonly part: Contribution['part'];
  readonly value: number;
  /** With part `history`. */
  readonly past?: PastItem;
  /** With part `context`. */
  readonly context?: GivenContext;
}

/** The logit of an item: what it adds up from and what it comes to. */
export interface ExplainedScore {
  /** Sum of the shares; after objective and exploration. */
  readonly logit: number;
  /** Logit of an item with exactly an even share: scores stay the same when all logits shift together. */
  readonly zero: number;
  /** e^logit over the sum for the whole catalogue. */
  readonly score: number;
  /** score × catalogue size = e^(logit − zero). */
  readonly timesEvenShare: number;
  /** Past items first, the strongest first; then what does not depend on the history. */
  readonly shares: readonly ExplainedShare[];
}

export interface Explanation {
  readonly item: NamedItem & { readonly categories: readonly string[] };
  /** Who was asked for; absent where an item was asked about. */
  readonly userId?: string;
  /** The item asked about, and the categories that it shares; only for related items. */
  readonly asked?: NamedItem & { readonly sharedCategories: readonly string[] };
  /** False: no usable history, so that the popular order stands in. */
  readonly personal: boolean;
  /** From 1 among the `listable` items that pass the filter; null when the item is not among them. */
  readonly rank: number | null;
  readonly listable: number;
  /** With a `whatIf`: the rank without it. */
  readonly rankInTruth?: number | null;
  /** Of a given list, the items that the recipe knows. */
  readonly catalogueSize: number;
  /** Different people who took the item, in the data as they are now. */
  readonly users: number;
  /** null for recipes without scores. */
  readonly score: ExplainedScore | null;
  /** null for recipes with scores, and for items that the recipe does not list at all. */
  readonly reason: Reason | null;
  readonly elapsedMs: number;
}
