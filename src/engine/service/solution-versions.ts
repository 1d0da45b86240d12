import { AppError, isAppError } from '../../domain/errors';
import type { Arn, ProjectState, SolutionVersion } from '../../domain/resources';
import type { Solution } from '../../domain/service';
import { isRunning, withVersion } from '../resources/lifecycle';
import { checkName, namedArn, recipeArn } from '../../domain/names';
import { datasetGroupOf } from '../resources/datasets';
import { findByArn, requireTurn } from '../resources/service-resources';
import { solutionsOf } from '../resources/solutions';
import { checkPlan } from '../resources/training-plan';
import { createVersion, trainVersion } from '../training/train';
import { checkUpdate, runUpdate, type UpdatePlan } from '../training/update-version';
import { dated } from './dated';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { optionalText, text } from './read-input';
import { configOf } from './solutions';
import { queuedJob } from './queued-job';

const SECONDS_AN_HOUR = 3600;
const MAX_PENDING = 20;

/** Versions of solutions; a recommender's own are nobody else's business. */
function versionsOf(state: ProjectState): readonly SolutionVersion[] {
  return state.solutionVersions.filter(({ recommender }) => recommender === undefined);
}

function summary(version: SolutionVersion) {
  const { failureReason } = version;
  return {
    solutionVersionArn: version.arn,
    status: version.status,
    trainingMode: version.automatic === true ? ('AUTOTRAIN' as const) : (version.trainingMode ?? 'FULL'),
    trainingType: version.automatic === true ? ('AUTOMATIC' as const) : ('MANUAL' as const),
    ...dated(version),
    ...(failureReason === undefined ? {} : { failureReason }),
  };
}

function description(version: SolutionVersion, { project }: ApiContext) {
  const { name, spec, tunedHPOParams } = version;
  return {
    ...summary(version),
    ...(name === undefined ? {} : { name }),
    solutionArn: namedArn('solution', version.solution),
    performHPO: spec.performHPO ?? false,
    performAutoML: spec.performAutoML ?? false,
    recipeArn: recipeArn(spec.recipe),
    datasetGroupArn: datasetGroupOf(project.state)?.arn ?? '',
    ...(spec.eventType === undefined ? {} : { eventType: spec.eventType }),
    solutionConfig: configOf(spec),
    trainingHours: version.trainingSeconds / SECONDS_AN_HOUR,
    ...(tunedHPOParams === undefined
      ? {}
      : { tunedHPOParams: { algorithmHyperParameters: { ...tunedHPOParams.algorithmHyperParameters } } }),
  };
}

/** @throws AppError P09 */
function updateOf({ name, request }: Solution, state: ProjectState): UpdatePlan {
  if (state.solutionVersions.some((version) => version.solution === name)) {
    return checkUpdate(state, name, 'queued');
  }
  throw new AppError('P09', { recipe: request.recipe ?? '', solution: name, reason: 'no-full-version' });
}

/**
 * Queues a training of a solution.
 *
 * @param versionName what the version is called beside its id.
 * @returns the version's id. @throws AppError as `checkPlan`, LIMIT_EXCEEDED.
 */
export async function startTraining(
  solution: Solution,
  mode: 'FULL' | 'UPDATE' | 'AUTOTRAIN',
  context: ApiContext,
  versionName?: string,
): Promise<Arn> {
  const { project, queue } = context;
  const update = mode === 'UPDATE' ? updateOf(solution, project.state) : null;
  const asked = update ?? checkPlan(project.state, solution.request, 'queued');
  const plan = {
    ...asked,
    ...(mode === 'AUTOTRAIN' ? { automatic: true as const } : {}),
    ...(versionName === undefined ? {} : { versionName }),
  };
  const arn = await createVersion(project, plan, context, (state) =>
    requireTurn('solution-version', versionsOf(state), MAX_PENDING, state.profile),
  );
  queue.add(async () => {
    const version = project.state.solutionVersions.find((other) => other.arn === arn);
    if (version?.status !== 'CREATE PENDING') return; // stopped or deleted while it waited
    const job = queuedJob(context.clock);
    context.trainings.set(arn, job);
    try {
      if (update === null) await trainVersion(project, arn, plan, job, context);
      else await runUpdate(project, arn, update, job, context);
    } catch (error) {
      // The version says how its training ended; what is no fault of the data goes on to whoever watches.
      if (!isAppError(error)) throw error;
    } finally {
      context.trainings.delete(arn);
    }
  });
  return arn;
}

export const solutionVersions = {
  async CreateSolutionVersion(input, context) {
    const solution = findByArn(solutionsOf(context.project.state), text(input, 'solutionArn'));
    const mode = optionalText(input, 'trainingMode') ?? 'FULL';
    if (mode !== 'FULL' && mode !== 'UPDATE') {
      throw new AppError('INVALID_INPUT', {
        field: 'trainingMode',
        value: mode,
        allowed: ['FULL', 'UPDATE'],
      });
    }
    const name = optionalText(input, 'name');
    if (name !== undefined) checkName(name);
    return { solutionVersionArn: await startTraining(solution, mode, context, name) };
  },
  DescribeSolutionVersion: (input, context) => ({
    solutionVersion: description(
      findByArn(versionsOf(context.project.state), text(input, 'solutionVersionArn')),
      context,
    ),
  }),
  ListSolutionVersions(input, { project }) {
    const solutionArn = optionalText(input, 'solutionArn');
    const wanted = solutionArn === undefined ? null : findByArn(solutionsOf(project.state), solutionArn).name;
    const versions = versionsOf(project.state).filter(
      ({ solution }) => wanted === null || solution === wanted,
    );
    return page(input, 'solutionVersions', versions.map(summary));
  },
  GetSolutionMetrics(input, { project }) {
    const version = findByArn(versionsOf(project.state), text(input, 'solutionVersionArn'));
    if (version.status !== 'ACTIVE')
      throw new AppError('RESOURCE_IN_USE', { by: null, arn: version.arn, status: version.status });
    return { solutionVersionArn: version.arn, metrics: { ...version.metrics?.values } };
  },
  async StopSolutionVersionCreation(input, { project, trainings }) {
    const { arn } = findByArn(versionsOf(project.state), text(input, 'solutionVersionArn'));
    await project.update((state) => {
      const { status } = findByArn(state.solutionVersions, arn);
      if (!isRunning(status)) throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', status });
      const job = trainings.get(arn);
      // One that waits for its turn stops at once; one that runs, at its next look for a stop.
      if (job === undefined && status !== 'CREATE PENDING')
        throw new AppError('RESOURCE_IN_USE', { by: null, arn, status });
      job?.end('discard');
      const next = status === 'CREATE PENDING' ? 'CREATE STOPPED' : 'CREATE STOPPING';
      return withVersion(state, arn, { status: next }, project.nowSec);
    });
    return {};
  },
} satisfies Operations;
