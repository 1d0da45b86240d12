import type { NamedItem } from '../../domain/explanations';
import { roundToSum } from '../../domain/rounding';

/** One thing that a total adds up from. */
export interface Step {
  readonly key: string;
  readonly label: string;
  /** In grey after the label, e.g. when it was. */
  readonly detail?: string;
  readonly value: number;
  /** Not one thing but what several come to. */
  readonly rest?: true;
  /** What can be left out of the total. */
  readonly item?: NamedItem;
  /** It is left out: it adds nothing. */
  readonly off?: true;
}

/** A step as drawn: its bar lies between where the steps before it end and where it ends, in percent of the width. */
export interface Bar extends Step {
  readonly shown: number;
  readonly left: number;
  readonly width: number;
  /** Where the bar ends and the next one begins. */
  readonly join: number;
}

export interface Waterfall {
  readonly bars: readonly Bar[];
  /** What the shown numbers add up to, and its bar from 0. */
  readonly total: { readonly shown: number; readonly left: number; readonly width: number };
  /** Where 0 lies, in percent of the width. */
  readonly zero: number;
}

export const DIGITS = 2;

/** Bars that begin where the one before ended, by the numbers as shown, so that the drawing ends at the shown total. */
export function waterfall(steps: readonly Step[]): Waterfall {
  const { values, sum } = roundToSum(
    steps.map(({ value }) => value),
    DIGITS,
  );
  const ends: number[] = [];
  for (const value of values) ends.push((ends.at(-1) ?? 0) + value);
  const low = Math.min(0, ...ends, sum);
  const high = Math.max(0, ...ends, sum);
  const at = (value: number): number => (high === low ? 0 : (100 * (value - low)) / (high - low));
  const bar = (from: number, to: number): { left: number; width: number } => ({
    left: at(Math.min(from, to)),
    width: Math.abs(at(to) - at(from)),
  });
  return {
    bars: steps.map((step, k) => ({
      ...step,
      shown: values[k],
      ...bar(ends[k - 1] ?? 0, ends[k]),
      join: at(ends[k]),
    })),
    total: { shown: sum, ...bar(0, sum) },
    zero: at(0),
  };
}
