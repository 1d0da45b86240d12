/**
 * A recommender that was taken away from Foretaste: what it is asked, and what it answers. Nothing that it is asked leaves
 * the device.
 */

/** Something that the one who asks has done. Events may come in any order; of equal times, the later one counts as newer. */
export interface HistoryEvent {
  readonly itemId: string;
  /** Unix seconds. Absent: the events come in their order, a minute apart, before the newest that the model has seen. */
  readonly timestamp?: number;
  readonly eventType?: string;
}

/** A filter in the language of Amazon Personalize: `INCLUDE ItemID WHERE Items.GENRE IN ($genre)`. */
export type Filter =
  | string
  | {
      readonly expression: string;
      /** Values of its parameters, as the service takes them: `{ genre: '"Comedy","Drama"' }`. */
      readonly values?: { readonly [parameter: string]: string };
    };

export interface RankRequest {
  readonly filter?: Filter;
  /** Values of metadata columns of the Interactions at this moment. */
  readonly context?: { readonly [field: string]: string };
  /** Now, in Unix seconds: whether what comes next begins another visit. Absent: the newest event that is known. */
  readonly atSec?: number;
}

export interface ListRequest extends RankRequest {
  /** What the one who asks has done. Absent or empty: the list for whoever is new. */
  readonly history?: readonly HistoryEvent[];
  /** 1 to 500; absent: 25. */
  readonly numResults?: number;
}

export interface RecommendedItem {
  readonly itemId: string;
  /**
   * A share of 1 over the whole catalogue (in `rank`, over the list given). Of recipes that only count: what they count or
   * compare by.
   */
  readonly score: number;
  readonly name?: string;
}

export type Recommendations = readonly RecommendedItem[] & {
  /** Events of the history whose item nobody knows; they are passed over. */
  readonly unknown: number;
};

export interface Share {
  /** `history` with a past item; what each other part means stands in the README. */
  readonly part: string;
  readonly value: number;
  readonly itemId?: string;
  readonly name?: string;
  readonly context?: { readonly field: string; readonly value: string };
}

export interface Explained {
  readonly itemId: string;
  readonly name?: string;
  /** Place in the list, from 1; null: it cannot be listed. */
  readonly rank: number | null;
  /** How many can be listed. */
  readonly listable: number;
  readonly unknown: number;
  /** What adds up to `logit`; null where the recipe only counts, and for an item that cannot be listed. */
  readonly shares: readonly Share[] | null;
  readonly logit?: number;
  /** The logit of an even share. */
  readonly zero?: number;
  readonly score?: number;
  readonly timesEvenShare?: number;
  /** Of recipes that only count: what they go by. */
  readonly reason: { readonly kind: string; readonly value: number } | null;
}

export interface Recommender {
  /** What it is: recipe, day of training, rows, metrics. */
  readonly about: { readonly recipe: string; readonly [fact: string]: unknown };
  /** All items, in the order of their numbers. */
  readonly items: readonly { readonly itemId: string; readonly name?: string }[];
  /** @throws Error for a filter that is none, and a number of results beyond 1 to 500. */
  recommend(request?: ListRequest): Recommendations;
  /** What goes with an item. */
  similar(itemId: string, request?: Pick<ListRequest, 'numResults' | 'filter'>): Recommendations;
  /** A given list, at most 500, in the order that suits whoever has this history. Items that nobody knows come last, with score 0. */
  rank(history: readonly HistoryEvent[], itemIds: readonly string[], request?: RankRequest): Recommendations;
  /** Why an item stands where it does. @throws Error for an item that nobody knows. */
  explain(history: readonly HistoryEvent[], itemId: string, request?: RankRequest): Explained;
}

/** Where `model.bin` is: a URL, an answer to a request, its bytes, or in Node a path. */
export type ModelSource = string | URL | Response | ArrayBuffer | ArrayBufferView;

export interface LoadOptions {
  /** Where `items.json` is, or what it holds; absent: beside the model. */
  readonly items?: string | URL | Response | ArrayBuffer | { readonly ids: readonly (string | null)[] };
}
