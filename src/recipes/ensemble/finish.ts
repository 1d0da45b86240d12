import type { Job } from '../../domain/ports';

/** Runs stepwise work to its end, looking up for messages and a stop at every step. Steps may give the share done. */
export async function finish<T>(work: Generator<number | void, T>, job: Job, phase: string): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await job.checkpoint(phase, step.value ?? 0, 1);
  }
}
