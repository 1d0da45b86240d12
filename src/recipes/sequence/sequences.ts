import { NO_EVENT_TYPE } from '../../domain/columns';
import type { Histories, TrainingData, UserQuery } from '../../domain/histories';
import { exp } from '../../kernels/math';
import { momentsOf, type Moments } from '../moments/moments';
import { lengthsOf, percentileBounds } from '../history-percentiles';
import type { RecipeConfig } from '../recipe';

const NAMES = ['min_user_history_length_percentile', 'max_user_history_length_percentile'] as const;

/** The histories that are learned from: user u has moments from[u] … to[u]. */
export interface Sequences {
  readonly moments: Moments;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Most moments of one history that are read, here and when asked. */
  readonly longest: number;
  /** Moments that have one after them, over all users: what can be learned from. */
  readonly rows: number;
}

/**
 * Users shorter than the lower percentile are left out, longer histories than the upper one cut to their newest.
 * @throws AppError P05 when the percentiles are crossed, P06 when nobody has rows.
 */
export function sequencesOf(data: TrainingData, parameters: RecipeConfig['parameters']): Sequences {
  const moments = momentsOf(data);
  const [low, high] = NAMES.map((name) => Number(parameters[name]));
  const { min, max } = percentileBounds(lengthsOf(moments.userPtr), low, high, NAMES);
  const from = new Int32Array(moments.nUsers);
  let rows = 0;
  for (let u = 0; u < moments.nUsers; u++) {
    const to = moments.userPtr[u + 1];
    const n = to - moments.userPtr[u];
    from[u] = n < min ? to : to - Math.min(n, max);
    rows += Math.max(0, to - from[u] - 1);
  }
  return { moments, from, to: moments.userPtr.slice(1), longest: max, rows };
}

/**
 * How much each moment counts as a target, 1 on average: 0.5^(age / half-life); all alike without recency.
 *
 * @param halfLife as a share of the time that the data span; null = without recency.
 */
export function targetWeights({ timestampSec }: Moments, halfLife: number | null): Float64Array {
  const weights = new Float64Array(timestampSec.length).fill(1);
  let newest = -Infinity;
  let oldest = Infinity;
  for (const time of timestampSec) {
    newest = Math.max(newest, time);
    oldest = Math.min(oldest, time);
  }
  if (halfLife === null || !(newest > oldest)) return weights;
  const rate = Math.LN2 / (halfLife * (newest - oldest));
  let sum = 0;
  for (let p = 0; p < weights.length; p++) sum += weights[p] = exp(rate * (timestampSec[p] - newest));
  for (let p = 0; p < weights.length; p++) weights[p] *= weights.length / sum;
  return weights;
}

/** The rows of a request whose items are known, the newest `longest` of them, as the history of one user. */
export function readRows(
  { items, timestampSec, eventType }: UserQuery,
  known: (item: number) => boolean,
  longest: number,
): Histories {
  const rows = new Int32Array(items.length);
  let n = 0;
  for (let p = 0; p < items.length; p++) if (known(items[p])) rows[n++] = p;
  const newest = rows.subarray(Math.max(0, n - longest), n);
  const kept = {
    items: new Int32Array(newest.length),
    timestampSec: new Float64Array(newest.length),
    eventType: new Uint16Array(newest.length),
  };
  for (let k = 0; k < newest.length; k++) {
    kept.items[k] = items[newest[k]];
    kept.timestampSec[k] = timestampSec[newest[k]];
    kept.eventType[k] = eventType?.[newest[k]] ?? NO_EVENT_TYPE;
  }
  return {
    nUsers: 1,
    nItems: 0,
    userPtr: Int32Array.of(0, newest.length),
    ...kept,
    rowWeight: null,
  };
}
