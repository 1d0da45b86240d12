import { AppError } from '../domain/errors';
import type { Arn, SolutionVersion } from '../domain/resources';
import type { TrainingJob } from './job-token';
import { INTERRUPTED, withVersion } from './lifecycle';
import type { OpenProject } from './open-project';
import { trainVersion, type TrainingTools } from './train';
import { checkPlan, requireIdle } from './training-plan';

/**
 * Takes up a training that a closed page has cut off: finished trials of a search stay, the model itself is trained
 * anew, which by its seed gives what it would have been.
 *
 * @throws AppError NOT_FOUND, INVALID_INPUT for a version that was not interrupted or whose data have changed since,
 *   and what `train` throws.
 */
export async function resumeTraining(
  project: OpenProject,
  arn: Arn,
  job: TrainingJob,
  tools: TrainingTools,
): Promise<SolutionVersion> {
  const version = project.state.solutionVersions.find((other) => other.arn === arn);
  if (version === undefined) throw new AppError('NOT_FOUND', { arn });
  if (version.failureReason !== INTERRUPTED || version.dataVersion !== project.state.dataVersion) {
    const reason = version.failureReason === INTERRUPTED ? 'data' : 'status';
    throw new AppError('INVALID_INPUT', { field: 'arn', value: arn, reason });
  }
  const { recipe, ...open } = version.spec;
  const plan = checkPlan(project.state, version.spec.performAutoML === true ? open : { ...open, recipe });
  await project.update((state) => {
    requireIdle(state);
    return withVersion(state, arn, { status: 'CREATE PENDING', failureReason: undefined }, project.nowSec);
  });
  return trainVersion(project, arn, plan, job, tools);
}
