import { log } from '../math';

const LN2 = 0.6931471805599453;

/** 1 / log₂(1 + rank), rank from 1. A rank may be fractional: the average place of tied items. */
export function discount(rank: number): number {
  return LN2 / log(1 + rank);
}

/**
 * nDCG@k of one list with binary relevance. The ideal list holds min(k, relevant) hits, as in the service's guide.
 *
 * @param ranked item indices, best first, distinct; may be shorter than k.
 * @param relevant held-out items of this user; must not be empty.
 * Järvelin & Kekäläinen, ACM TOIS 20(4), 2002.
 */
export function ndcgAt(ranked: ArrayLike<number>, relevant: ReadonlySet<number>, k: number): number {
  let gain = 0;
  for (let r = 0; r < k && r < ranked.length; r++) if (relevant.has(ranked[r])) gain += discount(r + 1);
  let ideal = 0;
  for (let r = 0; r < k && r < relevant.size; r++) ideal += discount(r + 1);
  return gain / ideal;
}
