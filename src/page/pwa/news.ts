import type { AppVersion } from './messages';

/**
 * The next version with those changes only that the running one does not have. Builds of one version differ too, and
 * versions may be skipped, so its points are compared rather than its newest section taken; one in new words counts.
 */
export function newsSince(running: AppVersion, next: AppVersion): AppVersion {
  const known = new Set(running.changes);
  return { ...next, changes: next.changes.filter((change) => !known.has(change)) };
}
