import type { Job } from '../../domain/ports';
import type { Steps } from '../../domain/steps';

/** Runs work with a checkpoint after each piece, all of one place in the job. @throws AppError CANCELLED */
export async function inSteps<Result>(
  steps: Steps<Result>,
  job: Job,
  [phase, done, total]: readonly [string, number, number],
): Promise<Result> {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    await job.checkpoint(phase, done, total);
  }
}
