/**
 * How many networks learn what a budget's work can pay for in full, at least one: where one would have to stop before
 * it has read all that it gains from, a second would cost more than their average brings.
 *
 * @param affordable rows that the budget pays for. @param wanted rows that one network reads.
 */
export function networksFor(affordable: number, wanted: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(affordable / Math.max(1, wanted))));
}
