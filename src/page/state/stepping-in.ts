import { asAppError, isCancelled } from '../../domain/errors';
import type { OwnAndTheirs, ItemMatches } from '../../domain/imports';
import type { ProjectId } from '../../domain/resources';
import type { AppState } from './app';

/** The events of files on their way into a project of others, which shares their items. */
export class SteppingIn {
  constructor(private readonly app: Pick<AppState, 'importing' | 'jobs' | 'workspace'>) {}

  /** Which items of a project the items in the files are; null when that failed or was stopped. */
  async matchItems(project: ProjectId): Promise<ItemMatches | null> {
    const { importing, jobs, workspace } = this.app;
    const { proposal, plan } = importing;
    if (proposal === null || plan === null) return null;
    return this.#tried(() =>
      jobs.run('check', proposal.name, (job, onProgress) =>
        importing.brought.ask(proposal, (id) => workspace.api.matchItems(job, id, plan, project, onProgress)),
      ),
    );
  }

  /** Brings the events into a project as those of new users. @returns their ids, or null when it failed or was stopped. */
  async stepIn(project: ProjectId, pairs: readonly OwnAndTheirs[]): Promise<readonly string[] | null> {
    const { importing, jobs, workspace } = this.app;
    const { proposal, plan } = importing;
    if (proposal === null || plan === null) return null;
    return this.#tried(async () => {
      const { state, users } = await jobs.run('import', proposal.name, (job, onProgress) =>
        importing.brought.ask(proposal, (id) =>
          workspace.api.stepIn(job, id, plan, project, pairs, onProgress),
        ),
      );
      workspace.show(state);
      return users;
    });
  }

  async #tried<Result>(call: () => Promise<Result>): Promise<Result | null> {
    const { importing } = this.app;
    importing.error = null;
    try {
      return await call();
    } catch (error) {
      if (!isCancelled(error)) importing.error = asAppError(error);
      return null;
    }
  }
}
