import type { ProjectState, SolutionVersion } from '../../domain/resources';
import { isAtWork } from '../../domain/at-work';
import { withVersions } from '../../domain/version-names';
import { interrupted } from './lifecycle';
import { inProject, type Blocker, type ResourceKind } from './resource-kind';
import { serviceOf, without } from '../../domain/service-resources';

export const solutionVersionKind: ResourceKind<SolutionVersion, 'solution-version'> = {
  name: 'solution-version',
  place: inProject('solutionVersions'),
  isHidden: ({ recommender }) => recommender !== undefined,
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

/** Trained for a recommender that does not answer by it: the training was cut off before the recommender had it. */
function isUnclaimed({ arn, recommender }: SolutionVersion, state: ProjectState): boolean {
  if (recommender === undefined) return false;
  return !serviceOf(state).recommenders.some(({ solutionVersionArn }) => solutionVersionArn === arn);
}
