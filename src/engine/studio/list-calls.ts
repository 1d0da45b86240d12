import type { BehindTheDoor } from '../../door';
import type { Job } from '../../domain/ports';
import { listActions } from '../serving/action-list';
import { checkFilterText } from '../serving/check-filter';
import { completeFilterText } from '../serving/complete-filter';
import { explainRecommendation } from '../serving/explain';
import { rank, recommend } from '../serving/lists';
import type { Workspace } from './workspace';

/** Lists on screen, why they are as they are, and filters as they are typed. */
export function listCalls({ projects, identifiers, options }: Workspace) {
  const nowMs = () => options.clock.nowMs();
  return {
    getRecommendations: async (request) =>
      recommend(projects.current(), request, identifiers.recommendation(), nowMs),
    explainRecommendation: async (request) => explainRecommendation(projects.current(), request, nowMs),
    getPersonalizedRanking: async (request) =>
      rank(projects.current(), request, identifiers.recommendation(), nowMs),
    listActions: async (request) => listActions(projects.current(), request),
    checkFilter: async (expression, trial) => checkFilterText(projects.current(), expression, trial),
    completeFilter: async (expression, caret) => completeFilterText(projects.current(), expression, caret),
  } satisfies Partial<BehindTheDoor<Job>>;
}
