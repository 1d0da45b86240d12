import { NO_EVENT_TYPE, type InteractionTable } from '../domain/columns';
import { rowsByKey, type RowsByKey } from '../domain/rows-by-key';

/** How many events per user and event type a filter looks at, newest first. */
export const defaultWindow = 100;

/** The events of a filter's window: item and folded event type (−1 without one) of each, in no given order. */
export interface Window {
  readonly items: Int32Array;
  readonly types: Int32Array;
}

const nothing: Window = { items: new Int32Array(0), types: new Int32Array(0) };

/** Interactions by user, for the window rule. Event types that differ only in case are one type. */
export class EventHistory {
  /** Folded (lower case) event type names. */
  readonly types: readonly string[];
  /** Event type code → index into `types`. */
  readonly #folded: Int32Array;
  /** Made when first needed. */
  #byUser: RowsByKey | null = null;

  constructor(
    private readonly table: InteractionTable,
    private readonly nUsers: number,
  ) {
    const types = new Map<string, number>();
    this.#folded = Int32Array.from(table.eventTypes, (name) => {
      const folded = name.toLowerCase();
      const index = types.get(folded) ?? types.size;
      types.set(folded, index);
      return index;
    });
    this.types = [...types.keys()];
  }

  /**
   * The `limit` newest events of each type of one user; newest = greater timestamp, ties to the later row.
   * An unknown user (−1) has none. O(events of the user), times their logarithm when there are more than `limit`.
   */
  window(userIdx: number, limit: number): Window {
    if (userIdx < 0 || userIdx >= this.nUsers) return nothing;
    this.#byUser ??= rowsByKey(this.table.userIdx, this.nUsers);
    const { starts, rows: all } = this.#byUser;
    let rows: Int32Array = all.subarray(starts[userIdx], starts[userIdx + 1]);
    if (rows.length > limit) rows = this.#newest(rows, limit);
    const items = new Int32Array(rows.length);
    const types = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      items[i] = this.table.itemIdx[rows[i]];
      types[i] = this.#type(rows[i]);
    }
    return { items, types };
  }

  #newest(rows: Int32Array, limit: number): Int32Array {
    const { timestampSec } = this.table;
    const left = new Int32Array(this.types.length + 1).fill(limit);
    return rows
      .slice()
      .sort((a, b) => timestampSec[b] - timestampSec[a] || b - a)
      .filter((row) => left[this.#type(row) + 1]-- > 0);
  }

  #type(row: number): number {
    const code = this.table.eventType[row];
    return code === NO_EVENT_TYPE ? -1 : this.#folded[code];
  }
}
