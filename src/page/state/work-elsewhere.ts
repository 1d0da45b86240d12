import { isAtWork } from '../../domain/at-work';
import type { ProjectState } from '../../domain/resources';
import { locksHere, notTold, PAGE } from './page-lock';

/** Locks whose names say what a tab is doing. They go with its page, however that ends. */
const WORK = 'foretaste.work.';

/**
 * What another tab would end by taking over, as the person would call it, or null.
 *
 * @param job the label of what this page waits for.
 */
export function workAtHand(job: string | null, project: ProjectState | null): string | null {
  if (job !== null) return job;
  const version = project?.solutionVersions.find(isAtWork);
  if (version !== undefined) return version.solution;
  return project?.service?.batchJobs.find(isAtWork)?.jobName ?? null;
}

/**
 * Lets the other tabs know what the tab that writes is doing.
 *
 * @returns the way to say that it is over.
 */
export function tellWork(work: string): () => void {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  locksHere()
    ?.request(`${WORK}${PAGE}.${work}`, () => over)
    .catch((error: unknown) => console.warn('work-elsewhere', error));
  return end;
}

/**
 * What the tab that writes is doing, as it told; null where nothing is, or where the browser does not tell, as Firefox in a
 * frame of another site. All pages' names are as long as this one's.
 */
export async function workElsewhere(): Promise<string | null> {
  const told = await locksHere()?.query().catch(notTold);
  const name = told?.held?.find((lock) => lock.name?.startsWith(WORK) === true)?.name;
  return name?.slice(`${WORK}${PAGE}.`.length) ?? null;
}
