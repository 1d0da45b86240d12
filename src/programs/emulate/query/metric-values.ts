export const MINUTE_SEC = 60;

/** Values of a metric taken together: all that its statistics need. */
export interface MetricValues {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** One value, as often as it was seen. */
export function valued(value: number, count = 1): MetricValues {
  return { count, sum: value * count, min: value, max: value };
}

export function together(one: MetricValues, other: MetricValues): MetricValues {
  return {
    count: one.count + other.count,
    sum: one.sum + other.sum,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
  };
}

/** The statistics by the names that CloudWatch has for them. */
export const STATISTICS: { readonly [name: string]: (values: MetricValues) => number } = {
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
  SampleCount: ({ count }) => count,
};

export function floorTo(sec: number, stepSec: number): number {
  return Math.floor(sec / stepSec) * stepSec;
}
