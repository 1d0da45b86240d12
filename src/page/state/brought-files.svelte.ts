import { isAppError } from '../../domain/errors';
import type { ImportProposal } from '../../domain/imports';
import type { JobId } from '../../domain/resources';
import type { DroppedFile, StudioApi } from '../../domain/door';
import { randomId } from '../../domain/random-id';

/** Files that were brought, and the worker that has looked into them: a newer one where that has died. */
export class BroughtFiles {
  /** What the proposal was made from. */
  files: readonly DroppedFile[] = [];
  /** What waited when the page was loaded again, and has to be brought again. */
  left = $state<string | null>(null);
  /** The newer id of a proposal whose worker has died. */
  #renewed: { readonly from: string; readonly to: string } | null = null;

  constructor(private readonly api: StudioApi) {}

  begin(files: readonly DroppedFile[]): void {
    this.files = files;
    this.left = null;
    this.#renewed = null;
  }

  /** Asks about a proposal. A worker that took over from a dead one does not know it and looks at the files first. */
  async ask<Result>(proposal: ImportProposal, call: (id: string) => Promise<Result>): Promise<Result> {
    // The plan on screen and what was changed by hand stay; only the handle is new.
    const id = this.#renewed?.from === proposal.id ? this.#renewed.to : proposal.id;
    try {
      return await call(id);
    } catch (error) {
      const isGone = isAppError(error) && error.code === 'NOT_FOUND' && 'what' in error.details;
      if (!isGone || error.details.what !== 'proposal') throw error;
      const looking = randomId() as JobId;
      const again = await this.api.inspectFiles(looking, this.files, () => undefined);
      this.#renewed = { from: proposal.id, to: again.id };
      return call(again.id);
    }
  }
}
