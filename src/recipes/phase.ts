import type { Job } from '../domain/ports';

/** The same job, reporting under the name of what the work is for. */
export function phase(job: Job, name: string): Job {
  return {
    get stopped() {
      return job.stopped;
    },
    checkpoint: (_task, done, total) => job.checkpoint(name, done, total),
  };
}
