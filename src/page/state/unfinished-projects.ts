import { asAppError } from '../../domain/errors';
import type { AppState } from './app';
import { isOpenElsewhere } from './page-lock';
import { forgetProject, notedElsewhere, notedHere, type NotedProject } from './project-notes';
import { canTryAgain } from './unfinished-deletions';
import type { Workspace } from './workspace.svelte';

/** Keeps what another page was deleting from being listed or opened until it is known whether that page is still there. */
export function hideUnfinished(workspace: Workspace): void {
  for (const { id } of notedElsewhere()) workspace.bin.put({ project: id });
}

/**
 * Deletes the projects that a page had taken off the screen before it was left. A failure is told by `openError`;
 * where this tab cannot store anything, the next one that can tries again.
 */
export async function finishProjects(app: Pick<AppState, 'workspace' | 'places'>): Promise<void> {
  const { workspace } = app;
  hideUnfinished(workspace);
  // Another tab works on the projects now: what is deleted here is refused when its Undo has lapsed, so never later.
  if (!workspace.writer) notedHere().forEach(({ id }) => forgetProject(id));
  for (const note of notedElsewhere()) {
    try {
      await finish(note, app);
    } finally {
      workspace.bin.takeOut({ project: note.id });
    }
  }
}

async function finish(
  { id, page }: NotedProject,
  { workspace, places }: Parameters<typeof finishProjects>[0],
) {
  if (!workspace.writer || (await isOpenElsewhere(page))) return;
  // Undo was pressed just before the page was left.
  if (!notedElsewhere().some((note) => note.id === id && note.page === page)) return;
  try {
    await workspace.remove(id);
    places.forget(id);
  } catch (error) {
    const fault = asAppError(error);
    if (canTryAgain(fault)) return;
    workspace.openError = fault;
  }
  forgetProject(id);
}
