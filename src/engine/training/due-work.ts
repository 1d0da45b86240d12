import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import type { Recommender } from '../../domain/recommender';
import type { ProjectState, SolutionVersion } from '../../domain/resources';
import type { Solution } from '../../domain/service';
import { isAtWork } from '../../domain/at-work';
import { isBusy, useCaseOf } from '../resources/recommender-resources';
import { serviceOf } from '../../domain/service-resources';
import { newestActive, readyOf, versionsOf } from '../../domain/version-names';
import { daysOf } from '../resources/auto-training';
import { solutionsOf } from '../resources/solutions';
import { attemptsOf } from './attempts';
import { DAY_SEC } from '../../domain/epoch';

/** How old a version is when it is updated, and how long nothing is tried again that failed. */
const UPDATE_SECONDS = 2 * 3600;
/** How old one is that is updated in steps. */
const STEP_SECONDS = 1800;
/** Until a solution is trained for the first time that nobody has said a schedule of: the service does so by then. */
const FIRST_TRAINING_SECONDS = 3600;
const EVALUATED = 'aws-vod-trending-now';

/** The moment, and how many batches of events, items and users have been put by then. */
export interface Now {
  readonly nowSec: number;
  readonly putBatches: number;
  /** Nobody waits an hour: what was never trained is trained once there are rows, whatever was tried before. */
  readonly firstAtOnce?: boolean;
}

/** What the service would do by itself now. */
export interface DueWork {
  /** Solutions with automatic training whose newest version is old enough. */
  readonly trainings: readonly Solution[];
  /** Versions in use that take new data in without being trained anew. */
  readonly updates: readonly SolutionVersion[];
  /** Recommenders that evaluate what happened since. */
  readonly evaluations: readonly Recommender[];
}

/**
 * Nothing while a training or an import runs, nothing that the data give no reason for (what was trained on them would
 * come out the same), and nothing that was tried in vain within the last two hours.
 *
 * The service also trains recommenders anew every seven days. Here nothing is trained in full unless somebody asks: a
 * solution by its schedule, a recommender by “Retrain”, which stands beside the age of what answers.
 */
export function dueWork(state: ProjectState, now: Now): DueWork {
  const busy =
    [...state.solutionVersions, ...state.importJobs].some(isAtWork) ||
    serviceOf(state).recommenders.some(isBusy);
  if (busy) return { trainings: [], updates: [], evaluations: [] };
  const failed = new Set(
    attemptsOf(state)
      .filter(({ atSec }) => now.nowSec - atSec < UPDATE_SECONDS)
      .map(({ arn }) => arn),
  );
  return {
    trainings: solutionsOf(state).filter(
      (solution) =>
        (now.firstAtOnce === true || !failed.has(solution.arn)) && isTrainingDue(state, solution, now),
    ),
    updates: [...deployedVersions(state), ...recommenderVersions(state)].filter(
      (version) => !failed.has(version.arn) && isUpdateDue(state, version, now),
    ),
    evaluations: serviceOf(state).recommenders.filter(
      (recommender) => !failed.has(recommender.arn) && isEvaluationDue(state, recommender, now),
    ),
  };
}

function isEvaluationDue(state: ProjectState, recommender: Recommender, now: Now): boolean {
  const { useCase, latestUpdate } = recommender;
  const version = versionOf(state, recommender);
  if (useCase !== EVALUATED || version === undefined || !hasNewData(state, version, now)) return false;
  // One that failed has left the version as old as it was.
  const failedSec = latestUpdate?.status === 'CREATE FAILED' ? latestUpdate.lastUpdatedDateTime : 0;
  return isOld(version, UPDATE_SECONDS, now) && now.nowSec - failedSec >= UPDATE_SECONDS;
}

/** Whether data have come since a version last took them in. */
export function hasNewData(
  { dataVersion }: ProjectState,
  version: SolutionVersion,
  { putBatches }: Pick<Now, 'putBatches'>,
): boolean {
  const since = version.autoUpdate ?? version;
  // Stored before this was counted: what was put then is not known to be new.
  return since.dataVersion !== dataVersion || (since.putBatches ?? putBatches) < putBatches;
}

function isTrainingDue(state: ProjectState, solution: Solution, now: Now): boolean {
  const { name, schedule, isScheduledByDefault, creationDateTime } = solution;
  if (schedule === undefined) return false;
  const versions = versionsOf(name, state);
  const newest = versions.at(-1);
  if (newest === undefined) {
    if (now.firstAtOnce === true) return hasRows(state);
    return isScheduledByDefault !== true || now.nowSec - creationDateTime >= FIRST_TRAINING_SECONDS;
  }
  const old = now.nowSec - newest.creationDateTime >= daysOf(schedule) * DAY_SEC;
  const last = newestActive(name, state);
  return old && (last === undefined || hasNewData(state, last, now));
}

function hasRows({ datasets }: ProjectState): boolean {
  return datasets.some(({ type, rows }) => type === 'INTERACTIONS' && rows > 0);
}

function isUpdateDue(state: ProjectState, version: SolutionVersion, now: Now): boolean {
  const seconds = recipeFacts(version.spec.recipe).updates === 'in steps' ? STEP_SECONDS : UPDATE_SECONDS;
  return version.noAutoUpdate !== true && isOld(version, seconds, now) && hasNewData(state, version, now);
}

function isOld(version: SolutionVersion, seconds: number, { nowSec }: Now): boolean {
  return nowSec - (version.autoUpdate?.atSec ?? version.creationDateTime) >= seconds;
}

/** The newest full version of each solution, where a campaign serves it. */
function deployedVersions(state: ProjectState): readonly SolutionVersion[] {
  const { campaigns } = serviceOf(state);
  const newest = new Map<string, SolutionVersion>();
  for (const version of readyOf(state.solutionVersions))
    if (version.trainingMode !== 'UPDATE') newest.set(version.solution, version);
  return [...newest.values()].filter(
    ({ arn, spec, solution }) =>
      updatesByItself(state, spec.recipe, solution) &&
      campaigns.some(({ solutionVersionArn }) => solutionVersionArn === arn),
  );
}

function updatesByItself(state: ProjectState, recipe: RecipeName, solution: string): boolean {
  const { updates } = recipeFacts(recipe);
  if (updates !== 'in steps') return updates === 'by itself';
  return solutionsOf(state).find(({ name }) => name === solution)?.performIncrementalUpdate !== false;
}

function recommenderVersions(state: ProjectState): readonly SolutionVersion[] {
  return serviceOf(state).recommenders.flatMap((recommender) => {
    const version = versionOf(state, recommender);
    return version !== undefined && useCaseOf(recommender).explores ? [version] : [];
  });
}

function versionOf(state: ProjectState, recommender: Recommender): SolutionVersion | undefined {
  if (recommender.status !== 'ACTIVE') return undefined;
  return state.solutionVersions.find(({ arn }) => arn === recommender.solutionVersionArn);
}
