import { lastPart } from '../../../domain/arn';
import { isAtWork } from '../../../domain/at-work';
import type { BatchJob } from '../../../domain/batch';
import type { ProjectState } from '../../../domain/resources';
import * as say from '../../../words/messages/batch';

/** Whether it goes on from its last written line when asked to. */
export function canResume({ status, progress }: BatchJob): boolean {
  return status === 'CREATE FAILED' && progress !== undefined;
}

/** How far a job is, or how it ended: “610 lines, 2 with an error”. */
export function outcome(job: BatchJob): string {
  const { lines, failedLines, failureReason, progress } = job;
  const answered =
    failedLines > 0 ? say.answeredWrong({ lines, wrong: failedLines }) : say.answered({ lines });
  if (job.status === 'PENDING') return lines === 0 ? say.waits() : say.answeredWaits({ answered });
  if (job.status !== 'CREATE FAILED') return answered;
  if (progress === undefined) return failureReason ?? '';
  const how =
    failureReason === 'interrupted'
      ? say.pageClosed()
      : failureReason === 'stopped'
        ? say.stopped()
        : (failureReason ?? '').replace(/\.$/, '');
  return lines === 0 ? say.beforeFirst({ how }) : say.afterLines({ how, answered });
}

/** What a job asks: “user-personalization (1f2e3d4c), 25 results a line, filter comedies”. */
export function asked(job: BatchJob, project: ProjectState | null): string {
  const arn = job.solutionVersionArn;
  const version = project?.solutionVersions.find((other) => other.arn === arn);
  const id = lastPart(arn);
  const { filterArn } = job;
  const facts = { version: version?.solution ?? say.deletedVersion(), id, count: job.numResults };
  const wanted = job.kind === 'segment' ? say.askedUsers(facts) : say.askedResults(facts);
  if (filterArn === undefined) return wanted;
  const filter = project?.service?.filters.find((other) => other.arn === filterArn);
  return filter === undefined
    ? say.withDeletedFilter({ asked: wanted, filter: lastPart(filterArn) })
    : say.withFilter({ asked: wanted, filter: filter.name });
}

/** The sentence over the screen. */
export function summary(jobs: readonly BatchJob[]): string {
  if (jobs.length === 0) return say.noJobYet();
  const answers = jobs.map(({ lines, failedLines }) => lines - failedLines).filter((lines) => lines > 0);
  const running = jobs.filter(isAtWork).length;
  const lines = answers.reduce((sum, count) => sum + count, 0);
  return say.jobsAnswered({ jobs: answers.length, lines, running });
}
