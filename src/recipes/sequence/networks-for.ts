/** Numbers for each number of an item's vector while a network learns: itself, and the two that Adam keeps. */
const NUMBERS = 3;
/** What each network after the first may take in memory for its item vectors, in bytes. */
const MOST_BYTES = 3e8;

/**
 * How many networks learn: as many as the budget has, each with a thread's work of its own, but one alone where another
 * one's item vectors would take too much memory.
 *
 * @param most of the budget. @param width numbers of an item's vector.
 */
export function networksFor(most: number, nItems: number, width: number): number {
  const bytes = NUMBERS * Float64Array.BYTES_PER_ELEMENT * (width + 1) * nItems;
  return bytes > MOST_BYTES ? 1 : most;
}
