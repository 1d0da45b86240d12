import type { ErrorRecord } from './errors';
import type { DoubtFacts, ExpressionFacts, FilterTarget, TextPlace } from './facts/filters';

/** A change of an expression's text: what stands from `start` to `end` becomes `text`. */
export interface FilterFix {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface FindingFacts extends ExpressionFacts, DoubtFacts {}

/** One finding about an expression, and where it stands. Offsets count UTF-16 units from 0, places from 1. */
export type FoundInText<Code extends keyof FindingFacts = keyof FindingFacts> = Code extends Code
  ? Readonly<TextPlace> & {
      readonly code: Code;
      readonly details: Readonly<FindingFacts[Code]>;
      readonly start: number;
      readonly end: number;
    }
  : never;

/** With changes that would take it away, the likeliest first. */
export type FilterFinding = FoundInText & { readonly fixes: readonly FilterFix[] };

/** A request that a filter is tried on. */
export interface FilterTrial {
  /** null: none is named. */
  readonly userId: string | null;
  /** The item of a request for related items; null: it is not one. */
  readonly itemId: string | null;
  /** As in the API's `filterValues`. */
  readonly values: { readonly [parameter: string]: string };
  /** Items (users for a UserID filter) of which to say whether they stay. */
  readonly ids: readonly string[];
}

/** What a piece of a filter leaves after all pieces before it; which piece is told by places in the syntax. */
export interface FilterStepCount {
  readonly expressions: readonly number[];
  /** One side of OR, or all. */
  readonly conjunction: number | null;
  /** One condition of that side, or all. */
  readonly condition: number | null;
  /** Whether it counts for the request: an IF that does not hold does not, nor an EXCLUDE without its value. */
  readonly applies: boolean;
  readonly remaining: number;
}

/** What can be said of a filter expression on the data at hand. */
export interface FilterCheck {
  /** The first fault; null when the expression is one. */
  readonly error: FilterFinding | null;
  readonly warnings: readonly FilterFinding[];
  readonly target: FilterTarget | null;
  readonly parameters: readonly string[];
  /** Whether a request with this filter has to name a user, or an item. */
  readonly needsUser: boolean;
  readonly needsItem: boolean;
  /** Items put since the newest training: no list has them before the next one, so they are not counted. */
  readonly untrained: number;
  /** Items or users there are, and how many pass; null where the request tried would be refused. */
  readonly total: number;
  readonly remaining: number | null;
  /** Why the request tried would be refused: R01 … R06. */
  readonly refused: ErrorRecord | null;
  /** Down to `remaining`, in the order of the text; empty where it is null. */
  readonly steps: readonly FilterStepCount[];
  /** Of each id asked about: the step that took it (null: it stays), and whether there is such an id. */
  readonly verdicts: readonly {
    readonly id: string;
    readonly known: boolean;
    readonly takenBy: number | null;
  }[];
}

/** One way to go on at the caret. */
export interface FilterProposal {
  readonly kind: 'word' | 'dataset' | 'field' | 'parameter' | 'value' | 'number';
  readonly label: string;
  /** What is written in place of the span, with the space that it needs. */
  readonly insert: string;
  /** How many items, users or events hold a value, or how many values a text field has. */
  readonly count: number | null;
  /** What an id is called. */
  readonly title: string | null;
  /** Least and greatest of a number field. */
  readonly range: readonly [number, number] | null;
  /** Which point of its field a number is: least, quarter, middle, three quarters, greatest. */
  readonly point: 0 | 1 | 2 | 3 | 4 | null;
}

export interface FilterProposals {
  readonly start: number;
  readonly end: number;
  /** What is typed of it. */
  readonly begun: string;
  /** The field whose values are offered, such as `Items.GENRES`. */
  readonly valuesOf: string | null;
  readonly proposals: readonly FilterProposal[];
  /** Values that fit and are not listed, for their number. */
  readonly more: number;
}

/** The fault, and what else was found. */
export function findingsOf({ error, warnings }: FilterCheck): readonly FilterFinding[] {
  return [...(error ? [error] : []), ...warnings];
}
