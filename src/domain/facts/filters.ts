/** What a filter chooses from. */
export type FilterTarget = 'ItemID' | 'UserID' | 'ActionID';

/** What is wrong with the text of a filter expression. */
export interface ExpressionFacts {
  F01: { reason: 'empty' } | { reason: 'long'; length: number; limit: number };
  F02: { reason: 'string-open' | 'symbol' | 'unexpected'; found: string; expected: readonly string[] };
  F03:
    | { reason: 'unknown'; dataset: string; near: readonly string[] }
    | { reason: 'not-in-group'; dataset: string };
  F04: { dataset: string; field: string; fields: readonly string[]; near: readonly string[] };
  F05: { first: string; second: string };
  F06: { reason: 'dataset'; target: FilterTarget; dataset: string; field: string };
  F07:
    | { reason: 'text-compared'; field: string }
    | { reason: 'number-listed'; field: string; operators: readonly string[] }
    | { reason: 'number-quoted' | 'number-in-list'; field: string; value: string }
    | { reason: 'no-such-operator'; operator: string };
  F08: { dataset: string; field: string };
  F09: { dataset: string; field: string };
  F10: { reason: 'quoted' | 'not-in' | 'mixed'; parameter: string };
  F11: { field: string };
  F12: { reason: 'users' | 'or' | 'twice' } | { reason: 'dataset'; dataset: string; field: string };
  F13: { field: string };
  F14:
    | { reason: 'left' | 'if' | 'dataset' | 'parentheses'; field: string }
    | { reason: 'kind'; field: string; left: string };
  F15: { field: string };
  F16: { scope: 'filter' | 'group'; count: number; limit: number; fields: readonly string[] };
  F17: { target: string; first: string };
  F18: Record<never, never>;
}

/** What the data or a slip of the pen give reason to doubt about a filter. */
export interface DoubtFacts {
  UNKNOWN_LITERAL: { field: string; value: string; near: readonly string[] };
  COMMA_IN_EVENT_TYPE: { value: string };
  REMOVES_EVERYTHING: { target: FilterTarget };
}

/** Where a fault stands in the text, from 1. */
export interface TextPlace {
  position: number;
  line: number;
  column: number;
}

type LocatedFacts = { [Code in keyof ExpressionFacts]: ExpressionFacts[Code] & TextPlace };

/** Faults of filters (F) and of requests that use one (R). */
export interface FilterFacts extends LocatedFacts {
  F19: { reason: 'missing' | 'long' | 'malformed' | 'taken' | 'too-many'; name: string; length: number };
  R01: { parameter: string };
  R02: { parameter: string; parameters: readonly string[] };
  R03: { parameter: string; value: string } & (
    | { reason: 'malformed'; position: number }
    | { reason: 'several'; count: number }
    | { reason: 'not-a-number' | 'star' }
  );
  R04: Record<string, never>;
  R05: Record<string, never>;
  R06:
    | { reason: 'count'; count: number; limit: number }
    | { reason: 'name' | 'value'; parameter: string; length: number; limit: number };
  /** `status` null: there is none; `unfit`: it no longer fits the schemas, for `fault`. */
  R07:
    | { reason: 'target'; target: FilterTarget; wanted: FilterTarget }
    | { reason: 'missing'; status: string | null }
    | { reason: 'unfit'; status: 'unfit'; fault: string };
}
