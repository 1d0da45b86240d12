import type { Refused } from '../../domain/operations';
import type { Workspace } from './workspace.svelte';

const MINUTE_MS = 60_000;

/**
 * Lets the open project do what the service would do by itself while the page is open: train by schedule and take new
 * data in. Asks every minute; most of the time nothing is due. What could not be done is told once for each attempt,
 * the newest of them.
 *
 * @returns the way to stop.
 */
export function runScheduleWhileOpen(
  workspace: Pick<Workspace, 'project' | 'writer' | 'api'>,
  onRefused: (newest: Refused) => void,
): () => void {
  const told = new Set<string>();
  const tell = (refused: readonly Refused[], project: string): void => {
    const fresh = refused.filter(({ resourceArn, attemptDateTime }) => {
      const key = `${project} ${resourceArn} ${attemptDateTime}`;
      if (told.has(key)) return false;
      told.add(key);
      return true;
    });
    const newest = fresh.toSorted((one, other) => one.attemptDateTime - other.attemptDateTime).at(-1);
    if (newest !== undefined) onRefused(newest);
  };
  const timer = setInterval(() => {
    const { project, writer, api } = workspace;
    if (project === null || !writer || project.datasets.length === 0) return;
    api
      .invoke('RunSchedule', {})
      .then((answer) => tell(answer.refused, project.project.id))
      .catch((error: unknown) => console.warn('schedule', error));
  }, MINUTE_MS);
  return () => clearInterval(timer);
}
