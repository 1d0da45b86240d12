import type { Jobs } from './jobs.svelte';
import type { Workspace } from './workspace.svelte';

/** How long nothing of the open project is on screen before its memory is given back: a look at Home costs no reading. */
export const RELEASE_AFTER_MS = 10_000;

/**
 * For the time that the page shows nothing of the open project: after a while without work its data and models leave
 * the memory; going back to the project reads them again.
 *
 * @returns the way to stop, for when something of it is shown again.
 */
export function releaseOnHome(
  workspace: Pick<Workspace, 'project' | 'api'>,
  jobs: Pick<Jobs, 'current'>,
): () => void {
  const timer = setInterval(() => {
    if (workspace.project === null || jobs.current !== null) return;
    clearInterval(timer);
    // Where the worker is gone there is nothing to give back, and the next call says so.
    workspace.api.releaseMemory().catch((error: unknown) => console.warn('memory', error));
  }, RELEASE_AFTER_MS);
  return () => clearInterval(timer);
}
