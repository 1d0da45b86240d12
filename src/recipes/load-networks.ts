import type { StoredModel } from '../domain/model';
import type { RecipeName } from '../domain/recipe-catalogue';
import { hrnnModel } from './hrnn/hrnn-model';
import { readHrnn, type HrnnName } from './hrnn/stored-model';
import type { Model } from './recipe';
import { loadNetworks } from './sequence/averaged-networks';
import { loadWithPrecedents } from './sequence/with-precedents';
import { loadTransformer } from './transformer/transformer-model';

/** Recurrent networks, beside precedents where they have some. @throws AppError MODEL_UNREADABLE */
export function loadHrnn(stored: StoredModel, name: HrnnName): Model {
  return loadWithPrecedents(stored, (networks) =>
    loadNetworks(networks, (one) => hrnnModel(readHrnn(one, name))),
  );
}

/** The same of transformers, beside which a recurrent network may stand. @throws AppError MODEL_UNREADABLE */
export function loadTransformers(stored: StoredModel, name: RecipeName): Model {
  return loadWithPrecedents(stored, (networks) =>
    loadNetworks(
      networks,
      (one) => loadTransformer(one, name),
      (one) => loadBesideTransformer(one, name),
    ),
  );
}

/** One network among those of a transformer recipe. @throws AppError MODEL_UNREADABLE */
export function loadBesideTransformer(one: StoredModel, name: RecipeName): Model {
  return one.header.recipe === name ? loadTransformer(one, name) : hrnnModel(readHrnn(one, 'aws-hrnn'));
}
