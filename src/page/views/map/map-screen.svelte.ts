import type { AppError } from '../../../domain/errors';
import type { ItemMap } from '../../../domain/item-map';
import type { Progress } from '../../../domain/ports';
import type { AppState } from '../../state/app';
import { query, whileWanted } from '../../state/query.svelte';

const SEED = 42;
const MOST_EVENTS = 2000;

/** The map on screen, how far it is while it is made, and what a person has had. Made while its screen is set up. */
export class MapScreen {
  progress = $state.raw<Progress | null>(null);
  /** Whether what the person of the address has had is ringed. */
  rings = $state(true);
  readonly #map;
  readonly #had;

  constructor({ api, workspace, route }: Pick<AppState, 'api' | 'workspace' | 'route'>) {
    this.#map = query(
      () => [route.current.seed ?? SEED, workspace.dataKey] as const,
      async ([seed], signal) => {
        const show = (progress: Progress): void => {
          if (!signal.aborted) this.progress = progress;
        };
        try {
          return await whileWanted(api, signal, (id) => api.itemMap(id, seed, show));
        } finally {
          if (!signal.aborted) this.progress = null;
        }
      },
      { keep: true },
    );
    this.#had = query(
      () =>
        this.rings && route.current.user !== null ? ([route.current.user, workspace.dataKey] as const) : null,
      ([userId]) => api.getUserHistory(userId, MOST_EVENTS),
      { keep: true },
    );
  }

  get map(): ItemMap | null {
    return this.#map.value ?? this.progress?.map ?? null;
  }
  get error(): AppError | null {
    return this.#map.error ?? this.#had.error;
  }
  /** Ids of what the person has had; none where nothing is ringed. */
  get had(): readonly string[] {
    return this.#had.value?.events.map(({ itemId }) => itemId) ?? [];
  }
}
