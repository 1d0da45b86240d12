import type { Contribution } from '../domain/explanations';

/** The order in which the history's contributions are told: the larger before the smaller, of equals the newer. */
export function largestFirst(a: Contribution, b: Contribution): number {
  return b.value - a.value || (b.historyPosition ?? 0) - (a.historyPosition ?? 0);
}
