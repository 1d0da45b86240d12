import type { EpochChange, NamedItemRow } from '../../domain/learning';
import { topK } from '../../kernels/top-k';
import type { DataIndex } from '../project/data-index';
import { placesOf } from '../serving/select';
import { ServedModel } from '../project/served-model';
import type { Snapshot, Snapshots } from '../project/snapshots';

/**
 * One person's first places after an epoch, and where they stood after the epoch before; null where that epoch is not
 * kept. Costs two answers. Nothing is filtered: it is the list as the recipe has it.
 *
 * @param snapshots of a training on the data of this index: the number of an item must mean the same in both.
 */
export function epochChange(
  index: DataIndex,
  snapshots: Snapshots,
  { userId, epoch, numResults }: { userId: string; epoch: number; numResults: number },
): EpochChange | null {
  const after = snapshots.at(epoch);
  if (after === null) return null;
  const before = snapshots.at(epoch - 1);
  const values = valuesOf(after, userId, index);
  const items = topK(values, index.itemRank, numResults, null);
  const old = before && valuesOf(before, userId, index);
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
    arn: snapshots.arn,
    userId,
    epoch,
    comparedWith: before?.epoch ?? null,
    kept: snapshots.epochs,
    items: Array.from(items, (item, k) => ({ ...named(item), rankBefore: ranksBefore?.[k] ?? null })),
    left: gone.map((item, k) => ({ ...named(item), rank: ranks[k] })),
  };
}

function valuesOf({ model, stored }: Snapshot, userId: string, index: DataIndex): Float64Array {
  const served = new ServedModel(stored, index, true, model);
  const values = new Float64Array(model.nItems);
  model.scoreUser(served.query(userId), values);
  return served.byPresentItem(values, -Infinity);
}
