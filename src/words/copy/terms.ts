import { saidWhenRead } from '../messages/said-when-read';
import * as say from '../messages/terms';

/** What a word of the service means, in two sentences. */
export const TERMS = saidWhenRead({
  'dataset group': say.datasetGroup,
  interactions: say.interactions,
  items: say.items,
  users: say.users,
  schema: say.schema,
  recipe: say.recipe,
  solution: say.solution,
  'solution version': say.solutionVersion,
  campaign: say.campaign,
  recommender: say.recommender,
  'user-personalization': say.userPersonalization,
  'popularity-count': say.popularityCount,
  sims: say.sims,
  'even share': say.evenShare,
  visit: say.visit,
  exploration: say.exploration,
  ndcg: say.ndcg,
  'precision at k': say.precisionAtK,
  mrr: say.mrr,
  'area under the curve': say.areaUnderCurve,
  'recall at 1 %': say.recallAtOnePercent,
  'hits at 1 %': say.hitsAtOnePercent,
  'average rewards': say.averageRewards,
  'trend accuracy': say.trendAccuracy,
  coverage: say.coverage,
  density: say.density,
  'held-out': say.heldOut,
  trial: say.trial,
  seed: say.seed,
  'event value': say.eventValue,
  'event type': say.eventType,
  profile: say.profile,
});
export type TermName = keyof typeof TERMS;
