import type { OnProgress } from '../../src/domain/ports';
import { JobToken } from '../../src/engine/project/job-token';

/** A job that lets the test in at every report. */
export function nodeJob(onProgress: OnProgress = () => undefined): JobToken {
  return new JobToken(
    { nowMs: () => Date.now() },
    onProgress,
    () => new Promise((resolve) => setImmediate(resolve)),
  );
}
