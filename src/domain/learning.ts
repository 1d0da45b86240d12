import type { Arn } from './arn';

/** An item as people know it. */
export interface NamedItemRow {
  readonly itemId: string;
  readonly title: string | null;
}

/** One person's list after an epoch of the newest training, beside how it was after the epoch before. */
export interface EpochChange {
  /** The version that is, or was, trained; null before the first epoch of any. */
  readonly arn: Arn | null;
  readonly userId: string;
  /** 0: before all learning; a half: the epoch that ends with the next whole number is half done. */
  readonly epoch: number;
  /** The epoch that places are compared with; null where it is not kept, or there is none before. */
  readonly comparedWith: number | null;
  /** Epochs whose models are kept, ascending. */
  readonly kept: readonly number[];
  /** First places after the epoch; `rankBefore` is the place in the whole catalogue, null where nothing is compared. */
  readonly items: readonly (NamedItemRow & { readonly rankBefore: number | null })[];
  /** What the epoch took out of these places, with where it stands now. */
  readonly left: readonly (NamedItemRow & { readonly rank: number | null })[];
}

/** What one event did to the state of a recurrent network. */
export interface StateStep extends NamedItemRow {
  readonly timestampSec: number;
  /** The event begins a session: the user's state took in the session before. */
  readonly begins: boolean;
  /** Length of the change of the session's state, in units of the network (each number lies in −1 … 1). */
  readonly moved: number;
  /** Length of the change of the user's state where a session begins; null elsewhere. */
  readonly userMoved: number | null;
  /** What the network expects next. */
  readonly expected: NamedItemRow;
  /** Place of what really came next among all items; null after the newest event. */
  readonly nextRank: number | null;
}

/** A recurrent network's walk along the newest events of a person. */
export interface SessionTrace {
  readonly userId: string;
  readonly catalogueSize: number;
  /** Oldest first. */
  readonly steps: readonly StateStep[];
}
