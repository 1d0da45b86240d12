import { BROUGHT_ALONG } from '../domain/brought-along';
import type { StoredModel } from '../domain/model';
import type { Model } from './recipe';
import { checkFormat, type Kind, readArray, readOffsets } from './stored-arrays';

const FORMAT = 1;

/** What stands at a place whose item the data do not have. */
export const NO_ITEM = -1;

/** A list for each user, best first; those without one have an empty one. User u owns places ptr[u] … ptr[u + 1]. */
export interface BroughtLists {
  readonly nItems: number;
  readonly ptr: Int32Array;
  /** `NO_ITEM` keeps the place of what cannot be listed here: it was shown, and found nothing. */
  readonly items: Int32Array;
}

/** The lists as something that can be asked: 1 ÷ place for what stands in a person's list, nothing else can be listed. */
export interface BroughtModel extends Model {
  readonly lists: BroughtLists;
}

export function broughtModel(lists: BroughtLists): BroughtModel {
  const { nItems, ptr, items } = lists;
  const nUsers = ptr.length - 1;
  return {
    recipe: BROUGHT_ALONG,
    nItems,
    hasScores: false,
    rankedBy: 'place',
    lists,
    scoreUser({ userIdx }, out) {
      out.fill(-Infinity);
      if (userIdx < 0 || userIdx >= nUsers) return false;
      for (let p = ptr[userIdx]; p < ptr[userIdx + 1]; p++)
        if (items[p] !== NO_ITEM) out[items[p]] = 1 / (p - ptr[userIdx] + 1);
      return ptr[userIdx + 1] > ptr[userIdx];
    },
    store: () => ({
      header: {
        format: FORMAT,
        recipe: BROUGHT_ALONG,
        seed: 0,
        nUsers,
        nItems,
        rows: items.length,
        config: {},
      },
      arrays: { listPtr: ptr, listItems: items },
    }),
  };
}

/** @throws AppError MODEL_UNREADABLE. */
export function loadBroughtLists(stored: StoredModel): BroughtModel {
  checkFormat(stored, BROUGHT_ALONG, FORMAT);
  const { nUsers, nItems } = stored.header;
  const ptr = readOffsets(stored, 'listPtr', nUsers);
  const placed: Kind<Int32Array> = { type: Int32Array, least: NO_ITEM, greatest: nItems - 1 };
  return broughtModel({ nItems, ptr, items: readArray(stored, 'listItems', placed, ptr[nUsers]) });
}

/** One user's list. Read only. */
export function listOf({ ptr, items }: BroughtLists, userIdx: number): Int32Array {
  return items.subarray(ptr[userIdx], ptr[userIdx + 1]);
}
