import { log } from '../../kernels/math';
import type { AskingHistory } from './moments';

/**
 * What is known of an item that the person had before, by feature name: that it was; ln(1 + moments since);
 * ln(moments with it); that it has one row in the newest second; that it has several there.
 */
export const OWN_FEATURES = ['own', 'ownAge', 'ownTimes', 'freshOnce', 'freshAgain'] as const;

/** Distinct items of a history, newest first, with OWN_FEATURES.length numbers each. */
export interface OwnItems {
  readonly items: Int32Array;
  readonly features: Float64Array;
}

export function ownItems({ items, fresh }: AskingHistory): OwnItems {
  const times = new Map<number, number>();
  const ages: number[] = [];
  for (let p = items.length - 1; p >= 0; p--) {
    const known = times.get(items[p]);
    if (known === undefined) ages.push(log(items.length - p));
    times.set(items[p], (known ?? 0) + 1);
  }
  const width = OWN_FEATURES.length;
  const features = new Float64Array(times.size * width);
  let i = 0;
  for (const [item, n] of times) {
    const rows = fresh.get(item) ?? 0;
    features.set([1, ages[i], log(n), rows === 1 ? 1 : 0, rows > 1 ? 1 : 0], i * width);
    i++;
  }
  return { items: Int32Array.from(times.keys()), features };
}
