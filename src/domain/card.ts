import type { Issue } from './issue';
import { DAY_SEC } from './epoch';

/** So many seconds after 1970 began no events had dates yet: such times are the places of rows in a file. */
const DATED_FROM_SEC = 365 * DAY_SEC;

/** Whether the order of the rows stands for the time of all events. */
export function isUndated({ interactions, toSec }: Pick<DatasetCard, 'interactions' | 'toSec'>): boolean {
  return interactions > 0 && toSec < DATED_FROM_SEC;
}

/** The facts of the data set card, computed once per import and stored with it. */
export interface DatasetCard {
  readonly users: number;
  readonly items: number;
  /** Rows of the Items dataset, with events or without. */
  readonly itemsDescribed: number;
  readonly interactions: number;
  /** Distinct user–item pairs ÷ (users × items). */
  readonly density: number;
  readonly fromSec: number;
  readonly toSec: number;
  readonly eventTypes: readonly { readonly name: string; readonly count: number }[];
  /** Interactions per item, most first (whole catalogue that has any), for the rank–size line. */
  readonly itemCounts: Int32Array<ArrayBuffer>;
  readonly topItems: readonly {
    readonly itemId: string;
    readonly title: string | null;
    readonly count: number;
  }[];
  /** Share of all events held by the top 1 % and the top 10 % of items, and items with one event. */
  readonly tail: { readonly top1: number; readonly top10: number; readonly singletons: number };
  /** Users by number of interactions, in doubling bins from `from` (inclusive) to `to` (exclusive). */
  readonly activity: readonly { readonly from: number; readonly to: number; readonly users: number }[];
  readonly medianEventsPerUser: number;
  readonly minEventsPerUser: number;
  /** Interactions per calendar month (UTC), `YYYY-MM`, without gaps. */
  readonly months: readonly { readonly month: string; readonly count: number }[];
  readonly insights: readonly Issue[];
}
