import type { DatasetType } from '../../../domain/schema';
import type { TrackedBatch, TrackedEvent } from '../../../domain/tracking';

const DATASET_OF: { readonly [kind in TrackedBatch['kind']]: DatasetType } = {
  events: 'INTERACTIONS',
  items: 'ITEMS',
  users: 'USERS',
};

/** What was put over the imported data, in order, and which events are there already. */
export class EventLog {
  readonly #batches: TrackedBatch[] = [];
  readonly #ids = new Set<string>();
  readonly #rows = new Set<string>();

  constructor(batches: readonly TrackedBatch[]) {
    for (const batch of batches) this.add(batch);
  }

  get batches(): readonly TrackedBatch[] {
    return this.#batches;
  }

  /** Without the first batches of each dataset that was deleted meanwhile. */
  since(forgotten: { readonly [type in DatasetType]?: number }): readonly TrackedBatch[] {
    return this.#batches.filter(({ kind }, i) => i >= (forgotten[DATASET_OF[kind]] ?? 0));
  }

  /** What of a batch is new: a repeated id counts once, and so does an event that agrees in everything else. */
  fresh(batch: TrackedBatch): TrackedBatch {
    if (batch.kind !== 'events') return batch;
    const ids = new Set<string>();
    const rows = new Set<string>();
    const events = batch.events.filter((event) => {
      const row = rowOf(event);
      if (this.#ids.has(event.eventId) || ids.has(event.eventId)) return false;
      if (this.#rows.has(row) || rows.has(row)) return false;
      ids.add(event.eventId);
      rows.add(row);
      return true;
    });
    return { kind: 'events', events };
  }

  add(batch: TrackedBatch): void {
    this.#batches.push(batch);
    if (batch.kind !== 'events') return;
    for (const event of batch.events) {
      this.#ids.add(event.eventId);
      this.#rows.add(rowOf(event));
    }
  }
}

function rowOf({ userId, sessionId, itemId, eventType, timestampSec, cells }: TrackedEvent): string {
  return JSON.stringify([userId ?? sessionId, itemId, eventType, timestampSec, cells]);
}
