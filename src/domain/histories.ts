import type { BooleanColumn, CodeColumn, Column, MultiColumn } from './columns';

/** A column of which a request may give a value as its context. */
export type EventColumn = CodeColumn | MultiColumn | BooleanColumn;

/** Values of metadata columns of the Interactions at the moment of a request, as text; several joined by `|`. */
export type RequestContext = { readonly [field: string]: string };

/**
 * What recipes learn from: every user's events by time, as one CSR.
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
  /** By position like `items`: the row of `TrainingData.eventColumns` that tells of this event; absent where none do. */
  readonly columnRow?: Int32Array;
  /**
   * Some second of somebody holds several rows, and their order was drawn: rows of one item at one second lie beside
   * each other and are one moment. Absent where rows come in the order of the file.
   */
  readonly drawnSeconds?: true;
}

/** What somebody did about an action, in the order of how much it says for it. */
export const ACTION_OUTCOMES = ['NOT_TAKEN', 'VIEWED', 'TAKEN'] as const;
export type ActionOutcome = (typeof ACTION_OUTCOMES)[number];

/** What an event type says about an action, by its place in `ACTION_OUTCOMES`; −1 for one that says nothing. */
export function outcomeOf(eventType: string): number {
  const plain = eventType
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
  return ACTION_OUTCOMES.findIndex((outcome) => outcome === plain);
}

/** What people did about actions, by time, as one CSR of people. */
export interface ActionHistories {
  readonly nActions: number;
  readonly userPtr: Int32Array;
  /** The user of the training data whose rows these are; −1 = somebody of whom no other data tell. */
  readonly users: Int32Array;
  readonly actions: Int32Array;
  readonly timestampSec: Float64Array;
  /** Places in `ACTION_OUTCOMES`. */
  readonly outcomes: Uint8Array;
  readonly actionColumns: readonly Column[];
  /** An action is scored from so many rows TAKEN, and as many others, on. */
  readonly scoredFrom: number;
}

/** Histories plus the metadata a recipe may use, aligned to dense indices (row i describes item or user i). */
export interface TrainingData extends Histories {
  /** Position of each item when all ids are sorted ascending by code unit: the tie-break of every ranking. */
  readonly itemRank: Int32Array;
  readonly itemColumns: readonly Column[];
  readonly userColumns: readonly Column[];
  /** Metadata columns of the single events: of these few kinds, by `columnRow`; absent where there are none. */
  readonly eventColumns?: readonly EventColumn[];
  /** Absent in a group without an Actions dataset. */
  readonly actionHistories?: ActionHistories;
}

/** One user as seen at request time: bulk history plus events since, oldest first. */
export interface UserQuery {
  /** Dense index, or −1 for a user training never saw. */
  readonly userIdx: number;
  readonly items: Int32Array;
  readonly timestampSec: Float64Array;
  /** Event types in the codes of training; absent where nobody tells them. */
  readonly eventType?: Uint16Array;
  /** What the request says of its moment; names of columns in any case. */
  readonly context?: RequestContext;
  /** Whether another visit begins with what comes next; absent = it may well belong to the newest one. */
  readonly returns?: boolean;
}
