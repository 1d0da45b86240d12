import { dayAndTime } from '../../domain/numbers';
import { epochSeconds } from '../../domain/epoch';
import type { TimeUnit } from '../../domain/imports';

/** How a number will be read as a time, for the preview; dates written out speak for themselves. */
export function readTime(text: string, unit: TimeUnit): string | null {
  if (unit !== 'seconds' && unit !== 'milliseconds') return null;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) return null;
  return dayAndTime(unit === 'seconds' ? value : epochSeconds(value));
}
