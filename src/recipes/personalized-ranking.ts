import type { StoredModel } from '../domain/model';
import { type Model, type Recipe, trainerWith } from './recipe';
import { checkFormat } from './stored-arrays';
import { userPersonalization } from './user-personalization';

const NAME = 'aws-personalized-ranking';

/** The model with this recipe's name on it. It is stored in the layout, and by the format number, of the other. */
function renamed(model: Model): Model {
  return {
    ...model,
    recipe: NAME,
    store() {
      const { header, arrays } = model.store();
      return { header: { ...header, recipe: NAME }, arrays };
    },
  };
}

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
    return trainerWith(await userPersonalization.trainer(data, config, pool, others), renamed);
  },
  load(stored: StoredModel) {
    checkFormat(stored, NAME, stored.header.format);
    const header = { ...stored.header, recipe: userPersonalization.name };
    return renamed(userPersonalization.load({ header, arrays: stored.arrays }));
  },
};
