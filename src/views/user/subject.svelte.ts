import type { ContextChoice } from '../../domain/context-fields';
import { isCancelled, type AppError } from '../../domain/errors';
import type { AppState } from '../../state/app';
import { asAppError } from '../../state/workspace.svelte';
import type { StudioApi } from '../../worker/api';

type Categories = Awaited<ReturnType<StudioApi['listCategories']>>;

/**
 * Whom or what the screen is about where the address does not say, and what its filters offer. Every method asks once
 * and returns what calls the asking off, as an effect wants it.
 */
export class Subject {
  categories = $state.raw<Categories>([]);
  contexts = $state.raw<readonly ContextChoice[]>([]);
  error = $state.raw<AppError | null>(null);

  constructor(private readonly app: Pick<AppState, 'api' | 'workspace' | 'route'>) {}

  loadCategories(): () => void {
    return this.#ask(
      () => this.app.api.listCategories(),
      (found) => (this.categories = found),
    );
  }

  loadContexts(): () => void {
    return this.#ask(
      () => this.app.api.listContextFields(),
      (found) => (this.contexts = found),
    );
  }

  /** A typical user; Back does not lead to the empty question. */
  chooseUser(): () => void {
    return this.#ask(
      () => this.app.api.typicalUser(),
      (user) => this.app.route.go({ user }, 'replace'),
    );
  }

  /** A frequent item, but not of the top tenth, which sims leaves out unless it is told otherwise. */
  chooseItem(): () => void {
    const { api, workspace, route } = this.app;
    return this.#ask(
      () => api.searchItems('', Math.ceil((workspace.project?.project.items ?? 1) / 8)),
      (hits) => {
        const item = hits.at(-1)?.itemId;
        if (item !== undefined) route.go({ item }, 'replace');
      },
    );
  }

  #ask<Result>(call: () => Promise<Result>, take: (result: Result) => unknown): () => void {
    let late = false;
    call().then(
      (result) => {
        if (!late) take(result);
      },
      (error: unknown) => {
        if (!late && !isCancelled(error)) this.error = asAppError(error);
      },
    );
    return () => (late = true);
  }
}
