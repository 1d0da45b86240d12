import { fixTitle } from '../../copy/data-fixes';
import { describeError } from '../../copy/errors';
import type { DataFix, FixPreview } from '../../domain/data-fix';
import { isCancelled, type AppError, asAppError } from '../../domain/errors';
import type { AppState } from '../../state/app';
import { Latest } from '../../state/query.svelte';

/** One fix from its preview to its undo. A preview that comes after another was asked for is dropped. */
export class Fixing {
  asked = $state.raw<DataFix | null>(null);
  busy = $state(false);
  readonly #preview = new Latest<FixPreview>();
  #refused = $state.raw<AppError | null>(null);

  constructor(private readonly app: Pick<AppState, 'api' | 'workspace' | 'jobs' | 'toasts' | 'announcer'>) {}

  get preview(): FixPreview | null {
    return this.#preview.value;
  }
  get error(): AppError | null {
    return this.#refused ?? this.#preview.error;
  }

  async ask(fix: DataFix): Promise<void> {
    this.close();
    this.asked = fix;
    await this.#preview.ask(() => this.app.api.previewFix(fix));
  }

  close(): void {
    this.#preview.clear();
    this.asked = this.#refused = null;
  }

  async apply(): Promise<void> {
    const fix = this.asked;
    if (fix === null || this.busy) return;
    const { api, workspace, jobs, toasts } = this.app;
    const of = workspace.project?.project.id;
    const done = await this.#do(() =>
      jobs.run('fix', fixTitle(fix), (id, onProgress) => api.applyFix(id, fix, onProgress)),
    );
    if (!done) return;
    this.close();
    const end = await toasts.show(`Done: ${lowered(fixTitle(fix))}`, 'Undo');
    if (end !== 'pressed' || workspace.project?.project.id !== of) return;
    await this.undo();
    // The page that shows the error may have been left while the message was up.
    if (this.error !== null) void toasts.show(describeError(this.error).what, null);
  }

  async undo(): Promise<void> {
    const { api, announcer } = this.app;
    if (await this.#do(() => api.undoFix())) announcer.say('The data are as before');
  }

  async #do(call: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.#refused = null;
    try {
      await call();
      return true;
    } catch (error) {
      if (!isCancelled(error)) this.#refused = asAppError(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
