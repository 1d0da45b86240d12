import { rowsByKey } from '../../domain/rows-by-key';
import { exp } from '../../kernels/math';
import type { Moments } from '../moments/moments';

const LN2 = 0.6931471805599453;
/** Moments in which the weight of a history halves: this share of all, and at least so many. */
const LONG_SHARE = 0.5;
const LONG_LEAST = 3;
/** Weight of the k-th newest moment in the short bag, and how many there are. */
const SHORT_DECAY = 0.9;
const SHORT_WINDOW = 40;

/** Histories as two decayed bags, whose weights stand beside the moments, and the moments by item. */
export interface People {
  readonly moments: Moments;
  readonly rowUser: Int32Array;
  /** Weight of each moment in its user's long bag, and the sum by user. */
  readonly long: Float64Array;
  readonly longTotal: Float64Array;
  /** The same of the newest few dozen; 0 for older ones. */
  readonly short: Float64Array;
  /** Moments by user, each as it weighs. */
  readonly activity: Float64Array;
  /** Time of each user's newest moment; of those without any NaN. */
  readonly lastSec: Float64Array;
  /** Item i owns itemRows[itemPtr[i] … itemPtr[i + 1]), ascending. */
  readonly itemPtr: Int32Array;
  readonly itemRows: Int32Array;
}

/** O(moments). */
export function peopleOf(moments: Moments): People {
  const { nUsers, nItems, userPtr, items, timestampSec, rowWeight } = moments;
  const n = items.length;
  const people = {
    rowUser: new Int32Array(n),
    long: new Float64Array(n),
    longTotal: new Float64Array(nUsers),
    short: new Float64Array(n),
    activity: new Float64Array(nUsers),
    lastSec: new Float64Array(nUsers).fill(NaN),
  };
  for (let u = 0; u < nUsers; u++) {
    const [from, to] = [userPtr[u], userPtr[u + 1]];
    const halfLife = Math.max(LONG_LEAST, LONG_SHARE * (to - from));
    const fade = exp(-LN2 / halfLife);
    let long = 1;
    let short = 1;
    for (let p = to - 1; p >= from; p--) {
      const weight = rowWeight === null ? 1 : rowWeight[p];
      people.rowUser[p] = u;
      people.long[p] = weight * long;
      people.longTotal[u] += people.long[p];
      people.short[p] = to - p <= SHORT_WINDOW ? weight * short : 0;
      people.activity[u] += weight;
      long *= fade;
      short *= SHORT_DECAY;
    }
    if (to > from) people.lastSec[u] = timestampSec[to - 1];
  }
  const { starts: itemPtr, rows: itemRows } = rowsByKey(items, nItems);
  return { moments, ...people, itemPtr, itemRows };
}

/** The moments of a set of items, item by item. */
export function rowsOf({ itemPtr, itemRows }: People, items: Int32Array): Int32Array {
  let n = 0;
  for (const item of items) n += itemPtr[item + 1] - itemPtr[item];
  const rows = new Int32Array(n);
  n = 0;
  for (const item of items) {
    rows.set(itemRows.subarray(itemPtr[item], itemPtr[item + 1]), n);
    n += itemPtr[item + 1] - itemPtr[item];
  }
  return rows;
}
