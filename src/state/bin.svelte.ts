import * as say from '../words/state';
import type { Toasts } from './toasts.svelte';
import { finishDeletion, forgetDeletion, noteDeletion, type Deletion } from './unfinished-deletions';
import type { Workspace } from './workspace.svelte';

/** Takes resources off all screens while their deletion can still be undone. */
export class Bin {
  constructor(
    private readonly workspace: Workspace,
    private readonly toasts: Toasts,
  ) {}

  /**
   * Takes a resource of the open project off the screen, and deletes it when the Undo has lapsed, also where another
   * project was opened meanwhile. Leaving the page before that takes the Undo away: the next page deletes it.
   *
   * @param text what the message says. @param remove deletes it for good, while its project is open.
   */
  async put(
    { arn, kind }: Omit<Deletion, 'project'>,
    text: string,
    remove: () => Promise<unknown>,
  ): Promise<void> {
    const of = this.workspace.project?.project.id;
    if (of === undefined) return;
    const held = { arn, project: of };
    this.workspace.hold(held);
    noteDeletion({ ...held, kind });
    try {
      const end = await this.toasts.show(text, say.undo());
      const { opening, project } = this.workspace;
      if (end !== 'lapsed') return;
      if (opening === null && project?.project.id === of) await remove();
      else await finishDeletion(held, this.workspace);
    } finally {
      forgetDeletion(held);
      this.workspace.release(held);
    }
  }
}
