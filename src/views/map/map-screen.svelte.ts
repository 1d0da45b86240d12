import { isCancelled, type AppError } from '../../domain/errors';
import type { ItemMap } from '../../domain/item-map';
import type { Progress } from '../../domain/ports';
import type { JobId } from '../../domain/resources';
import type { AppState } from '../../state/app';
import { asAppError } from '../../state/workspace.svelte';

/** The map on screen, and how far it is while it is made. */
export class MapScreen {
  map = $state.raw<ItemMap | null>(null);
  progress = $state.raw<Progress | null>(null);
  error = $state.raw<AppError | null>(null);
  /** Ids of what a person has had. */
  had = $state.raw<readonly string[]>([]);

  constructor(private readonly app: Pick<AppState, 'api' | 'workspace'>) {}

  /** Makes the map; the returned function stops it, as an effect wants it. */
  load(seed: number): () => void {
    const { api } = this.app;
    const id = crypto.randomUUID() as JobId;
    let over = false;
    this.error = null;
    const show = (progress: Progress): void => {
      if (!over) this.progress = progress;
    };
    api
      .itemMap(id, seed, show)
      .then(
        (map) => {
          if (!over) this.map = map;
        },
        (error: unknown) => {
          if (!over && !isCancelled(error)) this.error = asAppError(error);
        },
      )
      .finally(() => {
        over = true;
        this.progress = null;
      });
    return () => {
      if (over) return;
      over = true;
      void api.cancel(id);
    };
  }

  /** What the person has had, to be ringed; nobody: nothing. */
  async mark(userId: string | null, most: number): Promise<void> {
    if (userId === null) {
      this.had = [];
      return;
    }
    const { api } = this.app;
    try {
      const { events } = await api.getUserHistory(userId, most);
      this.had = events.map(({ itemId }) => itemId);
    } catch (error) {
      if (!isCancelled(error)) this.error = asAppError(error);
    }
  }
}
