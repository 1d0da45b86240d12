import type { AppError } from '../../../domain/errors';
import { day } from '../../../domain/numbers';
import type { UserHistory } from '../../../domain/recommendations';
import type { AppState } from '../../state/app';
import { query, type Query } from '../../state/query.svelte';
import * as say from '../../../words/messages/user';
import type { Subject } from './subject.svelte';
import { itemsOf, visitsOf } from './visits';

/** All but the very longest histories. */
const FIRST_EVENTS = 3000;

/** The history of the person who is asked about. */
export class Past {
  /** More of a history than its newest events was asked for. */
  #longer = $state.raw<{ readonly userId: string; readonly limit: number } | null>(null);
  readonly #history: Query<readonly [string, ...unknown[]], UserHistory>;

  /** To be made while its screen is set up. */
  constructor(
    { api, workspace, programs }: Pick<AppState, 'api' | 'workspace' | 'programs'>,
    private readonly subject: Subject,
  ) {
    this.#history = query(
      () => {
        const { user } = subject;
        const limit = this.#longer?.userId === user ? this.#longer?.limit : undefined;
        return user === null
          ? null
          : ([user, limit ?? FIRST_EVENTS, workspace.dataKey, programs.puts] as const);
      },
      ([userId, limit]) => api.getUserHistory(userId, Number(limit)),
      { keep: true },
    );
  }

  /** The last one that is known: while that of another person is on its way, of who was asked about before. */
  readonly shown = $derived.by(() => (this.error === null ? this.#history.value : null));
  readonly history = $derived.by(() => (this.shown?.userId === this.subject.user ? this.shown : null));
  /** What the person is called, where the data say it and it is not the id itself. */
  readonly name = $derived.by(() => {
    const name = this.history?.name;
    return name === this.subject.user ? undefined : name;
  });
  readonly items = $derived(itemsOf(this.history?.events ?? []));
  /** The history in a sentence. */
  readonly sentence = $derived.by(() => {
    const { history } = this;
    if (history === null) return '';
    const { total, firstSec, lastSec, events } = history;
    if (total === 0 || firstSec === null || lastSec === null) return say.noHistory();
    const past = { events: total, from: day(firstSec), to: day(lastSec) };
    if (events.length < total) return say.past(past);
    const inVisits = { ...past, visits: visitsOf(events).length };
    return past.from === past.to
      ? say.pastOnDay({ ...inVisits, day: past.from })
      : say.pastInVisits(inVisits);
  });

  get error(): AppError | null {
    return this.#history.error;
  }

  /** Asks for the newest `limit` events of the history. */
  recall(limit: number): void {
    const { user } = this.subject;
    if (user !== null) this.#longer = { userId: user, limit };
  }
}
