import type { UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Model } from '../recipes/recipe';
import { loadModel } from '../recipes/load-model';
import type { DataIndex } from './data-index';
import { idsOf } from './model-ids';

/**
 * A model that answers for the data as they are now. Users and items keep the numbers they had in training; where a
 * later import numbered them anew, they are found by id. Items that came later cannot be listed; those that went
 * still count in the softmax.
 */
export class ServedModel {
  readonly model: Model;
  readonly #modelUserIds: readonly string[] | null;
  readonly #nUsers: number;
  /** Model item → present item (−1: gone), and the reverse; null when the numbers are the same. */
  readonly #toData: Int32Array | null;
  readonly #toModel: Int32Array | null;
  #modelUsers: ReadonlyMap<string, number> | null = null;

  /** @param sameData the model was trained on exactly the data of `index`. */
  constructor(
    stored: StoredModel,
    private readonly index: DataIndex,
    sameData: boolean,
  ) {
    this.model = loadModel(stored);
    this.#nUsers = stored.header.nUsers;
    this.#modelUserIds = sameData ? null : idsOf(stored, 'users');
    this.#toData = sameData ? null : Int32Array.from(idsOf(stored, 'items'), (id) => index.itemIdx(id));
    this.#toModel = this.#toData && new Int32Array(index.tables.itemIds.length).fill(-1);
    this.#toData?.forEach((item, modelItem) => {
      if (item >= 0 && this.#toModel) this.#toModel[item] = modelItem;
    });
  }

  /** The user's whole history as the model counts items; what it does not know is left out. */
  query(userId: string): UserQuery {
    const { itemIdx, timestampSec, eventType } = this.index.tables.interactions;
    const rows = this.index.rowsOf(this.index.userIdx(userId));
    const toModel = this.#toModel;
    const known = toModel === null ? rows : rows.filter((row) => toModel[itemIdx[row]] >= 0);
    return {
      userIdx: this.#userIdx(userId),
      items: Int32Array.from(known, (row) => (toModel === null ? itemIdx[row] : toModel[itemIdx[row]])),
      timestampSec: Float64Array.from(known, (row) => timestampSec[row]),
      // Codes count the types of their own data.
      ...(toModel === null ? { eventType: Uint16Array.from(known, (row) => eventType[row]) } : {}),
    };
  }

  /** Values by model item, put in the order of the present items; `missing` for those the model does not know. */
  byPresentItem(values: Float64Array, missing: number): Float64Array {
    if (this.#toModel === null) return values;
    return Float64Array.from(this.#toModel, (modelItem) => (modelItem < 0 ? missing : values[modelItem]));
  }

  /** The number that an item of the model has in the present data; −1: gone. */
  presentItem(modelItem: number): number {
    return this.#toData === null ? modelItem : this.#toData[modelItem];
  }

  /** The number that the model has for a present item; −1: it does not know it. */
  modelItem(presentItem: number): number {
    return this.#toModel === null ? presentItem : this.#toModel[presentItem];
  }

  /** Users that the model knows. */
  get nUsers(): number {
    return this.#nUsers;
  }

  /** Values by the model's users, put in the order of the present users; `missing` for those it does not know. */
  byPresentUser(values: Float64Array, missing: number): Float64Array {
    if (this.#modelUserIds === null) return values;
    return Float64Array.from(this.index.tables.userIds, (id) => {
      const user = this.#userIdx(id);
      return user < 0 ? missing : values[user];
    });
  }

  #userIdx(userId: string): number {
    if (this.#modelUserIds === null) return this.index.userIdx(userId);
    this.#modelUsers ??= new Map(this.#modelUserIds.map((id, userIdx) => [id, userIdx]));
    return this.#modelUsers.get(userId) ?? -1;
  }
}
