import type { StoredModel } from '../domain/model';
import { withStoredObjective } from './objective';
import type { Model } from './recipe';
import { findRecipe } from './registry';

/** A stored model of any recipe, with what was put on it. @throws AppError P01, MODEL_UNREADABLE. */
export function loadModel(stored: StoredModel): Model {
  return withStoredObjective(stored, findRecipe(stored.header.recipe).load(stored));
}
