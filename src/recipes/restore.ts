import type { StoredModel } from '../domain/model';
import type { RecipeName } from '../domain/recipe-catalogue';
import { loadEnsemble } from './ensemble/ensemble-model';
import { loadHrnn, loadTransformers } from './load-networks';
import { withStoredObjective } from './objective';
import { loadRanking } from './ensemble/ranking-model';
import { loadPopularity } from './popularity-count';
import type { Model } from './recipe';
import { loadSemantic } from './semantic-similarity';
import { loadSimilarItems } from './similar-items';
import { loadSims } from './sims';
import { unreadable } from './stored-arrays';
import { loadTrending } from './trending-now';

/** How a model of each recipe that can leave is read. */
const RESTORED: { readonly [name in RecipeName]?: (stored: StoredModel) => Model } = {
  'aws-popularity-count': loadPopularity,
  'aws-trending-now': loadTrending,
  'aws-sims': loadSims,
  'aws-similar-items': loadSimilarItems,
  'aws-semantic-similarity': loadSemantic,
  'aws-user-personalization': loadEnsemble,
  'aws-personalized-ranking': loadRanking,
  'aws-hrnn': (stored) => loadHrnn(stored, 'aws-hrnn'),
  'aws-hrnn-metadata': (stored) => loadHrnn(stored, 'aws-hrnn-metadata'),
  'aws-hrnn-coldstart': (stored) => loadHrnn(stored, 'aws-hrnn-coldstart'),
  'aws-user-personalization-v2': (stored) => loadTransformers(stored, 'aws-user-personalization-v2'),
  'aws-personalized-ranking-v2': (stored) => loadTransformers(stored, 'aws-personalized-ranking-v2'),
};

/** The recipes of which a version can be taken away. */
export const LEAVING = Object.keys(RESTORED) as readonly RecipeName[];

/** A model that has left, as its recipe reads it. @throws AppError MODEL_UNREADABLE */
export function restore(stored: StoredModel): Model {
  const load = RESTORED[stored.header.recipe];
  if (load === undefined) throw unreadable(stored, { wanted: LEAVING.join(', ') });
  return withStoredObjective(stored, load(stored));
}
