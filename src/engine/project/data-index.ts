import type { Tables } from '../../domain/columns';
import { alignTable } from '../../data/columns/align-columns';
import { PersonReader } from '../../recipes/person';
import type { ItemExposure } from '../../recipes/exploration';
import { actionView } from './action-view';
import { itemExposure } from './item-exposure';
import { ItemWords } from '../../data/item-words';
import { UserNames } from './user-names';
import { groupByUser, rankIds } from '../../data/columns/by-user';

/** Indices over one version of the data, each built when first needed and kept as long as the tables. */
export class DataIndex {
  readonly words: ItemWords;
  #users: ReadonlyMap<string, number> | null = null;
  #items: ReadonlyMap<string, number> | null = null;
  #itemRank: Int32Array | null = null;
  #userRank: Int32Array | null = null;
  #exposure: ItemExposure | null = null;
  #actions: DataIndex | null = null;
  #people: PersonReader | null = null;
  #names: UserNames | null = null;
  #newestSec: number | null = null;
  #byUser: { readonly userPtr: Int32Array; readonly order: Int32Array } | null = null;

  constructor(readonly tables: Tables) {
    this.words = new ItemWords(tables);
  }

  /** An index over tables in which these have grown: ids keep their numbers. What still holds is taken over. */
  withTables(tables: Tables): DataIndex {
    const next = new DataIndex(tables);
    if (tables.itemIds.length === this.tables.itemIds.length) {
      next.#items = this.#items;
      next.#itemRank = this.#itemRank;
    }
    if (tables.userIds.length === this.tables.userIds.length) {
      next.#users = this.#users;
      next.#userRank = this.#userRank;
    }
    next.#newestSec = newestFrom(tables, this.newestSec, this.tables.interactions.nRows);
    return next;
  }

  /** Dense index of a user, or −1. */
  userIdx(userId: string): number {
    this.#users ??= new Map(this.tables.userIds.map((id, index) => [id, index]));
    return this.#users.get(userId) ?? -1;
  }

  /** Dense index of an item, or −1. */
  itemIdx(itemId: string): number {
    this.#items ??= new Map(this.tables.itemIds.map((id, index) => [id, index]));
    return this.#items.get(itemId) ?? -1;
  }

  /** Place of each item when all ids are sorted: the tie-break of every ranking. */
  get itemRank(): Int32Array {
    return (this.#itemRank ??= rankIds(this.tables.itemIds));
  }

  /** The same of users, where they are listed. */
  get userRank(): Int32Array {
    return (this.#userRank ??= rankIds(this.tables.userIds));
  }

  /** When the newest interaction was: the present, as far as the data tell. −Infinity without any. */
  get newestSec(): number {
    return (this.#newestSec ??= newestFrom(this.tables, -Infinity, 0));
  }

  /** Age and popularity of every item, as exploration asks. */
  get exposure(): ItemExposure {
    return (this.#exposure ??= itemExposure(this.tables, (id) => this.itemIdx(id)));
  }

  /** Of actions, in the places of items; without any where the group has none. */
  get actions(): DataIndex {
    return (this.#actions ??= new DataIndex(actionView(this.tables)));
  }

  /** What columns tell of people, by the numbers of users and items. */
  get people(): PersonReader {
    const { items, users, itemIds, userIds } = this.tables;
    return (this.#people ??= new PersonReader(
      alignTable(items, itemIds.length),
      alignTable(users, userIds.length),
    ));
  }

  /** What they are called. */
  get names(): UserNames {
    return (this.#names ??= new UserNames(this.tables));
  }

  /** Rows of the Interactions table of one user, oldest first (ties in row order); none for −1. Read only. */
  rowsOf(userIdx: number): Int32Array {
    const { userPtr, order } = this.#groups();
    return userIdx < 0 ? order.subarray(0, 0) : order.subarray(userPtr[userIdx], userPtr[userIdx + 1]);
  }

  #groups(): { readonly userPtr: Int32Array; readonly order: Int32Array } {
    const { interactions, userIds } = this.tables;
    return (this.#byUser ??= groupByUser(interactions, userIds.length));
  }
}

/** @param from the row from which on they are looked at; those before are known to be no newer than `newest`. */
function newestFrom({ interactions: { timestampSec, nRows } }: Tables, newest: number, from: number): number {
  for (let row = from; row < nRows; row++) newest = Math.max(newest, timestampSec[row]);
  return newest;
}
