import { NO_EVENT_TYPE } from '../../domain/columns';
import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { fitFeatures } from './feature-fit';
import { encodersOf, featureRows, withIntercept, type Encoder, type FeatureRows } from './features';

/** Rows after which an item's own vector counts as much as what its features say of it, when learning begins. */
const SHRINK = 3;

/** What is known of items, users and events beside who took what when. */
export interface Descriptions {
  readonly itemEncoders: readonly Encoder[];
  readonly items: FeatureRows;
  readonly userEncoders: readonly Encoder[];
  readonly users: FeatureRows;
  /** Kinds of events, where there is more than one; else 0. */
  readonly eventTypes: number;
  /** 1 = known by its features alone, never by a row of its own. */
  readonly frozen: Uint8Array;
  readonly shiftsColdLists: boolean;
}

export function describe(data: TrainingData, frozen: Uint8Array | null): Descriptions {
  const itemEncoders = encodersOf(data.itemColumns);
  const userEncoders = encodersOf(data.userColumns);
  let eventTypes = 0;
  for (const code of data.eventType) if (code !== NO_EVENT_TYPE && code >= eventTypes) eventTypes = code + 1;
  return {
    itemEncoders,
    items: withIntercept(featureRows(itemEncoders, data.itemColumns, data.nItems)),
    userEncoders,
    users: featureRows(userEncoders, data.userColumns, data.nUsers),
    eventTypes: eventTypes > 1 ? eventTypes : 0,
    frozen: frozen ?? new Uint8Array(data.nItems),
    shiftsColdLists: frozen === null,
  };
}

export function userFeatureCount({ users }: Descriptions): number {
  return users.indices.length === 0 ? 0 : users.nFeatures;
}

/**
 * Shares what items begin with between their features and themselves: features take what they can tell (ridge), and
 * an item keeps of the rest the more, the more rows it has. `own` (items × width) is changed in place.
 */
export async function describedItems(
  { items, frozen }: Descriptions,
  own: Float64Array,
  width: number,
  counts: Int32Array,
  job: Job,
): Promise<{ rows: FeatureRows; table: Float64Array; frozen: Uint8Array }> {
  const share = Float64Array.from(counts, (count, i) => (frozen[i] === 1 ? 0 : count / (count + SHRINK)));
  const table = await fitFeatures(own, width, items, share, job);
  for (let item = 0; item < counts.length; item++) {
    for (let p = items.ptr[item]; p < items.ptr[item + 1]; p++) {
      const from = items.indices[p] * width;
      for (let d = 0; d < width; d++) own[item * width + d] -= items.values[p] * table[from + d];
    }
    const at = item * width;
    for (let d = 0; d < width - 1; d++) own[at + d] *= share[item];
    if (frozen[item] === 1) own[at + width - 1] = 0;
  }
  return { rows: items, table, frozen };
}
