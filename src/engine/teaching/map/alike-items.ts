import { fitCosineBag } from '../../../kernels/cosine-bag';
import { distinctRows } from '../../../kernels/csr';
import type { Job } from '../../../domain/ports';
import type { DataIndex } from '../../project/data-index';

/** The items with most people, and of each those that the same people took. */
export interface AlikeItems {
  /** Present items, most people first, ties by id. */
  readonly items: Int32Array;
  readonly users: Int32Array;
  /** Items with any events. */
  readonly itemsInAll: number;
  /** `perItem` places in `items` per item, most alike first; −1 where there are fewer. */
  readonly neighbours: Int32Array;
  readonly likeness: Float32Array;
}

/** Σ over users of (their items among these)² operations; looks at the job as it goes. */
export async function alikeItems(
  index: DataIndex,
  most: number,
  perItem: number,
  job: Job,
): Promise<AlikeItems> {
  const { tables, itemRank } = index;
  const nItems = tables.itemIds.length;
  const all = distinctRows(...byUser(index), nItems);
  const users = new Int32Array(nItems);
  for (const item of all.indices) users[item]++;
  const taken = Array.from(users.keys()).filter((item) => users[item] > 0);
  taken.sort((a, b) => users[b] - users[a] || itemRank[a] - itemRank[b]);
  const items = Int32Array.from(taken.slice(0, most));
  const placeOf = new Int32Array(nItems).fill(-1);
  items.forEach((item, place) => (placeOf[item] = place));

  const kept: number[] = [];
  const indptr = new Int32Array(tables.userIds.length + 1);
  for (let user = 0; user < tables.userIds.length; user++) {
    for (let p = all.indptr[user]; p < all.indptr[user + 1]; p++) {
      const place = placeOf[all.indices[p]];
      if (place >= 0) kept.push(place);
    }
    indptr[user + 1] = kept.length;
  }
  const columns = Int32Array.from(kept);
  const rows = distinctRows(indptr, columns, items.length);
  const work = fitCosineBag({ ...rows, values: new Float32Array(rows.indices.length).fill(1) }, perItem);
  let step = work.next();
  while (step.done !== true) {
    await job.checkpoint('neighbours', step.value, 1);
    step = work.next();
  }
  const bag = step.value;
  const neighbours = new Int32Array(items.length * perItem).fill(-1);
  const likeness = new Float32Array(items.length * perItem);
  for (let i = 0; i < items.length; i++) {
    for (let p = bag.ptr[i], k = 0; p < bag.ptr[i + 1]; p++, k++) {
      neighbours[i * perItem + k] = bag.neighbours[p];
      likeness[i * perItem + k] = bag.weights[p];
    }
  }
  return {
    items,
    users: Int32Array.from(items, (item) => users[item]),
    itemsInAll: taken.length,
    neighbours,
    likeness,
  };
}

/** Rows of items by user, as `distinctRows` takes them. */
function byUser(index: DataIndex): [Int32Array, Int32Array] {
  const { tables } = index;
  const nUsers = tables.userIds.length;
  const ptr = new Int32Array(nUsers + 1);
  const columns = new Int32Array(tables.interactions.nRows);
  for (let user = 0; user < nUsers; user++) {
    let at = ptr[user];
    for (const row of index.rowsOf(user)) columns[at++] = tables.interactions.itemIdx[row];
    ptr[user + 1] = at;
  }
  return [ptr, columns];
}
