import { progressLabel } from '../../copy/progress';
import type { AppState } from '../../state/app';
import type { JobStatus, RunningJob } from '../../state/jobs.svelte';
import * as say from '../../words/shell';

const ENDS: { readonly [status in JobStatus]?: typeof say.jobDone } = {
  done: say.jobDone,
  failed: say.jobFailed,
  cancelled: say.jobStopped,
};

/** Says how far the newest job is, at each quarter, and how it ended, unless something else was said by then. */
export function sayJobs({ jobs, announcer }: Pick<AppState, 'jobs' | 'announcer'>): void {
  const words = $derived.by(() => {
    const job = jobs.current;
    if (job === null || job.share === null) return null;
    const percent = String(Math.floor(job.share * 4) * 25);
    return say.progressSaid({ job: job.label, step: progressLabel(job.progress), percent });
  });
  let last: { readonly job: RunningJob; readonly words: string } | null = null;
  $effect(() => {
    const job = jobs.current;
    if (job !== null && words !== null) {
      last = { job, words };
      announcer.say(words);
      return;
    }
    if (last === null || last.job.active) return;
    const ended = ENDS[last.job.status]?.({ job: last.job.label }) ?? '';
    announcer.replace(last.words, ended);
    last = null;
  });
}
