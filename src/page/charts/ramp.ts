import { quantileSorted } from 'd3-array';

/** Five classes of counts, of equally many that are not 0 each. */
export interface Ramp {
  /** Lower bounds of levels 2…5; fewer where counts repeat. */
  readonly bounds: readonly number[];
  /** 0 for nothing, else 1…5, the last of which is always there. */
  readonly levelOf: (count: number) => number;
}

export function rampOf(all: readonly number[]): Ramp {
  const counts = all.filter((count) => count > 0).sort((a, b) => a - b);
  const bounds = [
    ...new Set([0.2, 0.4, 0.6, 0.8].map((share) => Math.ceil(quantileSorted(counts, share) ?? 0))),
  ].filter((bound) => bound > (counts[0] ?? 0));
  return {
    bounds,
    levelOf: (count) =>
      count === 0 ? 0 : 5 - bounds.length + bounds.filter((bound) => count >= bound).length,
  };
}
