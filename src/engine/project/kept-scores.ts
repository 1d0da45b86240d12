import type { UserQuery } from '../../domain/histories';
import { isSameList } from '../../domain/number-lists';
import type { UserScores } from '../../recipes/score-users';

/** Bytes of scores that a model keeps ready. */
const KEPT_BYTES = 32 << 20;

interface Entry {
  readonly query: UserQuery;
  readonly scores: UserScores;
}

/**
 * The numbers that a model gave for the people who were last asked for. They are a pure function of the query, so an
 * entry holds as long as a person's history and the moment that a request tells of are what they were.
 */
export class KeptScores {
  /** By user, the last used at the end. */
  readonly #entries = new Map<string, Entry>();
  readonly #most: number;

  /** @param nItems of the model. */
  constructor(nItems: number) {
    this.#most = Math.max(1, Math.floor(KEPT_BYTES / (Float64Array.BYTES_PER_ELEMENT * nItems)));
  }

  /** @param compute asked when nothing is kept that answers this very query. */
  async of(userId: string, query: UserQuery, compute: () => Promise<UserScores>): Promise<UserScores> {
    const entry = this.#entries.get(userId);
    const scores = entry !== undefined && isSame(entry.query, query) ? entry.scores : await compute();
    // Somebody whose history has grown meanwhile may have been asked for with it.
    if (this.#entries.get(userId) === entry) this.#keep(userId, { query, scores });
    return scores;
  }

  #keep(userId: string, entry: Entry): void {
    this.#entries.delete(userId);
    this.#entries.set(userId, entry);
    if (this.#entries.size > this.#most) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
  }
}

function isSame(one: UserQuery, other: UserQuery): boolean {
  return (
    one.userIdx === other.userIdx &&
    isSameList(one.items, other.items) &&
    isSameList(one.timestampSec, other.timestampSec) &&
    isSameList(one.eventType ?? [], other.eventType ?? []) &&
    (one.returns === true) === (other.returns === true) &&
    (one.eventType === undefined) === (other.eventType === undefined) &&
    JSON.stringify(one.context) === JSON.stringify(other.context)
  );
}
