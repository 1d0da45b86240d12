import type { BehindTheDoor } from '../../domain/door';
import type { Job } from '../../domain/ports';
import { listActions } from '../serving/action-list';
import { explainRecommendation } from '../serving/explain';
import { rank, recommend } from '../serving/lists';
import type { Workspace } from './workspace';

/** Lists on screen, and why they are as they are. */
export function listCalls({ projects, identifiers, options }: Workspace) {
  const nowMs = () => options.clock.nowMs();
  return {
    getRecommendations: async (request) =>
      recommend(projects.current(), request, identifiers.recommendation(), nowMs),
    explainRecommendation: async (request) => explainRecommendation(projects.current(), request, nowMs),
    getPersonalizedRanking: async (request) =>
      rank(projects.current(), request, identifiers.recommendation(), nowMs),
    listActions: async (request) => listActions(projects.current(), request),
  } satisfies Partial<BehindTheDoor<Job>>;
}
