import type { DatasetCard } from './card';
import type { Issue } from './issue';
import type { ItemDatasetType } from './schema';

/** A change to the stored tables that mends an insight. Counts are of events in the data as they are. */
export type DataFix =
  | { readonly kind: 'drop-repeats' }
  /** Users with fewer events, and those events. */
  | { readonly kind: 'drop-users-under'; readonly events: number }
  | { readonly kind: 'drop-users-over'; readonly events: number }
  /** Events outside of the range; both ends stay. */
  | { readonly kind: 'drop-times-outside'; readonly fromSec: number; readonly toSec: number }
  /** Rows of Items or Users that no event speaks of. */
  | { readonly kind: 'drop-unused'; readonly dataset: 'ITEMS' | 'USERS' }
  /** Events of items or users without a row of their own. */
  | { readonly kind: 'drop-undescribed'; readonly dataset: 'ITEMS' | 'USERS' }
  /** Events of all but so many of the most frequent types. */
  | { readonly kind: 'keep-event-types'; readonly most: number }
  /** Cells of a number column outside of the range; both ends stay, and so do the rows. */
  | {
      readonly kind: 'empty-outside';
      readonly dataset: ItemDatasetType;
      readonly column: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'drop-column'; readonly dataset: ItemDatasetType; readonly column: string }
  /** All but so many of the most frequent values become `other`. */
  | {
      readonly kind: 'group-rare';
      readonly dataset: ItemDatasetType;
      readonly column: string;
      readonly keep: number;
    }
  /** These spellings become the most frequent of them. */
  | {
      readonly kind: 'merge-values';
      readonly dataset: ItemDatasetType;
      readonly column: string;
      readonly values: readonly string[];
    };

/** A finding about the data, and what would mend it; null: only new data can. */
export interface DataInsight {
  readonly issue: Issue;
  readonly fix: DataFix | null;
}

export type DataFigures = Pick<
  DatasetCard,
  'users' | 'items' | 'itemsDescribed' | 'interactions' | 'density' | 'medianEventsPerUser'
>;

/** What a fix would do. Nothing is stored. */
export interface FixPreview {
  readonly fix: DataFix;
  /** Rows that go, by dataset; datasets that lose none are left out. */
  readonly goes: readonly { readonly dataset: ItemDatasetType; readonly rows: number }[];
  /** Cells that are written anew. */
  readonly changes: number;
  /** Column names and the first rows that go or change, as a CSV file would hold them. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly before: DataFigures;
  readonly after: DataFigures;
}
