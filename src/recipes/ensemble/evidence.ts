import type { UserQuery } from '../../domain/histories';
import { ContextKernel, type ContextKernelShape, type RowIndex } from '../../kernels/context-kernel';
import { log } from '../../kernels/math';
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
  /**
   * How the evidence for one item divides over the items of the history: values that add up to it, of either sign;
   * null when it is one pattern that does not divide.
   */
  shares(asking: Asking, item: number): ReadonlyMap<number, number> | null;
}

/** ln(evidence + floor) of every item, written to `out`. */
export function logEvidence(evidence: Evidence, asking: Asking, out: Float64Array): void {
  evidence.score(asking, out);
  const nothing = log(evidence.floor);
  for (let i = 0; i < out.length; i++) {
    out[i] = out[i] > 0 ? log(out[i] + evidence.floor) : nothing;
  }
}

/** Adds `weight` times the same to `out`; `scratch` is overwritten. */
export function addLogEvidence(
  evidence: Evidence,
  asking: Asking,
  weight: number,
  scratch: Float64Array,
  out: Float64Array,
): void {
  evidence.score(asking, scratch);
  const { floor } = evidence;
  const nothing = weight * log(floor);
  for (let i = 0; i < out.length; i++) {
    const found = scratch[i];
    out[i] += found > 0 ? weight * log(found + floor) : nothing;
  }
}

export class KernelEvidence implements Evidence {
  readonly floor = 1e-4;
  private readonly kernel: ContextKernel;

  constructor(index: RowIndex, shape: ContextKernelShape) {
    this.kernel = new ContextKernel(index, shape);
  }

  score(asking: Asking, out: Float64Array): void {
    this.kernel.score(asking.items, asking.ownFrom, asking.ownTo, out);
  }

  shares(asking: Asking, item: number): ReadonlyMap<number, number> {
    return this.kernel.shares(asking.items, asking.ownFrom, asking.ownTo, item);
  }
}
