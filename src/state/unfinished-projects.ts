import { asAppError } from '../domain/errors';
import type { ProjectId } from '../domain/resources';
import type { AppState } from './app';
import { holdPage, isOpenElsewhere, PAGE, tellsTabsApart } from './page-lock';
import { siteStorage, tabStorage } from './stored';
import { canTryAgain } from './unfinished-deletions';
import type { Workspace } from './workspace.svelte';

/** A key for each project, so that tabs which write at once do not lose each other's notes. */
const PREFIX = 'foretaste.deleting.';

interface Noted {
  readonly id: ProjectId;
  /** Whose Undo runs. */
  readonly page: string;
}

/**
 * Notes a project that is off the screen while its Undo runs. The note outlives the tab: whoever deletes what others
 * must not find and closes the tab is not there to press Undo, and the next page deletes it.
 */
export function noteProject(id: ProjectId): void {
  holdPage();
  try {
    storage()?.setItem(PREFIX + id, PAGE);
  } catch (error) {
    // Full: leaving the page while Undo is on offer then keeps the project.
    if (!(error instanceof DOMException)) throw error;
  }
}

/** It was undone, or carried out, or refused. */
export function forgetProject(id: ProjectId): void {
  storage()?.removeItem(PREFIX + id);
}

/** Keeps what another page was deleting from being listed or opened until it is known whether that page is still there. */
export function hideUnfinished(workspace: Workspace): void {
  for (const { id } of others()) workspace.hide(id);
}

/**
 * Deletes the projects that a page had taken off the screen before it was left. A failure is told by `openError`;
 * where this tab cannot store anything, the next one that can tries again.
 */
export async function finishProjects(app: Pick<AppState, 'workspace' | 'places'>): Promise<void> {
  const { workspace } = app;
  hideUnfinished(workspace);
  // Another tab works on the projects now: what is deleted here is refused when its Undo has lapsed, so never later.
  if (!workspace.writer) noted().forEach(({ id, page }) => page === PAGE && forgetProject(id));
  for (const note of others()) {
    try {
      await finish(note, app);
    } finally {
      workspace.unhide(note.id);
    }
  }
}

async function finish({ id, page }: Noted, { workspace, places }: Parameters<typeof finishProjects>[0]) {
  if (!workspace.writer || (await isOpenElsewhere(page))) return;
  // Undo was pressed just before the page was left.
  if (!others().some((note) => note.id === id && note.page === page)) return;
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

function others(): readonly Noted[] {
  return noted().filter(({ page }) => page !== PAGE);
}

function noted(): readonly Noted[] {
  const kept = storage();
  if (kept === null) return [];
  return Object.keys(kept)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => ({ id: key.slice(PREFIX.length) as ProjectId, page: kept.getItem(key) ?? '' }));
}

/** Where no tab is told from another, this tab's own: another one would take its Undo away. */
function storage(): Storage | null {
  return tellsTabsApart() ? siteStorage() : tabStorage();
}
