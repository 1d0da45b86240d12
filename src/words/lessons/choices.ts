import { count, plainPercent, significant } from '../../domain/numbers';
import * as chart from '../messages/chart';
import * as say from '../messages/lessons';

/** What can be voted for, and which of it is right. */
export interface Choices {
  readonly labels: readonly string[];
  readonly answer: number;
}

/** Ranges of which a number falls into one. @param bounds upper bounds, ascending; the last range has none. */
export function ranges(
  value: number,
  bounds: readonly number[],
  label: (from: number, to: number | null) => string,
): Choices {
  const labels = [...bounds, null].map((to, k) => label(k === 0 ? 0 : bounds[k - 1], to));
  const at = bounds.findIndex((bound) => value <= bound);
  return { labels, answer: at < 0 ? bounds.length : at };
}

/** Whole numbers: `none`, `1 to 3`, `more than 6`. */
export function counts(value: number, bounds: readonly number[]): Choices {
  const labels = [...bounds, null].map((to, k) => {
    const from = k === 0 ? 0 : bounds[k - 1] + 1;
    if (to === null) return say.moreThan({ bound: from - 1 });
    if (to === 0) return say.none();
    return from === to ? count(to) : chart.fromTo({ from: count(from), to: count(to) });
  });
  return { labels, answer: ranges(value, bounds, () => '').answer };
}

/** Whole numbers that may be fewer than `usual`: far fewer, fewer, about as many, more. */
export function fewerThan(value: number, usual: number): Choices {
  const bounds = [0.25, 0.65, 1].map((share) => Math.round(share * usual));
  return counts(
    value,
    bounds.filter((bound, k) => bound !== bounds[k - 1]),
  );
}

/** Whole numbers up to `most`, in up to four ranges of about the same length: `none`, `1 to 5`, `16 or more`. */
export function quarters(value: number, most: number): Choices {
  const bounds = [0.25, 0.5, 0.75].map((share) => Math.floor(share * most));
  const apart = [...new Set(bounds)].filter((bound) => bound < most);
  const { labels, answer } = counts(value, apart);
  const least = apart.length === 0 ? 0 : apart[apart.length - 1] + 1;
  const last = least === most ? count(most) : say.orMore({ least });
  return { labels: [...labels.slice(0, -1), last], answer };
}

/** Shares of 0…1: `under 1 %`, `1 to 5 %`, `over 20 %`. */
export function shares(value: number, bounds: readonly number[]): Choices {
  return ranges(value, bounds, (from, to) => {
    if (to === null) return say.over({ bound: plainPercent(from) });
    if (from === 0) return say.under({ bound: plainPercent(to) });
    return chart.fromTo({ from: significant(100 * from), to: plainPercent(to) });
  });
}
