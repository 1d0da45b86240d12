/**
 * How many networks a budget's work can pay for, at least one.
 *
 * @param affordable rows that the budget pays for. @param wanted rows that each network is to read.
 */
export function networksFor(affordable: number, wanted: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(affordable / Math.max(1, wanted))));
}
