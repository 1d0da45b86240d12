import { NO_EVENT_TYPE, type InteractionTable } from '../domain/columns';

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
  /** CSR of row numbers by user, rows ascending; built when first needed, in O(rows). */
  #userPtr: Int32Array | null = null;
  #rows = new Int32Array(0);

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
    const userPtr = this.#index();
    let rows: Int32Array = this.#rows.subarray(userPtr[userIdx], userPtr[userIdx + 1]);
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

  #index(): Int32Array {
    if (this.#userPtr) return this.#userPtr;
    const { nRows, userIdx } = this.table;
    const userPtr = new Int32Array(this.nUsers + 1);
    for (let row = 0; row < nRows; row++) userPtr[userIdx[row] + 1]++;
    for (let user = 0; user < this.nUsers; user++) userPtr[user + 1] += userPtr[user];
    const next = userPtr.slice(0, this.nUsers);
    this.#rows = new Int32Array(nRows);
    for (let row = 0; row < nRows; row++) this.#rows[next[userIdx[row]]++] = row;
    this.#userPtr = userPtr;
    return userPtr;
  }
}
