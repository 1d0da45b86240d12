import type { Tables } from '../../domain/columns';
import { Numbered } from '../../domain/numbered';

/** Tables in which the ids that a model knows have its numbers, and those it does not know follow. */
export interface Renumbered {
  readonly tables: Tables;
  /** True where other numbers came out than the tables had. */
  readonly differs: boolean;
}

/**
 * Gives users and items the numbers of a model. Ids that have gone from the data keep theirs, without rows. Columns are
 * shared with the tables given, which are left as they were. O(rows).
 */
export function renumbered(
  tables: Tables,
  userIds: readonly string[],
  itemIds: readonly string[],
): Renumbered {
  const users = placesOf(tables.userIds, userIds);
  const items = placesOf(tables.itemIds, itemIds);
  if (!users.differs && !items.differs) return { tables, differs: false };
  const { interactions } = tables;
  return {
    differs: true,
    tables: {
      ...tables,
      userIds: users.ids,
      itemIds: items.ids,
      interactions: {
        ...interactions,
        userIdx: interactions.userIdx.map((user) => users.places[user]),
        itemIdx: interactions.itemIdx.map((item) => items.places[item]),
      },
      items: tables.items && {
        ...tables.items,
        entityIdx: tables.items.entityIdx.map((item) => items.places[item]),
      },
      users: tables.users && {
        ...tables.users,
        entityIdx: tables.users.entityIdx.map((user) => users.places[user]),
      },
    },
  };
}

function placesOf(
  present: readonly string[],
  known: readonly string[],
): { readonly ids: readonly string[]; readonly places: Int32Array; readonly differs: boolean } {
  const numbers = new Numbered(known);
  const places = Int32Array.from(present, (id) => numbers.placeOf(id));
  const ids = numbers.list;
  return { ids, places, differs: ids.length !== present.length || places.some((to, from) => to !== from) };
}
