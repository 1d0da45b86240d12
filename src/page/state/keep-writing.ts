import { on } from 'svelte/events';
import { StoredText, tabStorage } from './stored';
import type { Workspace } from './workspace.svelte';

const stored = new StoredText('wroteUntil', tabStorage);
/** A page that is back later than this was left, not loaded again. */
const RELOAD_MS = 15_000;

/**
 * A tab that wrote and is loaded again, by its person or for an update, writes again, though another tab has moved up
 * meanwhile. Notes the place when the page goes.
 *
 * @returns the way to stop.
 */
export function noteWriterOnLeave(workspace: Pick<Workspace, 'writer' | 'info'>): () => void {
  return on(window, 'pagehide', () => {
    if (workspace.writer && workspace.info !== null) stored.write(String(Date.now()));
  });
}

/**
 * Takes the place again that the page had before it was loaded again, once the workspace has started. A tab that was
 * closed and is brought back has lost it.
 */
export async function writeAgain(
  workspace: Pick<Workspace, 'writer' | 'api'>,
  isReload = wasReloaded(),
): Promise<void> {
  const wroteMs = Number(stored.read() ?? NaN);
  stored.write(null);
  if (!isReload || workspace.writer || !(Date.now() - wroteMs < RELOAD_MS)) return;
  try {
    await workspace.api.workHere();
  } catch (error) {
    // The notice that another tab works is on screen, with the button that tries again.
    console.warn('writer', error);
  }
}

function wasReloaded(): boolean {
  const [how] = performance.getEntriesByType('navigation');
  return how !== undefined && 'type' in how && how.type === 'reload';
}
