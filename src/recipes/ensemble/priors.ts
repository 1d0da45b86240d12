import { exp, log } from '../../kernels/math';
import type { StoredModel } from '../../domain/model';
import type { NumberArray } from '../../domain/ports';
import { weighedUsers } from '../popularity-count';
import { LEARNED64, readArray, readCounts } from '../stored-arrays';
import type { Moments } from '../moments/moments';
import type { Plan } from './ensemble-plan';

const LN2 = 0.6931471805599453;

/** What speaks for an item whoever asks: popularity first, then fashions of two lengths. */
export interface Priors {
  /** Distinct users per item, each as the heaviest of their rows of it. */
  readonly users: Int32Array | Float64Array;
  /** One column per prior, a number per item. */
  readonly columns: readonly Float64Array[];
}

export function priorsOf(moments: Moments, plan: Plan): Priors {
  const users = weighedUsers(moments);
  const popularity = Float64Array.from(users, (n) => log(n + 1));
  const fashions = plan.fashionSpans.map((share) => fashion(moments, share));
  return { users, columns: [popularity, ...fashions] };
}

/** ln(0.1 + rows that count half for every half-life they are older than the newest row). */
function fashion(moments: Moments, share: number): Float64Array {
  let first = Infinity;
  let last = -Infinity;
  for (let p = 0; p < moments.timestampSec.length; p++) {
    const t = moments.timestampSec[p];
    if (t < first) first = t;
    if (t > last) last = t;
  }
  const rate = last > first ? LN2 / (share * (last - first)) : 0;
  const sums = new Float64Array(moments.nItems);
  for (let p = 0; p < moments.items.length; p++) {
    const weight = moments.rowWeight === null ? 1 : moments.rowWeight[p];
    sums[moments.items[p]] += weight * exp(-rate * (last - moments.timestampSec[p]));
  }
  return sums.map((sum) => log(0.1 + sum));
}

const [USERS, COLUMNS] = ['priorUsers', 'priorColumns'];

/** As they are stored where they cannot be counted anew. */
export function priorArrays({ users, columns }: Priors): { readonly [name: string]: NumberArray } {
  const all = new Float64Array(users.length * columns.length);
  columns.forEach((column, f) => all.set(column, f * users.length));
  return { [USERS]: users, [COLUMNS]: all };
}

/** null where they are counted from the moments. @throws AppError MODEL_UNREADABLE */
export function readPriors(stored: StoredModel, { fashionSpans }: Plan): Priors | null {
  if (stored.arrays[USERS] === undefined) return null;
  const { nItems } = stored.header;
  const n = 1 + fashionSpans.length;
  const all = readArray(stored, COLUMNS, LEARNED64, n * nItems);
  const columns = Array.from({ length: n }, (_, f) => all.subarray(f * nItems, (f + 1) * nItems));
  return { users: readCounts(stored, USERS, nItems), columns };
}
