import type { MetricOfPeople } from '../../domain/metrics';
import { ndcgAt } from './ndcg';
import { precisionAt } from './precision';
import { reciprocalRankAt } from './reciprocal-rank';

/** Length of the lists that the service measures: one bit a place. */
export const LIST_LENGTH = 25;

/** What the lists of 25 found for each test user: enough for every metric that is a mean over people. */
export interface HeldOutHits {
  /** The users, as the training data number them. */
  readonly users: Int32Array;
  /** Bit r − 1 is set where the item at rank r is among the held-out ones. */
  readonly hits: Uint32Array;
  /** How many distinct items were held out; at least 1. */
  readonly relevant: Uint32Array;
  /** A fingerprint of the held-out items: two versions were asked the same where it agrees. */
  readonly asked: Uint32Array;
}

/** Which places of a list are right. @param ranked distinct items, best first; what is beyond 25 does not count. */
export function hitBits(ranked: ArrayLike<number>, relevant: ReadonlySet<number>): number {
  let bits = 0;
  for (let r = 0; r < LIST_LENGTH && r < ranked.length; r++) if (relevant.has(ranked[r])) bits |= 1 << r;
  return bits;
}

type PerUser = (ranked: ArrayLike<number>, relevant: ReadonlySet<number>) => number;

/** Metrics that are means over people: one user's list and held-out items in, a number out. */
export const METRICS = {
  mean_reciprocal_rank_at_25: (ranked, relevant) => reciprocalRankAt(ranked, relevant, 25),
  normalized_discounted_cumulative_gain_at_5: (ranked, relevant) => ndcgAt(ranked, relevant, 5),
  normalized_discounted_cumulative_gain_at_10: (ranked, relevant) => ndcgAt(ranked, relevant, 10),
  normalized_discounted_cumulative_gain_at_25: (ranked, relevant) => ndcgAt(ranked, relevant, 25),
  precision_at_5: (ranked, relevant) => precisionAt(ranked, relevant, 5),
  precision_at_10: (ranked, relevant) => precisionAt(ranked, relevant, 10),
  precision_at_25: (ranked, relevant) => precisionAt(ranked, relevant, 25),
} as const satisfies { readonly [key in MetricOfPeople]: PerUser };

/** A list that stands for every list: the item at rank r is called r − 1. */
const PLACES = Array.from({ length: LIST_LENGTH }, (_, place) => place);

/** One value a test user. */
export function perUserValues(found: HeldOutHits, key: MetricOfPeople): Float64Array {
  return Float64Array.from(found.hits, (hits, t) =>
    METRICS[key](PLACES, relevantPlaces(hits, found.relevant[t])),
  );
}

/** The places that are right, and negative numbers for the held-out items that the list misses. */
function relevantPlaces(hits: number, relevant: number): Set<number> {
  const places = new Set(PLACES.filter((place) => ((hits >>> place) & 1) === 1));
  for (let missed = -1; places.size < relevant; missed--) places.add(missed);
  return places;
}
