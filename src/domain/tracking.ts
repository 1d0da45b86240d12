import type { DatasetType } from './schema';

/** One event of a PutActionInteractions call, as the service takes it; `timestamp` in epoch seconds. */
export interface PutActionInteraction extends Pick<
  PutEvent,
  'eventId' | 'eventType' | 'properties' | 'recommendationId' | 'impression'
> {
  readonly actionId: string;
  readonly userId?: string;
  readonly sessionId: string;
  readonly timestamp: number | string;
}

/** One event of a PutEvents call, as the service takes it. */
export interface PutEvent {
  readonly eventId?: string;
  readonly eventType: string;
  readonly eventValue?: number;
  readonly itemId?: string;
  /** JSON text: an object of values by the schema's field names in lower camelCase. */
  readonly properties?: string;
  /** Epoch seconds. */
  readonly sentAt: number | string;
  readonly recommendationId?: string;
  /** Items that were shown with it. */
  readonly impression?: readonly string[];
  readonly metricAttribution?: { readonly eventAttributionSource: string };
}

export interface PutEventsRequest {
  readonly trackingId: string;
  readonly userId?: string;
  readonly sessionId: string;
  readonly eventList: readonly PutEvent[];
}

/** An item or a user of a PutItems or PutUsers call; `properties` as of an event. */
export interface PutEntity {
  readonly id: string;
  readonly properties?: string;
}

export type Cell = string | number | boolean | null;

/** A checked event as it is kept. */
export interface TrackedEvent {
  readonly eventId: string;
  /** Null while the visitor is anonymous: the session stands for the user. */
  readonly userId: string | null;
  readonly sessionId: string;
  /** Or the action. Null: an event about no item counts for nothing but reports. */
  readonly itemId: string | null;
  readonly eventType: string;
  readonly timestampSec: number;
  /** By schema field, for the columns of Interactions. */
  readonly cells: { readonly [field: string]: Cell };
  /** Explicit, or those of the recommendation that it names. */
  readonly impression: readonly string[];
  readonly recommendationId: string | null;
  readonly eventAttributionSource: string | null;
  /** The campaign or recommender whose list it names; absent where it names none that is known. */
  readonly recommendedBy?: string;
}

/** A list that was served: what an event that names it tells to have been shown, and whose doing that was. */
export interface ServedList {
  readonly recommendationId: string;
  /** The campaign or recommender that answered. */
  readonly source: string;
  readonly itemIds: readonly string[];
}

/** A list and the how-manieth of the project it is. */
export interface NumberedList extends ServedList {
  readonly number: number;
}

/** An item's or user's row, which replaces an earlier one as a whole. */
export interface TrackedEntity {
  readonly id: string;
  readonly cells: { readonly [field: string]: Cell };
}

/** What one call has put; kept in the order of the calls, and applied over the imported data in that order. */
export type TrackedBatch =
  | { readonly kind: 'events' | 'actionInteractions'; readonly events: readonly TrackedEvent[] }
  | { readonly kind: 'items' | 'users' | 'actions'; readonly entities: readonly TrackedEntity[] };

/** The dataset that each kind of batch is put into. */
export const PUT_INTO = {
  events: 'INTERACTIONS',
  items: 'ITEMS',
  users: 'USERS',
  actions: 'ACTIONS',
  actionInteractions: 'ACTION_INTERACTIONS',
} as const satisfies { readonly [kind in TrackedBatch['kind']]: DatasetType };
