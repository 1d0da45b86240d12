import { count, counted, type Noun } from '../../domain/numbers';
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
  const wrong = failedLines > 0 ? `, ${count(failedLines)} with an error` : '';
  const answered = `${counted(lines, 'line', 'lines')}${wrong}`;
  if (job.status === 'PENDING') return lines === 0 ? 'Waits for its turn' : `${answered}; waits for its turn`;
  if (job.status !== 'CREATE FAILED') return answered;
  if (progress === undefined) return failureReason ?? '';
  const how =
    failureReason === 'interrupted'
      ? 'The page was closed'
      : failureReason === 'stopped'
        ? 'Stopped'
        : (failureReason ?? '').replace(/\.$/, '');
  return lines === 0 ? `${how} before its first line was written.` : `${how} after ${answered}.`;
}

/** What a job asks: “user-personalization (1f2e3d4c), 25 results a line, filter comedies”. */
export function asked(job: BatchJob, project: ProjectState | null): string {
  const arn = job.solutionVersionArn;
  const version = project?.solutionVersions.find((other) => other.arn === arn);
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const filter = project?.service?.filters.find((other) => other.arn === job.filterArn);
  const noun: Noun = job.kind === 'segment' ? ['user', 'users'] : ['result', 'results'];
  return [
    `${version?.solution ?? 'a deleted version'} (${id})`,
    `${counted(job.numResults, ...noun)} a line`,
    ...(filter === undefined ? [] : [`filter ${filter.name}`]),
  ].join(', ');
}

/** The sentence over the screen. */
export function summary(jobs: readonly BatchJob[]): string {
  if (jobs.length === 0) return 'No job has run yet.';
  const answered = jobs.reduce((sum, { lines }) => sum + lines, 0);
  const running = jobs.filter(isRunning).length;
  const many = jobs.length === 1 ? 'One job has' : `${count(jobs.length)} jobs have`;
  const working =
    running === 0 ? '' : running === 1 ? '; one is at work' : `; ${count(running)} wait or are at work`;
  return `${many} answered ${counted(answered, 'line', 'lines')}${working}.`;
}
