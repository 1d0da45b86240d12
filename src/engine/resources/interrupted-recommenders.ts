import type { Recommender } from '../../domain/recommender';
import type { ProjectState, SolutionVersion } from '../../domain/resources';
import { serviceOf } from './service-resources';

/** What a closed page has cut off, ended: a training has failed, and stopping or starting has happened. */
export function endedRecommender(recommender: Recommender, reason: string, nowSec: number): Recommender {
  const { status, latestUpdate } = recommender;
  const ended = { ...recommender, lastUpdatedDateTime: nowSec };
  if (status.startsWith('STOP ')) return { ...ended, status: 'INACTIVE' };
  if (status.startsWith('START ')) return { ...ended, status: 'ACTIVE' };
  const failed = { status: 'CREATE FAILED' as const, failureReason: reason };
  if (/^CREATE (PENDING|IN_PROGRESS)$/.test(status)) return { ...ended, ...failed };
  if (latestUpdate === undefined) return ended;
  return { ...ended, latestUpdate: { ...latestUpdate, ...failed, lastUpdatedDateTime: nowSec } };
}

/** Versions trained for a recommender that does not answer by them: of a training that a closed page has cut off. */
export function unclaimedVersions(state: ProjectState): readonly SolutionVersion[] {
  const { recommenders } = serviceOf(state);
  const claimed = new Set(recommenders.map(({ solutionVersionArn }) => solutionVersionArn));
  return state.solutionVersions.filter(
    ({ arn, recommender }) => recommender !== undefined && !claimed.has(arn),
  );
}
