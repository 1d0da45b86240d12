/** What a process that trained a recipe says of it. */
export interface RecipeOutcome {
  readonly rows: number;
  readonly seconds: number;
  readonly epochs: { readonly done: number; readonly all: number };
  /** The most the process grew by over its idle self, and what it was given and made; null where nobody can tell. */
  readonly bytes: { readonly growth: number; readonly columns: number; readonly model: number } | null;
  /** Milliseconds a list takes. */
  readonly requests: { readonly p50: number; readonly p99: number } | null;
  /** Milliseconds of the processor that a list takes of those that recipes are measured by; null where nobody can tell. */
  readonly measured: { readonly oneByOne: number; readonly inBatches: number } | null;
  readonly batch: readonly { readonly workers: number; readonly usersASecond: number }[];
}
