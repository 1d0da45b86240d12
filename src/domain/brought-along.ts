import type { Arn } from './arn';
import type { MetricSet } from './metrics';

/** What stands in the place of a recipe where somebody else has made the lists. */
export const BROUGHT_ALONG = 'brought-along';

/**
 * How a file of lists is written. `amazon-batch`: output of a batch inference job; `amazon-answers`: answers of
 * GetRecommendations; `rows`: one row for each person and item; `columns`: one row for each person, with items beside each
 * other; `cell`: the same with all items in one cell.
 */
export const LIST_FORMS = ['amazon-batch', 'amazon-answers', 'rows', 'columns', 'cell'] as const;
export type ListForm = (typeof LIST_FORMS)[number];

/** Whether whoever made the lists had seen the rows that are hidden here, as far as the person who brings them knows. */
export const SEEN_HIDDEN = ['unknown', 'no', 'yes'] as const;
export type SeenHidden = (typeof SEEN_HIDDEN)[number];

/** How many ids of a file the data have, and how many not, with some of these. */
export interface MetIds {
  readonly met: number;
  readonly unmet: number;
  readonly examples: readonly string[];
}

/** What was found in files of lists. */
export interface FoundLists {
  readonly form: ListForm;
  readonly files: readonly string[];
  /** Headers of the columns that were read, by what they are for; none in JSON. */
  readonly columns: { readonly [part in 'person' | 'item' | 'rank' | 'score']?: string };
  /** People with a list of which the data have at least one item, or not. */
  readonly people: MetIds;
  readonly items: MetIds;
  /** Entries that are no list: lines of a batch job that failed, rows without a person. */
  readonly failed: number;
  /** Items of the longest list. */
  readonly longest: number;
}

/** The same while it waits for the person's word. */
export interface OfferedLists extends FoundLists {
  readonly id: string;
  /** What a version of them would be called. */
  readonly name: string;
  /** The newest version that they can be held against; null where none was measured. */
  readonly beside: Arn | null;
}

/** How lists are to be brought along. */
export interface BringRequest {
  readonly name: string;
  readonly seenHidden: SeenHidden;
  /** The version whose hidden rows they are measured on; null: those that a training with nothing chosen would hide. */
  readonly beside: Arn | null;
}

/** What a version of lists has beside those of a training. */
export interface BroughtAlong extends FoundLists {
  readonly seenHidden: SeenHidden;
  /** People of whom rows are hidden, with a list or without. */
  readonly testPeople: number;
}

/**
 * What hits that no recommender has by itself tell: `seen` = far above what every recipe finds, so that the lists may
 * have seen the hidden rows; `left-out` = far below what all find, as lists are that leave out what people have already,
 * hidden rows among it.
 */
export type HitsTell = 'seen' | 'left-out';

/** A version on the people that lists are judged by. */
export interface JudgedBeside {
  readonly arn: Arn;
  readonly values: MetricSet['values'];
}

/** Lists that were brought along, on the people whom they have a list for. */
export interface ListsJudgement {
  readonly arn: Arn;
  readonly people: number;
  /** Of so many, of whom rows are hidden. */
  readonly ofPeople: number;
  readonly values: MetricSet['values'];
  /** Versions that were measured on the same rows, newest first. */
  readonly beside: readonly JudgedBeside[];
  /** null: nothing stands out, or no personal recipe was measured to hold it against. */
  readonly tell: HitsTell | null;
}
