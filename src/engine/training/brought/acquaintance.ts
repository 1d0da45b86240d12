import type { Acquaintance } from '../../../import/know/list-columns';
import type { DataIndex } from '../../project/data-index';

/** Whom and what a project knows: by id, as it is or as a program writes it that takes ids for numbers, items by title too. */
export function acquaintanceOf(index: DataIndex): Acquaintance {
  let titles: ReadonlyMap<string, number> | null = null;
  return {
    person: (id) => found(id, (one) => index.userIdx(one)),
    item(id) {
      const item = found(id, (one) => index.itemIdx(one));
      if (item >= 0) return item;
      titles ??= titlesOf(index);
      return titles.get(id.toLowerCase()) ?? -1;
    },
  };
}

/** `12.0` is 12 where nobody is called `12.0`. */
function found(id: string, find: (id: string) => number): number {
  const exact = find(id);
  return exact >= 0 || !/^\d+\.0+$/.test(id) ? exact : find(id.slice(0, id.indexOf('.')));
}

/** Titles that one item alone has. */
function titlesOf({ tables, words }: DataIndex): ReadonlyMap<string, number> {
  const titles = new Map<string, number>();
  for (let item = 0; item < tables.itemIds.length; item++) {
    const title = words.titleOf(item)?.toLowerCase();
    if (title !== undefined) titles.set(title, titles.has(title) ? -1 : item);
  }
  return titles;
}
