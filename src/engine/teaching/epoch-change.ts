import type { EpochChange, NamedItemRow } from '../../domain/learning';
import { topK } from '../../kernels/top-k';
import { distinctUsers } from '../../recipes/popularity-count';
import type { DataIndex } from '../project/data-index';
import { placesOf } from '../serving/select';
import { ServedModel } from '../project/served-model';
import type { Snapshot, Snapshots } from '../project/snapshots';

/**
 * One person's first places after an epoch, and where they stood after the epoch before; null where that epoch is not
 * kept. Costs two answers. Nothing is filtered: it is the list as the recipe has it. Epoch 0 is before all learning: what
 * most people chose.
 *
 * @param snapshots of a training on the data of this index: the number of an item must mean the same in both.
 */
export function epochChange(
  index: DataIndex,
  snapshots: Snapshots | null,
  { userId, epoch, numResults }: { userId: string; epoch: number; numResults: number },
): EpochChange | null {
  const valuesAt = (at: number): Float64Array | null => {
    const snapshot = at === 0 ? null : snapshots?.at(at);
    return at === 0 ? popularityOf(index) : snapshot ? valuesOf(snapshot, userId, index) : null;
  };
  const values = valuesAt(epoch);
  if (values === null) return null;
  const earlier = Math.ceil(epoch) - 1;
  const old = epoch === 0 ? null : valuesAt(earlier);
  const items = topK(values, index.itemRank, numResults, null);
  const ranksBefore = old && placesOf(items, old, index.itemRank, null);
  const now = new Set(items);
  const gone =
    old === null ? [] : [...topK(old, index.itemRank, numResults, null)].filter((item) => !now.has(item));
  const ranks = placesOf(Int32Array.from(gone), values, index.itemRank, null);
  const named = (item: number): NamedItemRow => ({
    itemId: index.tables.itemIds[item],
    title: index.words.titleOf(item),
  });
  return {
    arn: snapshots?.arn ?? null,
    userId,
    epoch,
    comparedWith: old === null ? null : earlier,
    kept: snapshots?.epochs ?? [],
    items: Array.from(items, (item, k) => ({ ...named(item), rankBefore: ranksBefore?.[k] ?? null })),
    left: gone.map((item, k) => ({ ...named(item), rank: ranks[k] })),
  };
}

const popularities = new WeakMap<DataIndex, Float64Array>();

/** Of every item, how many people took it; what nobody took is not listed. */
function popularityOf(index: DataIndex): Float64Array {
  const known = popularities.get(index);
  if (known !== undefined) return known;
  const { userIds, itemIds, interactions } = index.tables;
  const userPtr = new Int32Array(userIds.length + 1);
  const items = new Int32Array(interactions.nRows);
  userIds.forEach((_, user) => {
    const rows = index.rowsOf(user);
    rows.forEach((row, k) => (items[userPtr[user] + k] = interactions.itemIdx[row]));
    userPtr[user + 1] = userPtr[user] + rows.length;
  });
  const counts = distinctUsers({ userPtr, items, nItems: itemIds.length, rowWeight: null });
  const values = Float64Array.from(counts, (people) => (people === 0 ? -Infinity : people));
  popularities.set(index, values);
  return values;
}

function valuesOf({ model, stored }: Snapshot, userId: string, index: DataIndex): Float64Array {
  const served = new ServedModel(stored, index, true, model);
  const values = new Float64Array(model.nItems);
  model.scoreUser(served.query(userId), values);
  return served.byPresentItem(values, -Infinity);
}
