import type { Job } from './ports';

/** Work in short pieces: whoever runs it can let messages in after each. */
export type Steps<Result> = Generator<undefined, Result>;

/** All of it at once. */
export function finish<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}

/**
 * Piece by piece, with a checkpoint after each: where the job is then, a piece may say by the share that is done of them.
 *
 * @throws AppError CANCELLED
 */
export async function inSteps<Result>(
  steps: Generator<number | void, Result>,
  job: Job,
  phase: string,
  [done, total]: readonly [number, number] = [0, 1],
): Promise<Result> {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    await job.checkpoint(phase, next.value ?? done, total);
  }
}
