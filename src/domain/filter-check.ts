import type { ErrorCode, JsonObject } from './errors';

/** One finding about an expression: where it stands (offsets from 0, position from 1), and facts for the sentence. */
export interface FilterFinding {
  readonly code: ErrorCode | 'UNKNOWN_LITERAL' | 'COMMA_IN_EVENT_TYPE' | 'REMOVES_EVERYTHING';
  readonly start: number;
  readonly end: number;
  readonly position: number;
  readonly details: JsonObject;
}

/** What can be said of a filter expression on the data at hand. */
export interface FilterCheck {
  /** The first fault; null when the expression is one. */
  readonly error: FilterFinding | null;
  readonly warnings: readonly FilterFinding[];
  readonly target: 'ItemID' | 'UserID' | null;
  readonly parameters: readonly string[];
  /** Whether a request with this filter has to name a user. */
  readonly needsUser: boolean;
  /** Items or users there are, and how many pass; null where that depends on what a request says. */
  readonly total: number;
  readonly remaining: number | null;
}
