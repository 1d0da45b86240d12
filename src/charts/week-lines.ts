/** Two lines over weeks from 0, shares of 0 … 1: what happens, and what would without. null: nothing to say. */
export interface WeekSeries {
  readonly a: readonly (number | null)[];
  readonly b: readonly (number | null)[];
}
