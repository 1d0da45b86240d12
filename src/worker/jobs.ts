import type { OnProgress } from '../domain/ports';
import type { JobId } from '../domain/resources';
import { JobToken, type End, type Stop } from '../engine/job-token';

/** Lets waiting messages in. A MessageChannel has no 4 ms clamp, as timers have. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** The running jobs by id, so that a stop finds them. */
export class JobTable {
  private readonly running = new Map<JobId, JobToken>();
  /** Stops that overtook their job. */
  private readonly early = new Map<JobId, End>();

  /** Runs a call as a job; its token is gone when it settles. */
  async run<Result>(
    id: JobId,
    onProgress: OnProgress,
    call: (job: JobToken) => Promise<Result>,
  ): Promise<Result> {
    const token = new JobToken({ nowMs: () => Date.now() }, onProgress, nextTask);
    const stop = this.early.get(id);
    if (stop !== undefined) token.end(stop);
    this.early.delete(id);
    this.running.set(id, token);
    try {
      return await call(token);
    } finally {
      this.running.delete(id);
    }
  }

  end(id: JobId, how: End): void {
    const token = this.running.get(id);
    if (token === undefined) this.early.set(id, how);
    else token.end(how);
  }

  /** Stops everything: this tab may no longer write. */
  endAll(how: Stop): void {
    for (const token of this.running.values()) token.end(how);
  }
}
