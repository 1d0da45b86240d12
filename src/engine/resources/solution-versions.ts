import type { Arn, ProjectState, SolutionVersion } from '../../domain/resources';
import { isAtWork } from '../../domain/at-work';
import { recipeFacts } from '../../domain/recipe-catalogue';
import { withVersions } from '../../domain/version-names';
import { interrupted } from './lifecycle';
import { AppError } from '../../domain/errors';
import { findResource, inProject, type Blocker, type ResourceKind } from './resource-kind';
import { serviceOf, without } from '../../domain/service-resources';

export const solutionVersionKind: ResourceKind<SolutionVersion, 'solution-version'> = {
  name: 'solution-version',
  place: inProject('solutionVersions'),
  // The service knows no lists that others have made.
  isHidden: (version) => version.recommender !== undefined || isBrought(version),
  queue: 20,
  isInGroup: true,
  blocked(version): Blocker | null {
    const { recommender, status } = version;
    if (recommender !== undefined) return { by: recommender };
    return isAtWork(version) ? { by: null, status } : null;
  },
  removed: ({ arn }, state) => withVersions(state, without(state.solutionVersions, arn)),
  isUnfinished: (version, state) => isAtWork(version) || isUnclaimed(version, state),
  ended: (version, state, nowSec) =>
    isUnclaimed(version, state) ? null : interrupted(version, 'CREATE FAILED', nowSec),
};

/** Lists that somebody else has made. */
export function isBrought({ spec }: Pick<SolutionVersion, 'spec'>): boolean {
  return recipeFacts(spec.recipe).isBrought === true;
}

/** A version that programs are to be answered by. @throws AppError NOT_FOUND, BROUGHT_ALONG for lists. */
export function trainedVersion(state: ProjectState, arn: Arn, what: 'requests' | 'batch'): SolutionVersion {
  if (state.solutionVersions.some((version) => version.arn === arn && isBrought(version)))
    throw new AppError('BROUGHT_ALONG', { what });
  return findResource(solutionVersionKind, state, arn);
}

/** Trained for a recommender that does not answer by it: the training was cut off before the recommender had it. */
function isUnclaimed({ arn, recommender }: SolutionVersion, state: ProjectState): boolean {
  if (recommender === undefined) return false;
  return !serviceOf(state).recommenders.some(({ solutionVersionArn }) => solutionVersionArn === arn);
}
