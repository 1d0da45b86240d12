import { fixTitle } from '../../../words/copy/data-fixes';
import { describeError } from '../../../words/copy/errors';
import type { DataFix, FixPreview } from '../../../domain/data-fix';
import type { AppError } from '../../../domain/errors';
import { lowerFirst } from '../../../domain/arn';
import type { AppState } from '../../state/app';
import { Attempt } from '../../state/attempt.svelte';
import { Latest } from '../../state/query.svelte';
import * as ui from '../../../words/messages/ui';
import * as say from '../../../words/messages/dataset';

/** One fix from its preview to its undo. A preview that comes after another was asked for is dropped. */
export class Fixing {
  asked = $state.raw<DataFix | null>(null);
  readonly #preview = new Latest<FixPreview>();
  readonly #doing = new Attempt();
  /** What the message says that offers to undo the last fix. */
  #told: string | null = null;

  constructor(private readonly app: Pick<AppState, 'api' | 'workspace' | 'jobs' | 'toasts' | 'announcer'>) {}

  get preview(): FixPreview | null {
    return this.#preview.value;
  }
  get busy(): boolean {
    return this.#doing.busy;
  }
  get error(): AppError | null {
    return this.#doing.error ?? this.#preview.error;
  }

  async ask(fix: DataFix): Promise<void> {
    this.close();
    this.asked = fix;
    await this.#preview.ask(() => this.app.api.previewFix(fix));
  }

  close(): void {
    this.#preview.clear();
    this.asked = this.#doing.error = null;
  }

  async apply(): Promise<void> {
    const fix = this.asked;
    if (fix === null || this.busy) return;
    const { api, workspace, jobs, toasts } = this.app;
    const of = workspace.project?.project.id;
    const done = await this.#doing.run(() =>
      jobs.run('fix', fixTitle(fix), (id, onProgress) => api.applyFix(id, fix, onProgress)),
    );
    if (done === null) return;
    this.close();
    this.#told = say.done({ fix: lowerFirst(fixTitle(fix)) });
    const end = await toasts.show(this.#told, ui.undo());
    if (end !== 'pressed' || workspace.project?.project.id !== of) return;
    await this.undo();
    // The page that shows the error may have been left while the message was up.
    if (this.error !== null) void toasts.show(describeError(this.error).what, null);
  }

  async undo(): Promise<void> {
    const { api, announcer, toasts } = this.app;
    // It offers what is under way already.
    if (this.#told !== null && toasts.shown?.text === this.#told) toasts.dismiss();
    if ((await this.#doing.run(() => api.undoFix())) !== null) announcer.say(say.asBefore());
  }
}
