import { isAppError, isCancelled, isReadOnlyTab, type AppError } from '../../domain/errors';
import type { Recommender } from '../../domain/recommender';
import type { Arn, ProjectState, Status } from '../../domain/resources';
import type { TrainingJob } from '../project/job-token';
import type { OpenProject } from '../project/open-project';
import { serviceOf } from '../../domain/service-resources';
import { createVersion, fitAlone } from './train';
import type { TrainingTools } from './version-run';
import { recommenderPlan } from './recommender-plan';
import { withoutVersionsOf, withRecommender } from '../resources/recommender-resources';

type Words = (error: AppError) => string;

/**
 * Trains a recommender that is PENDING, for the first time or anew. The version that it has answers meanwhile, and goes
 * when the new one is ACTIVE; after a failure it goes on. How it ended is written in the recommender.
 *
 * @throws only what is no fault of the data.
 */
export async function trainRecommender(
  project: OpenProject,
  arn: Arn,
  job: TrainingJob,
  tools: TrainingTools & { readonly describe: Words },
): Promise<void> {
  const before = find(project.state, arn);
  // Deleted while it waited, or ended by another page.
  if (before === null || pendingStatus(before) !== 'CREATE PENDING') return;
  const config = before.status === 'CREATE PENDING' ? before.config : before.latestUpdate?.config;
  await setStatus(project, arn, { status: 'CREATE IN_PROGRESS' });
  try {
    const { tables } = await project.data.index();
    const plan = recommenderPlan(before, config ?? before.config, tables);
    const version = await createVersion(project, plan, tools);
    // In the same step as the version becomes ACTIVE: a page closed in between would leave one that nobody owns.
    await fitAlone({ project, arn: version, job, tools }, plan, (state) => {
      const recommender = find(state, arn);
      if (recommender === null) return withoutVersionsOf(state, arn, null);
      const next = {
        ...withStatus(recommender, { status: 'ACTIVE' }, project.nowSec),
        config: config ?? before.config,
        solutionVersionArn: version,
      };
      return withoutVersionsOf(withRecommender(state, next, project.nowSec).state, arn, version);
    });
  } catch (error) {
    if (isReadOnlyTab(error)) throw error;
    const failureReason = isCancelled(error)
      ? 'cancelled'
      : isAppError(error)
        ? tools.describe(error)
        : 'INTERNAL';
    await setStatus(project, arn, { status: 'CREATE FAILED', failureReason });
    if (!isAppError(error)) throw error;
  }
}

function find(state: ProjectState, arn: Arn): Recommender | null {
  return serviceOf(state).recommenders.find((recommender) => recommender.arn === arn) ?? null;
}

/** The status of what is being made: the recommender itself, or its update. */
function pendingStatus({ status, latestUpdate }: Recommender): string | undefined {
  return status === 'CREATE PENDING' ? status : latestUpdate?.status;
}

interface Ended {
  readonly status: Status;
  readonly failureReason?: string;
}

/** Of a recommender that already answers, the training is an update and the recommender stays as it is. */
function withStatus(recommender: Recommender, ended: Ended, nowSec: number): Recommender {
  const { latestUpdate } = recommender;
  if (recommender.solutionVersionArn === null || latestUpdate === undefined) {
    return { ...recommender, ...ended };
  }
  return { ...recommender, latestUpdate: { ...latestUpdate, ...ended, lastUpdatedDateTime: nowSec } };
}

async function setStatus(project: OpenProject, arn: Arn, ended: Ended): Promise<void> {
  await project.update((state) => {
    const recommender = find(state, arn);
    if (recommender === null) return state;
    const next = withRecommender(state, withStatus(recommender, ended, project.nowSec), project.nowSec).state;
    return ended.status === 'CREATE FAILED'
      ? withoutVersionsOf(next, arn, recommender.solutionVersionArn)
      : next;
  });
}
