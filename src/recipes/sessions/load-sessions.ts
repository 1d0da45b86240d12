import type { TrainingData } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import { NAME as RANKING, rankingModel } from '../ensemble/ranking-model';
import type { Model } from '../recipe';
import { NAME, readSessions } from './session-model';

/** A model of sessions, by whichever of the two recipes that may come to one. @throws AppError MODEL_UNREADABLE */
export function loadSessions(stored: StoredModel): Model {
  const { header, arrays } = stored;
  if (header.recipe !== RANKING) return readSessions(stored);
  return rankingModel(readSessions({ header: { ...header, recipe: NAME }, arrays }));
}

/**
 * The model for the users and items that are there now; what was learned, and the sessions it was learned from, stay. New
 * items stand last, until exploration lifts them or a full training knows them.
 */
export function updateSessions(model: Model, { nUsers, nItems }: TrainingData): Model {
  const { header, arrays } = model.store();
  const userPtr = new Int32Array(nUsers + 1).fill(arrays.userPtr[header.nUsers]);
  userPtr.set(arrays.userPtr);
  return readSessions({ header: { ...header, nUsers, nItems }, arrays: { ...arrays, userPtr } });
}
