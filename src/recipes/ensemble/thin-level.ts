import type { UserQuery } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { exp } from '../../kernels/math';
import type { ThinItems } from './thin-items';

/** Held-out rows that are asked, at most. */
const ROWS = 100;
const HALVINGS = 30;
const LOWEST = -12;
const HIGHEST = 3;

/** A held-out row: what was known before it, and the item that came. */
export interface HeldOutRow {
  readonly query: UserQuery;
  readonly target: number;
}

/**
 * The level of thin items at which all of them together are promised the share of the held-out rows that they had;
 * half a row is added, so that none is not taken for never.
 *
 * @param scoreUser logits without what thin items get. Yields to `job` at every row it asks.
 */
export async function fitThinLevel(
  thin: ThinItems,
  rows: readonly HeldOutRow[],
  nItems: number,
  scoreUser: (query: UserQuery, out: Float64Array) => boolean,
  job: Job,
): Promise<number> {
  const isThin = new Uint8Array(nItems);
  for (const item of thin.items) isThin[item] = 1;
  const hits = rows.reduce((sum, { target }) => sum + isThin[target], 0);
  const wanted = (hits + 0.5) / (rows.length + 1);
  const asked = rows.filter((_, r) => r % Math.ceil(rows.length / ROWS) === 0);
  const logits = new Float64Array(nItems);
  const n = thin.items.length;
  /** By row and thin item: e^(logit at level 0), beside the sum over all other items. */
  const weights = new Float64Array(asked.length * n);
  const others = new Float64Array(asked.length);
  for (const [r, { query }] of asked.entries()) {
    await job.checkpoint('blend', r, asked.length);
    if (!scoreUser(query, logits)) continue;
    let max = -Infinity;
    for (const logit of logits) if (logit > max) max = logit;
    thin.applyTo(logits);
    for (let i = 0; i < nItems; i++) if (isThin[i] === 0) others[r] += exp(logits[i] - max);
    for (let k = 0; k < n; k++) weights[r * n + k] = exp(logits[thin.items[k]] - max);
  }
  let [low, high] = [LOWEST, HIGHEST];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const level = (low + high) / 2;
    const lift = Float64Array.from(thin.shares, (share) => exp(share * level));
    let promised = 0;
    for (let r = 0; r < asked.length; r++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += lift[k] * weights[r * n + k];
      promised += sum / (sum + others[r] || 1);
    }
    if (promised < wanted * asked.length) low = level;
    else high = level;
  }
  return (low + high) / 2;
}
