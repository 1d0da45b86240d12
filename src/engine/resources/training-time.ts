import type { SolutionVersion } from '../../domain/resources';

/** The service runs two trials of a search at a time unless it is told otherwise. */
const SIDE_BY_SIDE = 2;

/** Trained, as a whole or as far as it was kept. Failed trainings are never billed; a recommender's are in its own price. */
export function isBilled({ status, recommender }: SolutionVersion): boolean {
  return status === 'ACTIVE' && recommender === undefined;
}

/** A training that was stopped and thrown away is billed up to the stop. */
export function wasStopped(was: SolutionVersion, is: SolutionVersion): boolean {
  return (
    is.recommender === undefined && was.status === 'CREATE IN_PROGRESS' && is.status === 'CREATE STOPPING'
  );
}

/**
 * Seconds of one worker that a training has taken: its own on every worker, and those of every finished trial, which
 * shares the workers with the trials beside it.
 *
 * @param ownSeconds by the clock, without the trials.
 */
export function billedSeconds(version: SolutionVersion, ownSeconds: number, workers: number): number {
  const trials = version.tuning?.searches.flatMap((search) => search.trials) ?? [];
  const trialSeconds = trials.reduce(
    (sum, { status, seconds }) => (status === 'FAILED' ? sum : sum + seconds),
    0,
  );
  const asked = Number(version.spec.hpoConfig?.hpoResourceConfig?.maxParallelTrainingJobs ?? SIDE_BY_SIDE);
  const workersEach = workers / Math.max(1, Math.min(asked, workers));
  return ownSeconds * workers + trialSeconds * workersEach;
}
