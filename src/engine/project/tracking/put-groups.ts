import type { TrackedBatch, TrackedEvent } from '../../../domain/tracking';

/** The most events that are stored together. */
const MOST = 1000;

type EventBatch = Extract<TrackedBatch, { readonly events: unknown }>;
interface Group {
  readonly kind: EventBatch['kind'];
  readonly events: TrackedEvent[];
  stored: Promise<TrackedBatch>;
}

/**
 * Puts batches so that events of calls that come while another is being stored are taken together: one write keeps them
 * all, in the order of the calls. Each call hears what of its own was new, or what kept the write from being stored.
 *
 * @param store stores what `take` gives when its turn has come, and returns what of it was new.
 */
export function inGroups(
  store: (take: () => TrackedBatch) => Promise<TrackedBatch>,
): (batch: TrackedBatch) => Promise<TrackedBatch> {
  const groups = new PutGroups(store);
  return (batch) => groups.put(batch);
}

class PutGroups {
  /** The newest, as long as it waits for its turn. */
  #waiting: Group | null = null;

  constructor(private readonly store: (take: () => TrackedBatch) => Promise<TrackedBatch>) {}

  async put(batch: TrackedBatch): Promise<TrackedBatch> {
    if (!('events' in batch)) {
      // What comes after it is not stored before it.
      this.#waiting = null;
      return this.store(() => batch);
    }
    const waiting = this.#waiting;
    const fits =
      waiting?.kind === batch.kind && waiting.events.length + batch.events.length <= MOST ? waiting : null;
    const group = fits ?? this.#begun(batch.kind);
    for (const event of batch.events) group.events.push(event);
    const stored = await group.stored;
    const isNew = new Set('events' in stored ? stored.events : []);
    return { kind: batch.kind, events: batch.events.filter((event) => isNew.has(event)) };
  }

  #begun(kind: EventBatch['kind']): Group {
    const end = (): void => {
      if (this.#waiting === group) this.#waiting = null;
    };
    const group: Group = { kind, events: [], stored: Promise.resolve({ kind, events: [] }) };
    this.#waiting = group;
    group.stored = this.store(() => {
      end();
      return { kind, events: group.events };
    }).finally(end);
    return group;
  }
}
