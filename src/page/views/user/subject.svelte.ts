import type { ItemHit } from '../../../domain/recommendations';
import type { AppError } from '../../../domain/errors';
import type { AppState } from '../../state/app';
import { query, type Query } from '../../state/query.svelte';
import type { Answering } from './answering.svelte';

type App = Pick<AppState, 'api' | 'workspace' | 'route'>;

/** Who, or what, is asked about: as the address says, and put into it where it says nothing. */
export class Subject {
  readonly user = $derived.by(() => this.app.route.current.user);
  readonly item = $derived.by(() => this.app.route.current.item);
  readonly #chosen: Query<'user' | 'item', void>;
  readonly #item: Query<readonly [string, unknown], ItemHit>;

  /** To be made while its screen is set up. */
  constructor(
    private readonly app: App,
    private readonly answering: Answering,
  ) {
    const { api, workspace } = app;
    this.#chosen = query(
      () => this.#missing(),
      (what, signal) => this.#choose(what, signal),
    );
    this.#item = query(
      () =>
        this.item === null || answering.serves !== 'items' ? null : ([this.item, workspace.dataKey] as const),
      async ([itemId]) => {
        const hits = await api.searchItems(itemId, 1);
        return hits.find((hit) => hit.itemId === itemId) ?? { itemId, title: null, events: 0 };
      },
    );
  }

  /** What the item asked about is called. */
  get itemName(): string | null {
    return this.#item.value?.title ?? null;
  }

  get error(): AppError | null {
    return this.#item.error ?? this.#chosen.error;
  }

  /** What the address does not say and the version has to be asked with. */
  #missing(): 'user' | 'item' | null {
    const { serves, version } = this.answering;
    if (serves === 'items') return this.item === null ? 'item' : null;
    return this.user === null && version !== null ? 'user' : null;
  }

  /** Puts somebody, or something, into the address; Back does not lead to the empty question. */
  async #choose(what: 'user' | 'item', signal: AbortSignal): Promise<void> {
    const { api, workspace, route } = this.app;
    if (what === 'user') {
      const user = await api.typicalUser();
      if (!signal.aborted) route.go({ user }, 'replace');
      return;
    }
    // A frequent item, but not of the top tenth, which sims leaves out unless it is told otherwise.
    const hits = await api.searchItems('', Math.ceil((workspace.project?.project.items ?? 1) / 8));
    const item = hits.at(-1)?.itemId;
    if (!signal.aborted && item !== undefined) route.go({ item }, 'replace');
  }
}
