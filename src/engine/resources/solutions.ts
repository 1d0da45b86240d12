import { AppError } from '../../domain/errors';
import type { Arn, ProjectState, SolutionRequest } from '../../domain/resources';
import type { Solution } from '../../domain/service';
import { QUOTAS } from '../../domain/limits';
import { isRunning, userOf, withVersions } from './lifecycle';
import { namedArn } from '../../domain/names';
import { checkRequest } from './training-plan';
import {
  findByArn,
  newArn,
  requireRoom,
  serviceOf,
  withService,
  without,
  type Changed,
} from './service-resources';

/**
 * @param schedule when it is trained by itself; absent = never.
 * @throws AppError INVALID_INPUT, RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED, and P01–P08 for what cannot be trained.
 */
export function createSolution(
  state: ProjectState,
  request: SolutionRequest,
  nowSec: number,
  schedule?: string,
): Changed<Solution> {
  const solutions = solutionsOf(state);
  const arn = newArn('solution', request.name, solutions);
  requireRoom('solution', solutions.length, QUOTAS.solutions, state.profile);
  checkRequest(state, request);
  const resource: Solution = {
    arn,
    name: request.name,
    status: 'ACTIVE',
    request,
    ...(schedule === undefined ? {} : { schedule }),
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
  return { state: withService(state, { solutions: [...serviceOf(state).solutions, resource] }), resource };
}

/**
 * Deletes a solution with all its versions.
 *
 * @throws AppError NOT_FOUND, RESOURCE_IN_USE while a campaign serves one of them or one is being trained.
 */
export function deleteSolution(state: ProjectState, arn: Arn): ProjectState {
  const { name } = findByArn(solutionsOf(state), arn);
  const { solutions } = serviceOf(state);
  const versions = state.solutionVersions.filter((version) => version.solution === name);
  const user = versions.map((version) => userOf(state, version.arn)).find((by) => by !== null);
  const blocker = user ?? versions.find(({ status }) => isRunning(status))?.arn;
  if (blocker !== undefined) throw new AppError('RESOURCE_IN_USE', { arn, by: blocker });
  const left = state.solutionVersions.filter((version) => version.solution !== name);
  return withService(withVersions(state, left), { solutions: without(solutions, arn) });
}

/** Solutions that were created, then those that a training has made by the way. */
export function solutionsOf(state: ProjectState): readonly Solution[] {
  const created = serviceOf(state).solutions;
  const implied = new Map<string, Solution>();
  for (const version of state.solutionVersions) {
    const { solution, spec, creationDateTime, lastUpdatedDateTime } = version;
    if (version.recommender !== undefined || created.some(({ name }) => name === solution)) continue;
    const earlier = implied.get(solution);
    implied.set(solution, {
      arn: namedArn('solution', solution),
      name: solution,
      status: 'ACTIVE',
      request: spec,
      creationDateTime: earlier?.creationDateTime ?? creationDateTime,
      lastUpdatedDateTime,
    });
  }
  return [...created, ...implied.values()];
}
