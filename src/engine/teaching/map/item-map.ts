import { NEAR_ON_MAP, type ItemMap } from '../../../domain/item-map';
import type { Job } from '../../../domain/ports';
import type { DataIndex } from '../../project/data-index';
import { alikeItems } from './alike-items';
import { layOut, type Layout } from './layout';

const MOST_ITEMS = 1200;
const PER_ITEM = 12;

/** Kept as long as the data are the same: a map takes seconds. */
const made = new WeakMap<DataIndex, Map<number, ItemMap>>();

/**
 * The map of the most frequent items. A few seconds; a stop leaves nothing behind.
 *
 * @param show hears of it as it is drawn, before anybody knows how far the picture can be trusted.
 */
export async function itemMap(
  index: DataIndex,
  seed: number,
  job: Job,
  show: (map: ItemMap) => void,
): Promise<ItemMap> {
  const there = made.get(index)?.get(seed);
  if (there !== undefined) return there;
  const alike = await alikeItems(index, MOST_ITEMS, PER_ITEM, job);
  const { words, tables } = index;
  const unplaced: Omit<ItemMap, 'x' | 'y'> = {
    items: Array.from(alike.items, (item, place) => ({
      itemId: tables.itemIds[item],
      title: words.titleOf(item),
      year: words.yearOf(item),
      categories: words.categoriesOf(item),
      users: alike.users[place],
    })),
    neighbours: alike.neighbours,
    likeness: alike.likeness,
    perItem: PER_ITEM,
    kept: null,
    seed,
    itemsInAll: alike.itemsInAll,
  };
  const layout = await layOut(alike.neighbours, alike.likeness, PER_ITEM, seed, job, (meanwhile) =>
    show({ ...unplaced, ...meanwhile }),
  );
  const map: ItemMap = { ...unplaced, ...layout, kept: keptShare(alike.neighbours, layout) };
  const maps = made.get(index) ?? new Map<number, ItemMap>();
  made.set(index, maps.set(seed, map));
  return map;
}

const TRUE_NEIGHBOURS = 10;

/** Of the nearest neighbours of each item, those that are among the nearest on the plane too. O(items²). */
function keptShare(neighbours: Int32Array, { x, y }: Layout): number {
  let kept = 0;
  let all = 0;
  for (let i = 0; i < x.length; i++) {
    const distance = Float64Array.from(x, (_, j) => (x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2);
    // The item itself is the first.
    const reach = distance.slice().sort()[Math.min(NEAR_ON_MAP, x.length - 1)];
    for (let k = 0; k < TRUE_NEIGHBOURS; k++) {
      const other = neighbours[i * PER_ITEM + k];
      if (other < 0) break;
      all++;
      if (distance[other] <= reach) kept++;
    }
  }
  return all === 0 ? 0 : kept / all;
}
