import type { TrainingData } from '../../domain/histories';
import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import { Rng } from '../../kernels/rng';
import { attributeItems } from '../../recipes/segments/item-sets';
import { keepRows, roundHalfUp } from './split';

/** Share of every user's rows that is held out, and the most items or values that are asked about. */
const HELD_OUT = 0.2;
const MOST_QUERIES = 1000;

/** One item, or the items of one attribute value, and the users who took to any of them in the held-out rows. */
export interface SegmentQuery {
  readonly items: Int32Array;
  /** Never empty. */
  readonly users: ReadonlySet<number>;
}

export interface SegmentSplit {
  /** The oldest rows of every user. The catalogue and all indices stay those of the whole data. */
  readonly train: TrainingData;
  readonly queries: readonly SegmentQuery[];
}

/**
 * The split of USER_SEGMENTATION: the newest fifth of every user's rows, at least one of two or more, is held out.
 * Asked about is what has a row there: items, or attribute values, as the recipe's batch jobs do; of more than a
 * thousand a seeded sample.
 */
export function splitSegments(data: TrainingData, recipe: RecipeName, seed: number): SegmentSplit {
  const heldOut = (u: number): number => {
    const n = data.userPtr[u + 1] - data.userPtr[u];
    return n < 2 ? 0 : Math.max(1, roundHalfUp(HELD_OUT * n));
  };
  const train = keepRows(data, (u) => data.userPtr[u + 1] - data.userPtr[u] - heldOut(u));
  const takers = new Map<number, Set<number>>();
  for (let u = 0; u < data.nUsers; u++) {
    for (let p = data.userPtr[u + 1] - heldOut(u); p < data.userPtr[u + 1]; p++) {
      const users = takers.get(data.items[p]);
      if (users === undefined) takers.set(data.items[p], new Set([u]));
      else users.add(u);
    }
  }
  const sets =
    recipeFacts(recipe).batchKey === 'itemAttributes' ? attributeItems(data.itemColumns, data.nItems) : null;
  const queries =
    sets === null
      ? Array.from(takers, ([item, users]) => ({ items: Int32Array.of(item), users }))
      : sets.map(({ items }) => ({ items, users: union(items, takers) }));
  const asked = queries.filter(({ users }) => users.size > 0);
  if (asked.length > MOST_QUERIES) new Rng(seed, 'segment-queries').shuffle(asked);
  return { train, queries: asked.slice(0, MOST_QUERIES) };
}

function union(items: Int32Array, takers: ReadonlyMap<number, ReadonlySet<number>>): Set<number> {
  const all = new Set<number>();
  for (const item of items) for (const user of takers.get(item) ?? []) all.add(user);
  return all;
}
