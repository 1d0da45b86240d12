import type { StoredModel } from '../../domain/model';
import type { Model } from '../recipe';
import { checkFormat } from '../stored-arrays';
import { loadEnsemble, NAME as RANKED_BY } from './ensemble-model';

export const NAME = 'aws-personalized-ranking';

/** The ensemble with this recipe's name on it. It is stored in the layout, and by the format number, of the other. */
export function rankingModel(model: Model): Model {
  return {
    ...model,
    recipe: NAME,
    store() {
      const { header, arrays } = model.store();
      return { header: { ...header, recipe: NAME }, arrays };
    },
  };
}

/** @throws AppError MODEL_UNREADABLE */
export function loadRanking(stored: StoredModel): Model {
  checkFormat(stored, NAME, stored.header.format);
  const ensemble: StoredModel = { ...stored, header: { ...stored.header, recipe: RANKED_BY } };
  return rankingModel(loadEnsemble(ensemble));
}
