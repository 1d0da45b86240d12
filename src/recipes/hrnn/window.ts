/** How an event follows the one before it in its lane. */
export const SAME_SESSION = 0;
export const NEW_SESSION = 1;
export const NEW_USER = 2;

/** Steps × lanes events, those of one step side by side. */
export interface Window {
  /** −1 = nothing is read: the beginning of a user of whom only metadata is known. */
  readonly items: Int32Array;
  readonly follows: Uint8Array;
  /** Items × (H + 1): vector and bias. */
  readonly table: Float64Array;
  /** Factors of the inputs' numbers, slots × H, for dropout; null = all 1. */
  readonly mask: Float64Array | null;
  /** What else is known of each event: −1 or a row of `table`, which is added to the input. */
  readonly context: { readonly codes: Int32Array; readonly table: Float64Array } | null;
  /** By slot where a user begins: −1 or the row of `startStates` (H wide) that the user unit starts from. */
  readonly starts: Int32Array | null;
  readonly startStates: Float64Array;
}
