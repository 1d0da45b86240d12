import { isAppError, isReadOnlyTab } from '../../domain/errors';
import type { Arn } from '../../domain/resources';
import type { OpenProject } from '../project/open-project';
import { attemptsOf, withAttempt } from '../training/attempts';
import { autoUpdate } from '../training/update-version';
import { dueWork } from '../training/due-work';
import type { ApiContext, Operations } from './operation';
import { queuedJob } from './queued-job';
import { recommenders } from './recommenders';
import { startTraining } from './solution-versions';

/** Updates that wait for their turn. */
const waiting = new WeakMap<OpenProject, Set<Arn>>();

/**
 * Does something of one resource; what the data or the settings refuse is kept with its reason and holds nothing else up.
 *
 * @returns whether it was done. @throws what is no fault of the resource; that is kept too, so that the next run gets on.
 */
async function attempt(
  arn: Arn,
  { project, describe }: ApiContext,
  work: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    // The work is another tab's now.
    if (isReadOnlyTab(error)) throw error;
    const failureReason = isAppError(error) ? describe(error) : 'INTERNAL';
    await project.update((state) => withAttempt(state, arn, { atSec: project.nowSec, failureReason }));
    if (!isAppError(error)) throw error;
    return false;
  }
}

export const schedule = {
  /**
   * Not the service's: does what it would do by itself by now. With `firstAtOnce` solutions that were never trained wait
   * no longer.
   *
   * @returns what was begun, by id, and what was tried in vain and not done since; that is tried again after two hours.
   */
  async RunSchedule(input, context) {
    const { project, queue, clock } = context;
    const queued = waiting.get(project) ?? new Set<Arn>();
    waiting.set(project, queued);
    const putBatches = (await project.data.putBatches()).length;
    const firstAtOnce = input.firstAtOnce === true;
    const due = dueWork(project.state, { nowSec: project.nowSec, putBatches, firstAtOnce });
    const started: Arn[] = [];
    for (const solution of due.trainings) {
      await attempt(solution.arn, context, async () =>
        started.push(await startTraining(solution, 'AUTOTRAIN', context)),
      );
    }
    for (const { arn } of due.evaluations) {
      const input = { recommenderArn: arn, recommenderConfig: {} };
      const begun = await attempt(arn, context, () =>
        recommenders.operations.UpdateRecommender(input, context),
      );
      if (begun) started.push(arn);
    }
    for (const { arn } of due.updates) {
      if (queued.has(arn)) continue;
      queued.add(arn);
      started.push(arn);
      queue.add(async () => {
        try {
          // A version that fails goes on as it was.
          await attempt(arn, context, () => autoUpdate(project, arn, queuedJob(clock), context));
        } finally {
          queued.delete(arn);
        }
      });
    }
    const refused = attemptsOf(project.state).map(({ arn, name, atSec, failureReason }) => ({
      resourceArn: arn,
      name,
      attemptDateTime: atSec,
      failureReason,
    }));
    return { started, refused };
  },
} satisfies Operations;
