import { counted, integer } from '../../charts/format';
import type { BatchJob } from '../../domain/batch';
import type { ProjectState } from '../../domain/resources';

export function isRunning({ status }: BatchJob): boolean {
  return status === 'PENDING' || status === 'IN PROGRESS';
}

/** Whether it goes on from its last written line when asked to. */
export function canResume({ status, progress }: BatchJob): boolean {
  return status === 'CREATE FAILED' && progress !== undefined;
}

/** How far a job is, or how it ended: “610 lines, 2 with an error”. */
export function outcome(job: BatchJob): string {
  const { lines, failedLines, failureReason, progress } = job;
  const wrong = failedLines > 0 ? `, ${integer(failedLines)} with an error` : '';
  const counted = `${integer(lines)} ${lines === 1 ? 'line' : 'lines'}${wrong}`;
  if (job.status === 'PENDING') return lines === 0 ? 'Waits for its turn' : `${counted}; waits for its turn`;
  if (job.status !== 'CREATE FAILED') return counted;
  if (progress === undefined) return failureReason ?? '';
  const how =
    failureReason === 'interrupted'
      ? 'The page was closed'
      : failureReason === 'stopped'
        ? 'Stopped'
        : (failureReason ?? '').replace(/\.$/, '');
  return lines === 0 ? `${how} before its first line was written.` : `${how} after ${counted}.`;
}

/** What a job asks: “user-personalization (1f2e3d4c), 25 results a line, filter comedies”. */
export function asked(job: BatchJob, project: ProjectState | null): string {
  const arn = job.solutionVersionArn;
  const version = project?.solutionVersions.find((other) => other.arn === arn);
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const filter = project?.service?.filters.find((other) => other.arn === job.filterArn);
  const result = job.kind === 'segment' ? 'user' : 'result';
  return [
    `${version?.solution ?? 'a deleted version'} (${id})`,
    `${counted(job.numResults, result, `${result}s`)} a line`,
    ...(filter === undefined ? [] : [`filter ${filter.name}`]),
  ].join(', ');
}

/** The sentence over the screen. */
export function summary(jobs: readonly BatchJob[]): string {
  if (jobs.length === 0) return 'No job has run yet.';
  const answered = jobs.reduce((sum, { lines }) => sum + lines, 0);
  const running = jobs.filter(isRunning).length;
  const many = jobs.length === 1 ? 'One job has' : `${integer(jobs.length)} jobs have`;
  const working =
    running === 0 ? '' : running === 1 ? '; one is at work' : `; ${integer(running)} wait or are at work`;
  return `${many} answered ${integer(answered)} ${answered === 1 ? 'line' : 'lines'}${working}.`;
}
