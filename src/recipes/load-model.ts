import { BROUGHT_ALONG } from '../domain/brought-along';
import type { StoredModel } from '../domain/model';
import { loadBroughtLists } from './brought-lists';
import { withStoredObjective } from './objective';
import type { Model } from './recipe';
import { findRecipe } from './registry';

/** A stored model of any recipe, with what was put on it. @throws AppError P01, MODEL_UNREADABLE. */
export function loadModel(stored: StoredModel): Model {
  if (stored.header.recipe === BROUGHT_ALONG) return loadBroughtLists(stored);
  return withStoredObjective(stored, findRecipe(stored.header.recipe).load(stored));
}
