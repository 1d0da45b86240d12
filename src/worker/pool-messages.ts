import type { TaskArrays, TaskParams } from '../domain/ports';

/** What the studio worker sends to a compute worker. */
export type ToWorker =
  /** Keeps arrays under a number, for all parts of one `map`. */
  | { readonly kind: 'inputs'; readonly id: number; readonly inputs: TaskArrays }
  | { readonly kind: 'run'; readonly id: number; readonly task: string; readonly params: TaskParams }
  | { readonly kind: 'forget'; readonly id: number };

/** What comes back, once for every `run`; before it, how far that is. */
export type FromWorker =
  | { readonly kind: 'at'; readonly share: number }
  | { readonly kind: 'done'; readonly outputs: TaskArrays }
  | { readonly kind: 'failed'; readonly reason: string };
