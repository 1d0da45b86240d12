import { on } from 'svelte/events';
import type { Importing } from './importing.svelte';
import { StoredText, tabStorage } from './stored';

const stored = new StoredText('leftImport', tabStorage);

/**
 * Notes what waits to be imported when the page goes: files are not kept before, and have to be brought again.
 *
 * @returns the way to stop.
 */
export function noteImportOnLeave(importing: Pick<Importing, 'proposal' | 'stored' | 'brought'>): () => void {
  return on(window, 'pagehide', () => {
    const { proposal, stored: isStored, brought } = importing;
    const waits = proposal !== null && !isStored;
    stored.write(waits ? (brought.files.length === 1 ? brought.files[0].path : proposal.name) : null);
  });
}

/** What waited to be imported when this tab was loaded again; told once. */
export function takeLeftImport(): string | null {
  const left = stored.read();
  stored.write(null);
  return left;
}
