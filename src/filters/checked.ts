import type { Action, Target } from './ast';
import type { Comparison, Membership } from './operators';

/** Dataset a checked condition reads; CurrentUser means the Users row of the request's user. */
export type Subject = 'Items' | 'Interactions' | 'Users' | 'Actions' | 'Action_Interactions' | 'CurrentUser';

/** Events have one field that a filter may read, and a window. */
export function readsEvents(subject: Subject): boolean {
  return subject === 'Interactions' || subject === 'Action_Interactions';
}

export type CheckedTest =
  | { readonly kind: 'in'; readonly operator: Membership; readonly values: readonly string[] }
  | { readonly kind: 'in-parameter'; readonly operator: Membership; readonly parameter: string }
  /** Interactions.EVENT_TYPE IN ("*") */
  | { readonly kind: 'any'; readonly negated: boolean }
  /** A value list of the request's item, by its Items field. */
  | { readonly kind: 'in-item'; readonly operator: Membership; readonly field: string }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly value: number }
  | { readonly kind: 'compare-parameter'; readonly operator: Comparison; readonly parameter: string }
  | { readonly kind: 'compare-item'; readonly operator: Comparison; readonly field: string };

/** A condition whose names are the schema's own and whose test fits the field's type. */
export interface CheckedCondition {
  readonly subject: Subject;
  readonly field: string;
  readonly test: CheckedTest;
}

export interface CheckedExpression {
  readonly action: Action;
  /** OR of ANDs. */
  readonly where: readonly (readonly CheckedCondition[])[];
  /** All must hold, else the expression is treated as absent. */
  readonly when: readonly CheckedCondition[];
}

/** A filter that fits its schemas. Plain data: may be stored and sent. */
export interface CheckedFilter {
  readonly target: Target;
  readonly expressions: readonly CheckedExpression[];
  /** Distinct parameter names, in order of appearance. */
  readonly parameters: readonly string[];
  /** Distinct dataset fields (`Items.GENRES`), in order of appearance; counted against the limits. */
  readonly fields: readonly string[];
  /** Whether a request needs a userId (ItemID and ActionID filters on interactions or CurrentUser) or an itemId (CurrentItem). */
  readonly needsUser: boolean;
  readonly needsItem: boolean;
}
