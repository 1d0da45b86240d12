import type { DataSelection, Range } from '../../domain/data-selection';

/** A selection as the address says it: months, and edges of doubling bins. Open ends are null. */
export interface Brush {
  /** `YYYY-MM`. */
  readonly fromMonth: string | null;
  readonly toMonth: string | null;
  readonly activity: Range | null;
  readonly popularity: Range | null;
  readonly eventType: string | null;
}

export const NO_BRUSH: Brush = {
  fromMonth: null,
  toMonth: null,
  activity: null,
  popularity: null,
  eventType: null,
};

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Reads `from=2016-01&activity=32-127`; what cannot be meant is left out. */
export function readBrush(text: string | null): Brush {
  const pairs = new URLSearchParams(text ?? '');
  const month = (key: string): string | null => {
    const value = pairs.get(key);
    return value !== null && MONTH.test(value) ? value : null;
  };
  const range = (key: string): Range | null => {
    const found = /^(\d{1,10})-(\d{1,10})$/.exec(pairs.get(key) ?? '');
    return found === null ? null : snapped([Number(found[1]), Number(found[2])]);
  };
  return {
    fromMonth: month('from'),
    toMonth: month('to'),
    activity: range('activity'),
    popularity: range('popularity'),
    eventType: pairs.get('type'),
  };
}

/** null where nothing is selected. */
export function writeBrush({ fromMonth, toMonth, activity, popularity, eventType }: Brush): string | null {
  const pairs = new URLSearchParams();
  if (fromMonth !== null) pairs.set('from', fromMonth);
  if (toMonth !== null) pairs.set('to', toMonth);
  if (activity !== null) pairs.set('activity', activity.join('-'));
  if (popularity !== null) pairs.set('popularity', popularity.join('-'));
  if (eventType !== null) pairs.set('type', eventType);
  return pairs.toString() || null;
}

/** The last end of a bin. */
const MOST = 2 ** 31 - 1;

/** The bins that the ends fall into, whole: 1, 2 to 3, 4 to 7 … The smaller end comes first. */
export function snapped([a, b]: Range): Range {
  const low = Math.min(MOST, Math.max(1, Math.min(a, b)));
  const high = Math.min(MOST, Math.max(1, a, b));
  return [2 ** (31 - Math.clz32(low)), 2 ** (32 - Math.clz32(high)) - 1];
}

/** Months to their first and last second. */
export function selectionOf({ fromMonth, toMonth, activity, popularity, eventType }: Brush): DataSelection {
  const start = (month: string, add: number): number =>
    Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + add) / 1000;
  const time: Range | null =
    fromMonth === null && toMonth === null
      ? null
      : [
          fromMonth === null ? -8.64e12 : start(fromMonth, 0),
          toMonth === null ? 8.64e12 : start(toMonth, 1) - 0.001,
        ];
  return { time, activity, popularity, eventType };
}
