import type { Job } from '../domain/ports';

/** The same job, whose work reports by another checkpoint. */
export function reporting(job: Job, checkpoint: Job['checkpoint']): Job {
  return {
    get stopped() {
      return job.stopped;
    },
    checkpoint,
  };
}

/** The same job, reporting under the name of what the work is for. */
export function phase(job: Job, name: string): Job {
  return reporting(job, (_, done, total) => job.checkpoint(name, done, total));
}
