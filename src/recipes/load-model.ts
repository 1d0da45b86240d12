import { BROUGHT_ALONG } from '../domain/brought-along';
import type { StoredModel } from '../domain/model';
import { loadBroughtLists } from './brought-lists';
import { withStoredObjective } from './objective';
import type { Model } from './recipe';
import { findRecipe } from './registry';
import { isOfSessions } from './sessions/sessions-of';

/** A stored model of any recipe, with what was put on it. @throws AppError P01, MODEL_UNREADABLE. */
export async function loadModel(stored: StoredModel): Promise<Model> {
  if (stored.header.recipe === BROUGHT_ALONG) return loadBroughtLists(stored);
  return withStoredObjective(stored, await loadPlain(stored));
}

/** The same as its recipe trained it. What reads models of sessions is loaded with the first of them. */
export async function loadPlain(stored: StoredModel): Promise<Model> {
  if (!isOfSessions(stored)) return findRecipe(stored.header.recipe).load(stored);
  const { loadSessions } = await import('./sessions/load-sessions');
  return loadSessions(stored);
}
