import type { JsonObject } from '../../domain/errors';
import type { StoredModel } from '../../domain/model';
import type { NumberArray } from '../../domain/ports';
import {
  indicesBelow,
  LEARNED32,
  LEARNED64,
  readArray,
  readNumber,
  readOffsets,
  readSize,
} from '../stored-arrays';
import { type Encoder, type FeatureRows, encodersAsJson, readEncoders } from './features';

/** What a model keeps of metadata: the features of items and users, and a learned row for each. */
export interface DescribedParts {
  readonly itemEncoders: readonly Encoder[];
  readonly items: FeatureRows;
  /** Features × (width + 1). */
  readonly itemTable: Float32Array;
  readonly userEncoders: readonly Encoder[];
  readonly users: FeatureRows;
  /** Features × width; empty without user metadata. */
  readonly userTable: Float32Array;
  /** Event types × width; empty where events have none. */
  readonly context: Float32Array;
  /** Whether the popular list of somebody without events is shifted by their metadata. */
  readonly shiftsColdLists: boolean;
}

export function describedArrays(parts: DescribedParts): Record<string, NumberArray> {
  const { items, itemTable, users, userTable, context } = parts;
  return {
    itemPtr: items.ptr,
    itemFeatures: items.indices,
    itemValues: items.values,
    itemTable,
    userPtr: users.ptr,
    userFeatures: users.indices,
    userValues: users.values,
    userTable,
    context,
  };
}

export function describedConfig(parts: DescribedParts): JsonObject {
  return {
    itemFeatures: parts.items.nFeatures,
    userFeatures: parts.users.nFeatures,
    eventTypes: parts.context.length,
    shiftsColdLists: parts.shiftsColdLists ? 1 : 0,
    itemEncoders: encodersAsJson(parts.itemEncoders),
    userEncoders: encodersAsJson(parts.userEncoders),
  };
}

/** @throws AppError MODEL_UNREADABLE when something is missing. */
export function readDescribed(stored: StoredModel, width: number): DescribedParts {
  const rows = (name: string, n: number): FeatureRows => {
    const ptr = readOffsets(stored, `${name}Ptr`, n);
    const nFeatures = readSize(stored, `${name}Features`);
    return {
      nFeatures,
      ptr,
      indices: readArray(stored, `${name}Features`, indicesBelow(nFeatures), ptr[n]),
      values: readArray(stored, `${name}Values`, LEARNED64, ptr[n]),
    };
  };
  const items = rows('item', stored.header.nItems);
  const users = rows('user', stored.header.nUsers);
  return {
    itemEncoders: readEncoders(stored, 'itemEncoders'),
    userEncoders: readEncoders(stored, 'userEncoders'),
    items,
    itemTable: readArray(stored, 'itemTable', LEARNED32, items.nFeatures * (width + 1)),
    users,
    userTable: readArray(stored, 'userTable', LEARNED32, users.nFeatures * width),
    context: readArray(stored, 'context', LEARNED32, readSize(stored, 'eventTypes')),
    shiftsColdLists: readNumber(stored, 'shiftsColdLists') === 1,
  };
}
