import type { DatasetType } from '../../../domain/schema';
import { PUT_INTO, type TrackedBatch, type TrackedEvent } from '../../../domain/tracking';

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
    return this.#batches.filter(({ kind }, i) => i >= (forgotten[PUT_INTO[kind]] ?? 0));
  }

  /** What of a batch is new: a repeated id counts once, and so does an event that agrees in everything else. */
  fresh(batch: TrackedBatch): TrackedBatch {
    if (!('events' in batch)) return batch;
    const { kind } = batch;
    const ids = new Set<string>();
    const rows = new Set<string>();
    const events = batch.events.filter((event) => {
      const row = rowOf(kind, event);
      if (this.#ids.has(event.eventId) || ids.has(event.eventId)) return false;
      if (this.#rows.has(row) || rows.has(row)) return false;
      ids.add(event.eventId);
      rows.add(row);
      return true;
    });
    return { kind, events };
  }

  add(batch: TrackedBatch): void {
    this.#batches.push(batch);
    if (!('events' in batch)) return;
    for (const event of batch.events) {
      this.#ids.add(event.eventId);
      this.#rows.add(rowOf(batch.kind, event));
    }
  }
}

function rowOf(
  kind: TrackedBatch['kind'],
  { userId, sessionId, itemId, eventType, timestampSec, cells }: TrackedEvent,
): string {
  return JSON.stringify([kind, userId ?? sessionId, itemId, eventType, timestampSec, cells]);
}
