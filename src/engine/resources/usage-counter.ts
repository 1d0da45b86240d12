import type { Arn } from '../../domain/resources';
import { bucketOf, monthOf } from '../../domain/usage';

/** What was counted and is not stored yet. */
export interface Counted {
  readonly requests: ReadonlyMap<Arn, ReadonlyMap<number, number>>;
  /** Bytes of JSON that was put, by month. */
  readonly putBytes: ReadonlyMap<string, number>;
}

/** So long counts may stay in memory. */
const KEEP_EVERY_SEC = 60;

/**
 * Counts requests and what is put while a project is open. Nothing is written per request: every change that is stored
 * anyway takes the counts along, and without one they are due to be stored once a minute.
 */
export class UsageCounter {
  #requests = new Map<Arn, Map<number, number>>();
  #putBytes = new Map<string, number>();
  #takenSec = -Infinity;

  /** One answered request of a campaign. */
  request(campaignArn: Arn, nowSec: number): void {
    let buckets = this.#requests.get(campaignArn);
    if (buckets === undefined) this.#requests.set(campaignArn, (buckets = new Map<number, number>()));
    add(buckets, bucketOf(nowSec), 1);
  }

  put(bytes: number, nowSec: number): void {
    add(this.#putBytes, monthOf(nowSec), bytes);
  }

  get isEmpty(): boolean {
    return this.#requests.size === 0 && this.#putBytes.size === 0;
  }

  /** Whether there are counts, and none were taken for a minute. */
  isDue(nowSec: number): boolean {
    return !this.isEmpty && nowSec - this.#takenSec >= KEEP_EVERY_SEC;
  }

  /** Hands over all counts and begins anew. */
  take(nowSec: number): Counted {
    const counted = { requests: this.#requests, putBytes: this.#putBytes };
    this.#requests = new Map();
    this.#putBytes = new Map();
    this.#takenSec = nowSec;
    return counted;
  }

  /** Counts that could not be stored stay for the next time. */
  giveBack({ requests, putBytes }: Counted): void {
    for (const [arn, buckets] of requests) {
      const own = this.#requests.get(arn) ?? new Map<number, number>();
      this.#requests.set(arn, own);
      for (const [bucket, count] of buckets) add(own, bucket, count);
    }
    for (const [month, bytes] of putBytes) add(this.#putBytes, month, bytes);
  }
}

function add<Key>(sums: Map<Key, number>, key: Key, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
