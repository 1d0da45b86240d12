import { AppError } from '../../domain/errors';
import type { UserQuery } from '../../domain/histories';
import type { RecommendationRequest } from '../../domain/recommendations';
import { having } from '../../recipes/capabilities';
import type { SolutionSpec, SolutionVersion } from '../../domain/resources';
import type { Exploration, ItemExposure } from '../../recipes/exploration';
import { explore, planExploration } from '../../recipes/exploration';
import type { DataIndex } from '../project/data-index';
import { readExploration } from '../resources/exploration-config';
import type { ServedModel } from '../project/served-model';
import { pretendedQuery } from './what-if';

/** The model's numbers for one user, by its own items: what ranks, or logits where it has scores. */
export interface Answer {
  readonly query: UserQuery;
  /** False: no history, or nothing similar to the item, so that the popular order stands in. */
  readonly personal: boolean;
  /** Before exploration. */
  readonly plain: Float64Array;
  /** After it; the same array when nobody asked for exploration. */
  readonly values: Float64Array;
  readonly exploration: Exploration | null;
}

/** What of a version its answers depend on, beside the model. */
export interface Answering extends Pick<SolutionVersion, 'arn'> {
  readonly spec: Pick<SolutionSpec, 'recipe' | 'seed'>;
}

/** @throws AppError MODEL_DIVERGED when the model gives no number, P03 and INVALID_INPUT for the exploration asked. */
export function answer(
  served: ServedModel,
  index: DataIndex,
  version: Answering,
  { userId, itemId, itemExplorationConfig, whatIf, context }: RecommendationRequest,
): Answer {
  const { arn, spec } = version;
  const config = itemExplorationConfig && readExploration(itemExplorationConfig, spec.recipe);
  const { model } = served;
  const past = served.query(userId, context);
  const query = whatIf === undefined ? past : pretendedQuery(past, whatIf, served, index);
  const plain = new Float64Array(model.nItems);
  const scored =
    itemId === undefined
      ? model.scoreUser(query, plain)
      : having(model, 'relates').scoreRelated(modelItem(served, index, itemId), plain);
  if (plain.some(Number.isNaN)) throw new AppError('MODEL_DIVERGED', { arn });
  if (!model.hasScores) {
    const personal = itemId === undefined ? query.items.length > 0 : scored;
    return { query, personal, plain, values: plain, exploration: null };
  }
  if (!plain.some((logit) => logit > -Infinity)) throw new AppError('MODEL_DIVERGED', { arn });
  if (config === undefined) return { query, personal: scored, plain, values: plain, exploration: null };
  const settings = { ...config, seed: spec.seed, purpose: userId };
  const exploration = planExploration(plain, exposureOf(served, index.exposure), settings);
  const values = plain.slice();
  explore(values, exploration);
  return { query, personal: scored, plain, values, exploration };
}

/** The model's number of an item given by id; −1 when it does not know it. */
function modelItem(served: ServedModel, index: DataIndex, itemId: string): number {
  const item = index.itemIdx(itemId);
  return item < 0 ? -1 : served.modelItem(item);
}

/** By the model's items; what is gone from the data is not explored. */
function exposureOf(served: ServedModel, present: ItemExposure): ItemExposure {
  const { nItems } = served.model;
  const exposure = {
    ageSec: new Float64Array(nItems).fill(NaN),
    interactions: new Int32Array(nItems),
    impressions: new Int32Array(nItems),
  };
  for (let i = 0; i < nItems; i++) {
    const item = served.presentItem(i);
    if (item < 0) continue;
    exposure.ageSec[i] = present.ageSec[item];
    exposure.interactions[i] = present.interactions[item];
    exposure.impressions[i] = present.impressions[item];
  }
  return exposure;
}
