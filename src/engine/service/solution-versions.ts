import { defined } from '../../domain/defined';
import { AppError, isAppError } from '../../domain/errors';
import type { Arn, ProjectState, SolutionVersion } from '../../domain/resources';
import type { Solution } from '../../domain/service';
import { isAtWork } from '../../domain/at-work';
import { withVersion } from '../resources/lifecycle';
import { checkName, namedArn, recipeArn } from '../../domain/names';
import { findResource, requireTurn } from '../resources/resource-kind';
import { findByArn } from '../../domain/service-resources';
import { solutionVersionKind } from '../resources/solution-versions';
import { solutionKind } from '../resources/solutions';
import { checkPlan } from '../resources/training-plan';
import { createVersion, trainVersion } from '../training/train';
import { checkUpdate, runUpdate, type UpdatePlan } from '../training/update-version';
import { groupArnOf } from './dataset-groups';
import { dated, roundedMetrics } from './answers';
import type { ApiContext } from './operation';
import { queuedJob } from './queued-job';
import { optionalChoice, optionalText } from './read-input';
import { named, readOperations } from './resource-operations';
import type { ServiceKind } from './service-kind';
import { configOf } from './solution-config';
import { versionsOf } from '../../domain/version-names';
import { HOUR_SEC } from '../../domain/epoch';
import { plain } from '../../domain/json';

const SOLUTION = ':solution/';

/** What lists say of a version, and its solution of the newest. */
export function versionSummary(version: SolutionVersion) {
  const { failureReason } = version;
  return {
    solutionVersionArn: version.arn,
    status: version.status,
    trainingMode: version.automatic === true ? ('AUTOTRAIN' as const) : (version.trainingMode ?? 'FULL'),
    trainingType: version.automatic === true ? ('AUTOMATIC' as const) : ('MANUAL' as const),
    ...dated(version),
    ...defined({ failureReason }),
  };
}

function description(version: SolutionVersion, state: ProjectState) {
  const { name, spec, tunedHPOParams } = version;
  return {
    ...versionSummary(version),
    // As the service was recorded: its solution and its id.
    name: name ?? version.arn.slice(version.arn.indexOf(SOLUTION) + SOLUTION.length),
    solutionArn: namedArn('solution', version.solution),
    performHPO: spec.performHPO ?? false,
    performAutoML: spec.performAutoML ?? false,
    recipeArn: recipeArn(spec.recipe),
    datasetGroupArn: groupArnOf(state),
    ...defined({ eventType: spec.eventType }),
    solutionConfig: configOf(spec),
    trainingHours: version.trainingSeconds / HOUR_SEC,
    ...defined({ tunedHPOParams: tunedHPOParams && plain(tunedHPOParams) }),
  };
}

/** @throws AppError P09 */
function updateOf({ name, request }: Solution, state: ProjectState): UpdatePlan {
  if (versionsOf(name, state).length > 0) {
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
  const automatic = mode === 'AUTOTRAIN' ? (true as const) : undefined;
  const plan = { ...asked, ...defined({ automatic, versionName }) };
  const arn = await createVersion(project, plan, context, (state) => requireTurn(solutionVersionKind, state));
  queue.add(async () => {
    const version = project.state.solutionVersions.find((other) => other.arn === arn);
    if (version?.status !== 'CREATE PENDING') return; // stopped or deleted while it waited
    const job = queuedJob(context.clock);
    context.trainings.set(arn, job);
    try {
      const run = { project, arn, job, tools: context };
      // Who asks through the API finds no solution that nobody has made.
      await (update === null ? trainVersion(run, plan, false) : runUpdate(run, update));
    } catch (error) {
      // The version says how its training ended; what is no fault of the data goes on to whoever watches.
      if (!isAppError(error)) throw error;
    } finally {
      context.trainings.delete(arn);
    }
  });
  return arn;
}

/** Their requests in a bundle stand beside those of their solutions. */
export const solutionVersions = {
  operations: {
    async CreateSolutionVersion(input, context) {
      const solution = named(solutionKind, input, context);
      const mode = optionalChoice(input, 'trainingMode', ['FULL', 'UPDATE']) ?? 'FULL';
      const name = optionalText(input, 'name');
      if (name !== undefined) checkName(name);
      return { solutionVersionArn: await startTraining(solution, mode, context, name) };
    },
    ...readOperations(solutionVersionKind, {
      summary: versionSummary,
      description,
      asked(input, state) {
        const solutionArn = optionalText(input, 'solutionArn');
        if (solutionArn === undefined) return undefined;
        const { name } = findResource(solutionKind, state, solutionArn);
        return ({ solution }) => solution === name;
      },
    }),
    GetSolutionMetrics(input, context) {
      const version = named(solutionVersionKind, input, context);
      if (!isAtWork(version) && version.status !== 'ACTIVE')
        throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', status: version.status });
      if (version.status !== 'ACTIVE')
        throw new AppError('RESOURCE_IN_USE', { by: null, arn: version.arn, status: version.status });
      return { solutionVersionArn: version.arn, metrics: roundedMetrics(version.metrics) };
    },
    async StopSolutionVersionCreation(input, context) {
      const { project, trainings } = context;
      const { arn } = named(solutionVersionKind, input, context);
      await project.update((state) => {
        const version = findByArn(state.solutionVersions, arn);
        const { status } = version;
        if (!isAtWork(version)) throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', status });
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
  },
} satisfies ServiceKind;
