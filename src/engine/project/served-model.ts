import { AppError } from '../../domain/errors';
import type { RequestContext, UserQuery } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import { askedAt } from '../../domain/queries';
import { can } from '../../recipes/capabilities';
import type { ItemExposure } from '../../recipes/exploration';
import type { Model } from '../../recipes/recipe';
import { drawSeconds } from '../../data/columns/drawn-seconds';
import { unreadable } from '../../recipes/stored-arrays';
import type { DataIndex } from './data-index';
import { KeptScores } from './kept-scores';
import { drawsSeconds } from './drawn-model';
import { idsOf } from './model-ids';

/**
 * A model that answers for the data as they are now. Users and items keep the numbers they had in training, and those
 * that were put later follow; where a later import numbered them anew, they are found by id. Items that came later cannot be listed; those that went
 * still count in the softmax.
 */
export class ServedModel {
  /** What it has answered lately. */
  readonly keptScores: KeptScores;
  readonly #modelUserIds: readonly string[] | null;
  readonly #nUsers: number;
  /** Model item → present item (−1: gone), and the reverse; null when the numbers are the same. */
  readonly #toData: Int32Array | null;
  readonly #toModel: Int32Array | null;
  #modelUsers: ReadonlyMap<string, number> | null = null;
  #exposure: { readonly present: ItemExposure; readonly ofModel: ItemExposure } | null = null;

  /** @param sameData the model was trained on the imported data of `index`, with what was put until then. */
  constructor(
    private readonly stored: StoredModel,
    private readonly index: DataIndex,
    private readonly sameData: boolean,
    readonly model: Model,
    keptScores?: KeptScores,
  ) {
    this.keptScores = keptScores ?? new KeptScores(this.model.nItems);
    this.#nUsers = stored.header.nUsers;
    const { userIds, itemIds } = index.tables;
    if (sameData && (this.#nUsers > userIds.length || this.model.nItems > itemIds.length))
      throw unreadable(stored, { items: this.model.nItems, wanted: itemIds.length });
    this.#modelUserIds = sameData ? null : idsOf(stored, 'users');
    this.#toData = sameData ? null : Int32Array.from(idsOf(stored, 'items'), (id) => index.itemIdx(id));
    this.#toModel = this.#toData && new Int32Array(index.tables.itemIds.length).fill(-1);
    this.#toData?.forEach((item, modelItem) => {
      if (item >= 0 && this.#toModel) this.#toModel[item] = modelItem;
    });
  }

  /** The same model over data in which something was put since. */
  withIndex(index: DataIndex): ServedModel {
    return new ServedModel(this.stored, index, this.sameData, this.model, this.keptScores);
  }

  /** The same counts under another discount. @throws AppError INVALID_INPUT for a recipe that has none, or beyond 0 … 1. */
  withDiscount(factor: number): ServedModel {
    const { model } = this;
    if (!can(model, 'discounts') || !(factor >= 0 && factor <= 1))
      throw new AppError('INVALID_INPUT', { field: 'popularityDiscountFactor', value: factor });
    return new ServedModel(this.stored, this.index, this.sameData, model.withDiscount(factor));
  }

  /** The user's whole history as the model counts items, and what a request says of its moment; what it does not know is left out. */
  query(userId: string, context?: RequestContext): UserQuery {
    const { itemIdx, timestampSec, eventType } = this.index.tables.interactions;
    const rows = this.index
      .rowsOf(this.index.userIdx(userId))
      .filter((row) => this.modelItem(itemIdx[row]) >= 0);
    if (drawsSeconds(this.stored)) drawSeconds(rows, this.index.tables, userId, this.stored.header.seed);
    const query = {
      userIdx: this.#userIdx(userId),
      items: new Int32Array(rows.length),
      timestampSec: new Float64Array(rows.length),
      // Codes count the types of their own data.
      ...(this.#toModel === null && { eventType: new Uint16Array(rows.length) }),
      ...(context && { context }),
    };
    for (let k = 0; k < rows.length; k++) {
      query.items[k] = this.modelItem(itemIdx[rows[k]]);
      query.timestampSec[k] = timestampSec[rows[k]];
      if (query.eventType !== undefined) query.eventType[k] = eventType[rows[k]];
    }
    return askedAt(query, this.index.newestSec);
  }

  /** Values by model item, put in the order of the present items; `missing` for those the model does not know. */
  byPresentItem(values: Float64Array, missing: number): Float64Array {
    if (this.#toModel !== null) {
      return Float64Array.from(this.#toModel, (modelItem) => (modelItem < 0 ? missing : values[modelItem]));
    }
    const nItems = this.index.tables.itemIds.length;
    return values.length === nItems ? values : lengthened(values, nItems, missing);
  }

  /** What exploration must know, by the model's items; what is gone from the data is not explored. */
  exposureOf(present: ItemExposure): ItemExposure {
    if (this.#exposure?.present !== present)
      this.#exposure = { present, ofModel: this.#exposureByModel(present) };
    return this.#exposure.ofModel;
  }

  #exposureByModel(present: ItemExposure): ItemExposure {
    const { nItems } = this.model;
    const exposure = {
      ageSec: new Float64Array(nItems).fill(NaN),
      interactions: new Int32Array(nItems),
      impressions: new Int32Array(nItems),
    };
    for (let i = 0; i < nItems; i++) {
      const item = this.presentItem(i);
      if (item < 0) continue;
      exposure.ageSec[i] = present.ageSec[item];
      exposure.interactions[i] = present.interactions[item];
      exposure.impressions[i] = present.impressions[item];
    }
    return exposure;
  }

  /** The number that an item of the model has in the present data; −1: gone. */
  presentItem(modelItem: number): number {
    return this.#toData === null ? modelItem : this.#toData[modelItem];
  }

  /** The number that the model has for a present item; −1: it does not know it. */
  modelItem(presentItem: number): number {
    if (this.#toModel !== null) return this.#toModel[presentItem];
    return presentItem < this.model.nItems ? presentItem : -1;
  }

  /** The number that the model has for an item given by id; −1: it does not know it. */
  modelItemOf(itemId: string): number {
    const item = this.index.itemIdx(itemId);
    return item < 0 ? -1 : this.modelItem(item);
  }

  /** Users that the model knows. */
  get nUsers(): number {
    return this.#nUsers;
  }

  /** Values by the model's users, put in the order of the present users; `missing` for those it does not know. */
  byPresentUser(values: Float64Array, missing: number): Float64Array {
    const { userIds } = this.index.tables;
    if (this.#modelUserIds === null) {
      return values.length === userIds.length ? values : lengthened(values, userIds.length, missing);
    }
    return Float64Array.from(userIds, (id) => {
      const user = this.#userIdx(id);
      return user < 0 ? missing : values[user];
    });
  }

  #userIdx(userId: string): number {
    if (this.#modelUserIds === null) {
      const user = this.index.userIdx(userId);
      return user < this.#nUsers ? user : -1;
    }
    this.#modelUsers ??= new Map(this.#modelUserIds.map((id, userIdx) => [id, userIdx]));
    return this.#modelUsers.get(userId) ?? -1;
  }
}

function lengthened(values: Float64Array, length: number, missing: number): Float64Array {
  const longer = new Float64Array(length).fill(missing);
  longer.set(values);
  return longer;
}
