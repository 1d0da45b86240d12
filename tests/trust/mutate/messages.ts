/** What the process that runs tests and the one that leads it say to each other. */

/** What is known of the unchanged code. */
export interface Baseline {
  /** How many turns the loops under test take, by test; null where a test is left out, NaN where it fails by itself. */
  readonly turns: readonly (number | null)[];
  /** How long each test takes. */
  readonly testMs: readonly number[];
  readonly names: readonly string[];
  /** By mutant, tests by their index. */
  readonly reachedBy: readonly (readonly number[])[];
}

export interface Attempt {
  /** Index among all mutants of the folder. */
  readonly mutant: number;
  readonly name: string;
  readonly code: string;
  /** Tests to run, the quickest first. */
  readonly tests: readonly number[];
}

export type Request =
  | { readonly kind: 'look'; readonly positions: readonly number[]; readonly without: readonly string[] }
  | { readonly kind: 'try'; readonly attempts: readonly Attempt[]; readonly turns: Baseline['turns'] };

export type Outcome = 'killed' | 'survived' | 'invalid';

export type Report =
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'begun'; readonly mutant: number }
  | { readonly kind: 'tried'; readonly mutant: number; readonly outcome: Outcome; readonly by: number | null }
  /** Whether the unchanged code still passes, so that what was found before is to be believed. */
  | { readonly kind: 'done'; readonly clean: boolean };
