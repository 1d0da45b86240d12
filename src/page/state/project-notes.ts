import type { ProjectId } from '../../domain/resources';
import { holdPage, PAGE, tellsTabsApart } from './page-lock';
import { siteStorage, tabStorage } from './stored';

/** A key for each project, so that tabs which write at once do not lose each other's notes. */
const PREFIX = 'foretaste.deleting.';

export interface NotedProject {
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

/** What other pages were deleting, whether they are still there or not. */
export function notedElsewhere(): readonly NotedProject[] {
  return noted().filter(({ page }) => page !== PAGE);
}

export function notedHere(): readonly NotedProject[] {
  return noted().filter(({ page }) => page === PAGE);
}

function noted(): readonly NotedProject[] {
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
