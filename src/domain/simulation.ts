/** What somebody made of one list: the item they followed and its place from 1, or nothing. */
export interface SimulatedList {
  readonly recommendationId: string;
  readonly followed: { readonly itemId: string; readonly title: string; readonly place: number } | null;
}

/** One person's visit to an A/B test. */
export interface SimulatedVisit {
  /** From 1. */
  readonly number: number;
  readonly userId: string;
  /** Which of the two campaigns the person was given to. */
  readonly arm: 0 | 1;
  readonly lists: readonly SimulatedList[];
  /** How the test stands after this visit. */
  readonly standing: Standing;
}

/** A rate with an interval that holds at all times at once. */
export interface RateInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** How an A/B test stands. Rates are shares of lists that were followed, person by person. */
export interface Standing {
  readonly people: readonly [number, number];
  readonly rates: readonly [RateInterval, RateInterval];
  /** First campaign minus second. */
  readonly difference: RateInterval;
  /** Which is better, once that was ever shown, and at which visit; it stays shown. */
  readonly decided: { readonly better: 0 | 1; readonly visit: number } | null;
}
