import { loadRanking, NAME, rankingModel } from './ensemble/ranking-model';
import { type Recipe, trainerWith } from './recipe';
import { userPersonalization } from './user-personalization';

/**
 * The model of aws-user-personalization, to put a given list in order. Logits are of the whole catalogue; the softmax
 * over the given items alone is taken where the list is ranked.
 */
export const personalizedRanking: Recipe = {
  ...userPersonalization,
  name: NAME,
  // The service updates lists for people alone.
  update: undefined,
  async trainer(data, config, pool, others) {
    return trainerWith(await userPersonalization.trainer(data, config, pool, others), rankingModel);
  },
  load: loadRanking,
};
