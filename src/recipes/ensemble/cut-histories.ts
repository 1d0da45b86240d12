import type { Histories, TrainingData } from '../../domain/histories';
import { lengthsOf, percentileBounds } from '../history-percentiles';
import type { RecipeConfig } from '../recipe';

const NAMES = ['min_user_history_length_percentile', 'max_user_history_length_percentile'] as const;
/** What the service does by default; only a percentile that was set otherwise acts on these models. */
const DEFAULTS = [0, 0.99] as const;

/**
 * The rows that the two percentiles of history length leave: users below the lower bound lose their rows, histories
 * above the upper one are cut to their newest rows. With both at their defaults the data come back as they are.
 *
 * @throws AppError P05 when the bounds are crossed, P06 when nothing is left.
 */
export function cutHistories(data: TrainingData, { parameters }: RecipeConfig): TrainingData {
  const [min, max] = NAMES.map((name) => Number(parameters[name]));
  if (min === DEFAULTS[0] && max === DEFAULTS[1]) return data;
  const bounds = percentileBounds(lengthsOf(data.userPtr), min, max, NAMES);
  const upper = max === DEFAULTS[1] ? Infinity : bounds.max;
  return { ...data, ...newestRows(data, (n) => (n < bounds.min ? 0 : Math.min(n, upper))) };
}

/** The newest `keep(n)` of each user's n rows. */
function newestRows(data: Histories, keep: (n: number) => number): Histories {
  const userPtr = new Int32Array(data.nUsers + 1);
  const kept = new Uint8Array(data.items.length);
  for (let u = 0; u < data.nUsers; u++) {
    const to = data.userPtr[u + 1];
    const n = keep(to - data.userPtr[u]);
    kept.fill(1, to - n, to);
    userPtr[u + 1] = userPtr[u] + n;
  }
  return {
    ...data,
    userPtr,
    items: data.items.filter((_, p) => kept[p] === 1),
    timestampSec: data.timestampSec.filter((_, p) => kept[p] === 1),
    eventType: data.eventType.filter((_, p) => kept[p] === 1),
    rowWeight: data.rowWeight?.filter((_, p) => kept[p] === 1) ?? null,
    ...(data.columnRow && { columnRow: data.columnRow.filter((_, p) => kept[p] === 1) }),
  };
}
