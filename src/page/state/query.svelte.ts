import { untrack } from 'svelte';
import { isCancelled, type AppError, asAppError } from '../../domain/errors';
import type { JobId } from '../../domain/resources';
import type { StudioApi } from '../../domain/door';
import { takeovers } from './workspace.svelte';
import { randomId } from '../../domain/random-id';

/**
 * The newest of several answers. Whatever is asked last counts: an earlier answer that comes after it is dropped. A
 * cancelled call changes nothing, and one that fails leaves the value that was there.
 */
export class Latest<Value> {
  value = $state.raw<Value | null>(null);
  error = $state.raw<AppError | null>(null);
  /** The last question is not answered yet. */
  loading = $state(false);
  #asked = 0;

  /** @returns whether this answer is now the value. */
  async ask(call: () => Promise<Value>): Promise<boolean> {
    const asked = ++this.#asked;
    this.loading = true;
    try {
      const value = await call();
      if (asked !== this.#asked) return false;
      this.value = value;
      this.error = null;
      return true;
    } catch (fault) {
      if (asked === this.#asked && !isCancelled(fault)) this.error = asAppError(fault);
      return false;
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }

  /** What is under way is not wanted any more; the value stays. */
  drop(): void {
    this.#asked++;
    this.loading = false;
  }

  /** Nothing is asked and nothing known. */
  clear(): void {
    this.drop();
    this.value = this.error = null;
  }
}

export interface Query<Key, Value> {
  readonly value: Value | null;
  /** The key that `value` answers; null where there is none. */
  readonly of: Key | null;
  readonly error: AppError | null;
  readonly loading: boolean;
  /** Asks once more with the same key. */
  again(): void;
}

interface QueryOptions {
  /** The value stays on screen while the one of another key is on its way. */
  readonly keep?: boolean;
}

/**
 * An answer that follows its key: asked for at once, again whenever the key says something else, and not at all while it
 * is null. What a dead worker left unanswered is asked again of the one that takes over. A late answer never stands under
 * a newer key. Keys are compared as JSON. To be called while a component is set up, with whose end it ends.
 *
 * @param ask only the key is followed, whatever else it reads. The signal ends when the answer is not wanted any more.
 */
export function query<Key, Value>(
  key: () => Key | null,
  ask: (key: Key, signal: AbortSignal) => Promise<Value>,
  { keep = false }: QueryOptions = {},
): Query<Key, Value> {
  const latest = new Latest<{ readonly of: Key; readonly value: Value }>();
  let attempt = $state(0);
  const said = $derived(JSON.stringify(key()));
  $effect(() => {
    void [said, attempt];
    return untrack(() => {
      const asked = key();
      if (asked === null || !keep) latest.clear();
      latest.error = null;
      if (asked === null) return;
      const wanted = new AbortController();
      void latest.ask(async () => ({ of: asked, value: await ask(asked, wanted.signal) }));
      return () => {
        latest.drop();
        wanted.abort();
      };
    });
  });
  $effect(() => {
    void takeovers.count;
    untrack(() => {
      if (latest.error?.code === 'WORKER_GONE') attempt++;
    });
  });
  return {
    get value() {
      return latest.value?.value ?? null;
    },
    get of() {
      return latest.value?.of ?? null;
    },
    get error() {
      return latest.error;
    },
    get loading() {
      return latest.loading;
    },
    again: () => void attempt++,
  };
}

/** A long call that is cancelled with the signal, unless it has ended by then. */
export async function whileWanted<Result>(
  api: Pick<StudioApi, 'cancel'>,
  signal: AbortSignal,
  call: (id: JobId) => Promise<Result>,
): Promise<Result> {
  const id = randomId() as JobId;
  const cancel = (): void => void api.cancel(id);
  signal.addEventListener('abort', cancel);
  try {
    return await call(id);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
