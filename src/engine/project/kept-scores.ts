import type { UserQuery } from '../../domain/histories';

/** Bytes of scores that a model keeps ready. */
const KEPT_BYTES = 32 << 20;

/** What a model has answered to a query. */
export interface UserScores {
  /** By the model's items. Read only. */
  readonly values: Float64Array;
  /** As `scoreUser` returned it. */
  readonly personal: boolean;
}

/**
 * The numbers that a model gave for the people who were last asked for. They are a pure function of the query, so an
 * entry holds as long as a person's history and the moment that a request tells of are what they were.
 */
export class KeptScores {
  /** By user, the last used at the end. */
  readonly #entries = new Map<string, { readonly query: UserQuery; readonly scores: UserScores }>();
  readonly #most: number;

  /** @param nItems of the model. */
  constructor(nItems: number) {
    this.#most = Math.max(1, Math.floor(KEPT_BYTES / (Float64Array.BYTES_PER_ELEMENT * nItems)));
  }

  /** @param compute asked when nothing is kept that answers this very query. */
  of(userId: string, query: UserQuery, compute: () => UserScores): UserScores {
    const entry = this.#entries.get(userId);
    const scores = entry !== undefined && isSame(entry.query, query) ? entry.scores : compute();
    this.#entries.delete(userId);
    this.#entries.set(userId, { query, scores });
    if (this.#entries.size > this.#most) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
    return scores;
  }
}

function isSame(one: UserQuery, other: UserQuery): boolean {
  return (
    one.userIdx === other.userIdx &&
    isSameList(one.items, other.items) &&
    isSameList(one.timestampSec, other.timestampSec) &&
    isSameList(one.eventType ?? [], other.eventType ?? []) &&
    (one.eventType === undefined) === (other.eventType === undefined) &&
    JSON.stringify(one.context) === JSON.stringify(other.context)
  );
}

function isSameList(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
