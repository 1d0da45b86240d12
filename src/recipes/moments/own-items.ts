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
  const features = new Float64Array(times.size * OWN_FEATURES.length);
  let i = 0;
  let at = 0;
  for (const [item, n] of times) {
    const rows = fresh.get(item) ?? 0;
    features[at++] = 1;
    features[at++] = ages[i++];
    features[at++] = log(n);
    features[at++] = rows === 1 ? 1 : 0;
    features[at++] = rows > 1 ? 1 : 0;
  }
  return { items: Int32Array.from(times.keys()), features };
}
