/** A range with both ends in it. */
export type Range = readonly [from: number, to: number];

/** A part of the events; what is null does not matter. All that is given must hold. */
export interface DataSelection {
  /** Seconds. */
  readonly time: Range | null;
  /** Events that the user has in all data. */
  readonly activity: Range | null;
  /** Events that the item has in all data. */
  readonly popularity: Range | null;
  readonly eventType: string | null;
}

/** What a selection holds, counted as the data card counts everything. */
export interface SelectedData {
  readonly events: number;
  readonly users: number;
  readonly items: number;
  /** Share of the events of the top 1 % of items that is selected. */
  readonly topShare: number;
  /** Selected events of each item that has any, most first. */
  readonly itemCounts: Int32Array<ArrayBuffer>;
  /** Share of the selected events that the first 1 % of these items (one at least) hold. */
  readonly ownTopShare: number;
  /** Users with a selected event, by how many they have in all data: doubling bins from 1. */
  readonly activity: readonly number[];
  /** Selected events by calendar month (UTC), `YYYY-MM`. */
  readonly months: ReadonlyMap<string, number>;
  readonly eventTypes: ReadonlyMap<string, number>;
}
