import type { Comparison, Membership } from './operators';
import type { Span } from './tokens';

export type Action = 'INCLUDE' | 'EXCLUDE';
export type { FilterTarget as Target } from '../domain/facts/filters';

/** A word of the expression, as written, and where it stands. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}
/** `Items.GENRES`, `CurrentItem.PRICE`: names as written, not yet looked up. */
export interface Reference {
  readonly dataset: Name;
  readonly field: Name;
}

/** Anything that can stand in a list or right of a comparison, right or wrong. */
export type Operand =
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'parameter'; readonly name: string; readonly span: Span }
  | { readonly kind: 'star'; readonly span: Span }
  | { readonly kind: 'reference'; readonly reference: Reference; readonly span: Span };

export type Test =
  | { readonly kind: 'list'; readonly operator: Membership; readonly operands: readonly Operand[] }
  | { readonly kind: 'in'; readonly operator: Membership; readonly operand: Operand }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly operand: Operand };

export interface Condition {
  readonly subject: Reference;
  readonly test: Test;
  /** From the dataset's name to the end of the test. */
  readonly span: Span;
  /** Where the operator stands. */
  readonly operatorSpan: Span;
}

export interface Expression {
  readonly action: Action;
  readonly target: Name;
  /** OR of ANDs. */
  readonly where: readonly (readonly Condition[])[];
  /** The word IF, when there is one, and the conditions behind it. */
  readonly ifSpan: Span | null;
  readonly when: readonly Condition[];
}

/** What was written, before it is held against the schemas. */
export interface Syntax {
  readonly expressions: readonly Expression[];
}
