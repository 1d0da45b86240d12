import type { UserQuery } from '../../domain/histories';
import type { BasketKernel, BasketQuery } from '../../kernels/basket-kernel';
import { ContextKernel, type ContextKernelShape, type RowIndex } from '../../kernels/context-kernel';
import type { AskingHistory, Moments } from './moments';

/** One moment to answer for: a history, and which training rows are the asker's own (equal = none). */
export interface Asking extends AskingHistory {
  /** As it was asked. */
  readonly query: UserQuery;
  readonly ownFrom: number;
  readonly ownTo: number;
}

/** A history as it asks, among the moments of a training: those of the asker are left out. */
export function askingOf(
  query: UserQuery,
  history: AskingHistory,
  { userPtr, nUsers }: Pick<Moments, 'userPtr' | 'nUsers'>,
): Asking {
  const known = query.userIdx >= 0 && query.userIdx < nUsers;
  const [ownFrom, ownTo] = known ? [userPtr[query.userIdx], userPtr[query.userIdx + 1]] : [0, 0];
  return { ...history, query, ownFrom, ownTo };
}

/** A part of the ensemble that gives every item a number ≥ 0: how strongly this history speaks for it. */
export interface Evidence {
  /** Added before the logarithm: the evidence of an item that nothing speaks for. */
  readonly floor: number;
  score(asking: Asking, out: Float64Array): void;
  /** The same bits for several at once, where that takes less than one after the other. */
  scoreEach?(askings: readonly Asking[], outs: readonly Float64Array[]): void;
  /**
   * How the evidence for one item divides over the items of the history: values that add up to it, of either sign;
   * null when it is one pattern that does not divide.
   */
  shares(asking: Asking, item: number): ReadonlyMap<number, number> | null;
}

/** Asks a part for several moments, together where it can. */
export function scoreEach(part: Evidence, askings: readonly Asking[], outs: readonly Float64Array[]): void {
  if (part.scoreEach !== undefined) part.scoreEach(askings, outs);
  else askings.forEach((asking, a) => part.score(asking, outs[a]));
}

/** What followed the moments that resemble the asking one. */
export class KernelEvidence implements Evidence {
  readonly floor = 1e-4;
  private readonly kernel: ContextKernel;

  constructor(index: RowIndex, shape: ContextKernelShape) {
    this.kernel = new ContextKernel(index, shape);
  }

  score(asking: Asking, out: Float64Array): void {
    this.kernel.score(asking, out);
  }

  scoreEach(askings: readonly Asking[], outs: readonly Float64Array[]): void {
    this.kernel.scoreEach(askings, outs);
  }

  shares(asking: Asking, item: number): ReadonlyMap<number, number> {
    return this.kernel.shares(asking, item);
  }
}

/** What lies beside the items of the newest second, in whatever baskets resemble it. */
export class BasketEvidence implements Evidence {
  readonly floor = 1e-4;

  constructor(private readonly kernel: BasketKernel) {}

  score(asking: Asking, out: Float64Array): void {
    this.kernel.score(basketOf(asking), out);
  }

  shares(asking: Asking, item: number): ReadonlyMap<number, number> {
    return this.kernel.shares(basketOf(asking), item);
  }
}

function basketOf({ fresh, ownFrom, ownTo }: Asking): BasketQuery {
  return { basket: Int32Array.from(fresh.keys()), ownFrom, ownTo };
}
