import { AppError } from '../domain/errors';
import type { ParameterSpec } from '../domain/recipes';

export interface LengthBounds {
  readonly min: number;
  readonly max: number;
}

/** Rows of each user. */
export function lengthsOf(userPtr: Int32Array): number[] {
  return Array.from(userPtr.subarray(1), (to, u) => to - userPtr[u]);
}

/**
 * The lengths at two percentiles (0…1) of `lengths`, by nearest rank: the smallest length that at least that share
 * does not exceed. Whoever is exactly at a bound stays; who has nothing is not counted.
 *
 * @param names of the two parameters, for the error. @throws AppError P05 when min is above max; P06 when there is
 *   nothing to take a percentile of.
 */
export function percentileBounds(
  lengths: readonly number[],
  min: number,
  max: number,
  names: readonly [string, string],
): LengthBounds {
  if (min > max) throw new AppError('P05', { min: names[0], max: names[1], minValue: min, maxValue: max });
  const sorted = Float64Array.from(lengths.filter((length) => length > 0)).sort();
  if (sorted.length === 0) throw new AppError('P06', { parameters: names });
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return { min: at(min), max: at(max) };
}

/** A setting that is such a percentile. */
export function percentile(name: string, defaultValue: string): ParameterSpec {
  return { name, kind: 'float', defaultValue, min: 0, max: 1, tunable: false };
}
