import type { Clock } from '../../domain/ports';
import { JobToken } from '../project/job-token';

/** The token of queued work: nobody hears its progress, messages get in between, and it can be stopped. */
export function queuedJob(clock: Clock): JobToken {
  return new JobToken(
    clock,
    () => undefined,
    () => new Promise((resolve) => setTimeout(resolve)),
  );
}
