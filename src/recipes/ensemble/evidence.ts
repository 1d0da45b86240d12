import type { UserQuery } from '../../domain/histories';
import { ContextKernel, type ContextKernelShape, type RowIndex } from '../../kernels/context-kernel';
import { takeLogs } from '../../kernels/math';
import type { AskingHistory } from './moments';

/** One moment to answer for: a history, and which training rows are the asker's own (equal = none). */
export interface Asking extends AskingHistory {
  /** As it was asked. */
  readonly query: UserQuery;
  readonly ownFrom: number;
  readonly ownTo: number;
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

/** Asks for several moments, together where the part can. */
export function scoreEach(
  evidence: Evidence,
  askings: readonly Asking[],
  outs: readonly Float64Array[],
): void {
  if (evidence.scoreEach !== undefined) evidence.scoreEach(askings, outs);
  else askings.forEach((asking, a) => evidence.score(asking, outs[a]));
}

/** ln(evidence + floor) of every item, written to `out`. */
export function logEvidence(evidence: Evidence, asking: Asking, out: Float64Array): void {
  evidence.score(asking, out);
  takeLogs(out, evidence.floor);
}

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
