import { defined } from '../../domain/defined';
import type { ProjectState, SolutionRequest } from '../../domain/resources';
import type { Solution } from '../../domain/service';
import { isAtWork } from '../../domain/at-work';
import { versionsOf, withVersions } from '../../domain/version-names';
import { QUOTAS } from '../../domain/limits';
import { namedArn } from '../../domain/names';
import { isBrought } from './solution-versions';
import { checkRequest } from './training-plan';
import { addResource, datedAt, inService, newArn, type Changed, type ResourceKind } from './resource-kind';
import { serviceOf, withService, without } from '../../domain/service-resources';

/** It goes with all its versions, which have to be trained and serve nothing. */
export const solutionKind: ResourceKind<Solution, 'solution'> = {
  name: 'solution',
  place: inService('solutions'),
  all: solutionsOf,
  quota: QUOTAS.solutions,
  isInGroup: true,
  parts: ({ name }, state) => versionsOf(name, state).map(({ arn }) => arn),
  blocked({ name }, state) {
    const running = versionsOf(name, state).find(isAtWork);
    return running === undefined ? null : { by: running.arn };
  },
  removed({ arn, name }, state) {
    const left = state.solutionVersions.filter((version) => version.solution !== name);
    return withService(withVersions(state, left), { solutions: without(serviceOf(state).solutions, arn) });
  },
};

/**
 * @param settings when it is trained by itself (no schedule = never), and what is only said again.
 * @throws AppError INVALID_INPUT, RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED, and P01–P08 for what cannot be trained.
 */
export function createSolution(
  state: ProjectState,
  request: SolutionRequest,
  nowSec: number,
  settings: Pick<Solution, 'schedule' | 'isScheduledByDefault' | 'performIncrementalUpdate'> = {},
): Changed<Solution> {
  const arn = newArn(solutionKind, request.name, state);
  checkRequest(state, request);
  const resource: Solution = {
    arn,
    name: request.name,
    status: 'ACTIVE',
    request,
    ...defined(settings),
    ...datedAt(nowSec),
  };
  return addResource(solutionKind, state, resource);
}

/** Solutions that were created, then those that a training has made by the way. */
export function solutionsOf(state: ProjectState): readonly Solution[] {
  const created = serviceOf(state).solutions;
  const implied = new Map<string, Solution>();
  for (const version of state.solutionVersions) {
    const { solution, spec, creationDateTime, lastUpdatedDateTime } = version;
    if (version.recommender !== undefined || isBrought(version)) continue;
    if (created.some(({ name }) => name === solution)) continue;
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
