import type { Column } from './columns';

/**
 * What recipes learn from: every user's events in order of (timestamp, row), as one CSR.
 * User u owns positions userPtr[u] … userPtr[u + 1]. Read only for everybody who is handed one.
 */
export interface Histories {
  readonly nUsers: number;
  readonly nItems: number;
  readonly userPtr: Int32Array;
  readonly items: Int32Array;
  readonly timestampSec: Float64Array;
  readonly eventType: Uint16Array;
  /**
   * How much each row counts, in (0, 1] and by position like `items`; null = every row counts 1. Only ratios mean
   * anything: the events configuration scales them so that its heaviest event counts 1 (rows taken out later may
   * leave less than that). Rows that count nothing are not among the histories.
   */
  readonly rowWeight: Float32Array | null;
}

/** Histories plus the metadata a recipe may use, aligned to dense indices (row i describes item or user i). */
export interface TrainingData extends Histories {
  /** Position of each item when all ids are sorted ascending by code unit: the tie-break of every ranking. */
  readonly itemRank: Int32Array;
  readonly itemColumns: readonly Column[];
  readonly userColumns: readonly Column[];
}

/** One user as seen at request time: bulk history plus events since, oldest first. */
export interface UserQuery {
  /** Dense index, or −1 for a user training never saw. */
  readonly userIdx: number;
  readonly items: Int32Array;
  readonly timestampSec: Float64Array;
  /** Event types in the codes of training; absent where nobody tells them. */
  readonly eventType?: Uint16Array;
}
