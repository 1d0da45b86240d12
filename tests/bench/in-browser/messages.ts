import type { Figure } from '../figures/figure';

/** What a page asks of the benchmark worker. */
export interface BenchOrder {
  readonly quick: boolean;
  /** Sections, kernels or recipes; null = all. */
  readonly only: readonly string[] | null;
}

/** What comes back, one after the other. */
export type BenchNews =
  | { readonly kind: 'figure'; readonly figure: Figure }
  /** A training begins or ends, of this name. */
  | { readonly kind: 'training'; readonly name: string | null }
  | { readonly kind: 'end'; readonly failure: string | null };
