import { AppError } from '../../domain/errors';
import type { Arn, SolutionVersion } from '../../domain/resources';
import type { TrainingJob } from '../project/job-token';
import { INTERRUPTED, withVersion } from '../resources/lifecycle';
import type { OpenProject } from '../project/open-project';
import { trainVersion } from './train';
import type { TrainingTools } from './version-run';
import { checkPlan, requireIdle } from '../resources/training-plan';
import { checkUpdate, runUpdate } from './update-version';

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
    throw new AppError('INVALID_INPUT', { field: 'arn', value: arn });
  }
  if (version.trainingMode === 'UPDATE') return resumeUpdate(project, version, job, tools);
  const { recipe, ...open } = version.spec;
  const plan = checkPlan(project.state, version.spec.performAutoML === true ? open : { ...open, recipe });
  await project.update((state) => {
    requireIdle(state);
    return withVersion(state, arn, { status: 'CREATE PENDING', failureReason: undefined }, project.nowSec);
  });
  return trainVersion({ project, arn, job, tools }, plan);
}

/** The model is made anew from the same full version, or the newest there is by now. */
async function resumeUpdate(
  project: OpenProject,
  { arn, solution }: SolutionVersion,
  job: TrainingJob,
  tools: TrainingTools,
): Promise<SolutionVersion> {
  const plan = checkUpdate(project.state, solution);
  await project.update((state) => {
    requireIdle(state);
    const change = { status: 'CREATE PENDING', failureReason: undefined, updates: plan.updates } as const;
    return withVersion(state, arn, change, project.nowSec);
  });
  return runUpdate({ project, arn, job, tools }, plan);
}
