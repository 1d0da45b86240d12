import { roundToSum } from '../../domain/rounding';
import type { CostLine, Estimate } from './estimate';
import type { Slice } from './tiers';

/** Dollars as shown beside what they really are. */
export interface BillSlice extends Slice {
  readonly shown: number;
}
export interface BillLine extends Omit<CostLine, 'slices'> {
  /** One for each tier that is reached; one of nothing where there is nothing. */
  readonly slices: readonly BillSlice[];
  readonly shown: number;
}
export interface Bill extends Omit<Estimate, 'lines'> {
  readonly lines: readonly BillLine[];
  readonly shown: number;
}

/**
 * An estimate in cents that add up in sight: the total is rounded half up, and the cents that rounding the amounts down
 * leaves of it go to the largest remainders. Every amount stays within a cent of what it is; lines are sums of their
 * tiers.
 */
export function billOf({ lines, ...estimate }: Estimate): Bill {
  const slices = lines.map((line): readonly Slice[] =>
    line.slices.length === 0 ? [{ quantity: 0, price: NaN, cost: 0 }] : line.slices,
  );
  const { values, sum } = roundToSum(
    slices.flat().map(({ cost }) => cost),
    2,
  );
  let at = 0;
  const billed = lines.map((line, n): BillLine => {
    const shown = slices[n].map((slice): BillSlice => ({ ...slice, shown: values[at++] }));
    const cents = shown.reduce((total, slice) => total + Math.round(100 * slice.shown), 0);
    return { ...line, slices: line.slices.length === 0 ? [] : shown, shown: cents / 100 };
  });
  return { ...estimate, lines: billed, shown: sum };
}
