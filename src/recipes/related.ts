import type { UserQuery } from '../domain/histories';
import type { GivesReasons, Relates } from './capabilities';
import type { Model } from './recipe';
import type { Counts } from './stored-arrays';

/** The item that a recipe of related items is asked about: the newest of the query; −1: none. */
export function askedAbout({ items }: UserQuery): number {
  return items.at(-1) ?? -1;
}

/** The list of an item that is related to nothing: all others in popular order, without those that nobody has had. */
export function writePopular(popular: Counts, itemIdx: number, out: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j] = popular[j] > 0 && j !== itemIdx ? popular[j] : -Infinity;
}

/** A model that answers about an item; a list for somebody goes with what they had last. */
export function relatedModel(
  model: Pick<Model, 'recipe' | 'nItems' | 'store'> & Relates & GivesReasons,
): Model & Relates & GivesReasons {
  return {
    ...model,
    hasScores: false,
    scoreUser: (query, out) => model.scoreRelated(askedAbout(query), out),
  };
}
