import { on } from 'svelte/events';
import type { Workspace } from './workspace.svelte';

/**
 * Has the request counts of the open project stored when the page is hidden, as it may not come back.
 *
 * @returns the way to stop.
 */
export function keepCountsOnHide(workspace: Workspace): () => void {
  return on(document, 'visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || workspace.project === null || !workspace.writer) return;
    // Whatever is wrong with the store, the next thing the person does will say it.
    workspace.api
      .invoke('DescribeUsage', {})
      .catch((error: unknown) => console.warn('request-counts', error));
  });
}
