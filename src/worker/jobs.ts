import type { OnProgress, Pace } from '../domain/ports';
import type { JobId } from '../domain/resources';
import { JobToken, type End } from '../engine/project/job-token';

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

/** Words to a job that has ended arrive long before as many others have. */
const REMEMBERED = 1000;

/** The running jobs by id, so that a stop finds them. */
export class JobTable {
  private readonly running = new Map<JobId, JobToken>();
  /** Stops that overtook their job, and how it was to go on. */
  private readonly early = new Map<JobId, End>();
  private readonly earlyPaces = new Map<JobId, Pace>();
  /** The last ones that ended: what is said to them comes too late, and is not kept for a job to come. */
  private readonly ended = new Set<JobId>();

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
    const pace = this.earlyPaces.get(id);
    if (pace !== undefined) token.pace(pace);
    this.earlyPaces.delete(id);
    this.running.set(id, token);
    try {
      return await call(token);
    } finally {
      this.running.delete(id);
      this.ended.add(id);
      if (this.ended.size > REMEMBERED) this.ended.delete([...this.ended][0]);
    }
  }

  end(id: JobId, how: End): void {
    const token = this.running.get(id);
    if (token !== undefined) token.end(how);
    else if (!this.ended.has(id)) this.early.set(id, how);
  }

  /** How a training goes on; before it has begun, how it begins. */
  pace(id: JobId, how: Pace): void {
    const token = this.running.get(id);
    if (token !== undefined) token.pace(how);
    else if (!this.ended.has(id)) this.earlyPaces.set(id, how);
  }

  /** Stops everything: this tab may no longer write. */
  cancelAll(): void {
    for (const token of this.running.values()) token.end('cancel');
  }
}
