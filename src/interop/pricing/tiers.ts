import type { Tier } from './price-table';

/** The part of a quantity that falls into one tier. */
export interface Slice {
  readonly quantity: number;
  readonly price: number;
  readonly cost: number;
}

/**
 * Cuts a monthly quantity into its tiers; each price applies to its own slice only. Tiers ascend.
 *
 * @returns slices with a quantity above 0, cheapest last; their costs add up to the whole.
 */
export function sliceByTier(quantity: number, tiers: readonly Tier[]): Slice[] {
  const slices: Slice[] = [];
  let from = 0;
  for (const { upTo, price } of tiers) {
    const within = Math.min(quantity, upTo ?? Infinity) - from;
    if (within <= 0) break;
    slices.push({ quantity: within, price, cost: within * price });
    from = upTo ?? Infinity;
  }
  return slices;
}
