import { DAY_SEC } from '../../../domain/epoch';

/** Epoch seconds in ISO 8601, in UTC; without a time where it is midnight. */
export function isoOfSeconds(seconds: number): string {
  const day = Math.floor(seconds / DAY_SEC);
  const clock = seconds - day * DAY_SEC;
  return clock === 0 ? dateOfDay(day) : `${dateOfDay(day)}T${clockOf(clock)}`;
}

/** Dates by their day: the rows of a sheet have few days. */
const DATES = new Map<number, string>();
const MOST_DATES = 10_000;

/** Days since 1970 as a date. */
export function dateOfDay(day: number): string {
  const known = DATES.get(day);
  if (known !== undefined) return known;
  if (DATES.size >= MOST_DATES) DATES.clear();
  const text = new Date(day * DAY_SEC * 1000).toISOString().slice(0, 10);
  DATES.set(day, text);
  return text;
}

function clockOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
