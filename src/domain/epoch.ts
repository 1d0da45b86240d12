export const HOUR_SEC = 3600;
export const DAY_SEC = 24 * HOUR_SEC;

/** From here on an epoch time is taken for milliseconds: as seconds it would be the year 5138. */
export const MILLISECONDS_FROM = 1e11;
const MICROSECONDS_FROM = 1e14;
const NANOSECONDS_FROM = 1e17;

export type EpochUnit = 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds';

/** What an epoch time ≥ 0 counts, by its size. */
export function epochUnit(value: number): EpochUnit {
  if (value < MILLISECONDS_FROM) return 'seconds';
  if (value < MICROSECONDS_FROM) return 'milliseconds';
  return value < NANOSECONDS_FROM ? 'microseconds' : 'nanoseconds';
}

/** Whole seconds of an epoch time ≥ 0 whose size says whether it counts seconds or smaller parts. */
export function epochSeconds(value: number): number {
  if (value < MILLISECONDS_FROM) return Math.floor(value);
  const parts = value < MICROSECONDS_FROM ? 1e3 : value < NANOSECONDS_FROM ? 1e6 : 1e9;
  return Math.floor(value / parts);
}
