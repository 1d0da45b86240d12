import type { UserQuery } from '../../domain/histories';
import type { BasketKernel, BasketQuery } from '../../kernels/basket-kernel';
import { ContextKernel, type ContextKernelShape, type RowIndex } from '../../kernels/context-kernel';
import { ContextTrio, trioRowsLength, writeTrioRows } from '../../kernels/context-trio';
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
  /** Those with whom it shares its work, itself among them, where asking all takes less than one after the other. */
  readonly team?: Team;
}

/** Parts that answer together, with the same bits. */
export interface Team {
  readonly members: readonly Evidence[];
  /** @param outs by member, and by asking. */
  scoreEach(askings: readonly Asking[], outs: readonly (readonly Float64Array[])[]): void;
}

/** The parts in their order: those of a whole team, one after the other, as one group. */
export function* teamsOf(parts: readonly Evidence[]): Generator<readonly Evidence[]> {
  for (let p = 0; p < parts.length;) {
    const members = parts[p].team?.members ?? [];
    const isWhole = members.length > 0 && members.every((member, k) => member === parts[p + k]);
    const group = isWhole ? members : [parts[p]];
    yield group;
    p += group.length;
  }
}

/** Asks a group of `teamsOf` for several moments, together where it can. @param outs by part, and by asking. */
export function scoreEach(
  group: readonly Evidence[],
  askings: readonly Asking[],
  outs: readonly (readonly Float64Array[])[],
): void {
  const [first] = group;
  if (group.length > 1) first.team?.scoreEach(askings, outs);
  else if (first.scoreEach !== undefined) first.scoreEach(askings, outs[0]);
  else askings.forEach((asking, a) => first.score(asking, outs[0][a]));
}

class KernelEvidence implements Evidence {
  readonly floor = 1e-4;
  team?: Team;

  constructor(private readonly kernel: ContextKernel) {}

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

/**
 * Kernels over the same rows; the first three, where there are so many, as a team.
 *
 * @param trioRows what `writeTrioRows` has written for them, where somebody has.
 */
export function kernelEvidence(
  index: RowIndex,
  shapes: readonly ContextKernelShape[],
  trioRows?: Int32Array,
): Evidence[] {
  const kernels = shapes.map((shape) => new ContextKernel(index, shape));
  const parts = kernels.map((kernel) => new KernelEvidence(kernel));
  if (parts.length < 3) return parts;
  const [a, b, c] = kernels;
  const trio = new ContextTrio(index, [a, b, c], trioRows ?? trioRowsOf(index, shapes));
  const team: Team = {
    members: parts.slice(0, 3),
    scoreEach: (askings, outs) => trio.scoreEach(askings, outs),
  };
  for (const part of parts.slice(0, 3)) part.team = team;
  return parts;
}

/** @param into zeros, as many as `trioRowsLength` says. */
export function trioRowsOf(
  index: RowIndex,
  shapes: readonly ContextKernelShape[],
  into: Int32Array = new Int32Array(trioRowsLength(index.items.length)),
): Int32Array {
  const [a, b, c] = shapes.map((shape) => new ContextKernel(index, shape));
  writeTrioRows(index, [a, b, c], into);
  return into;
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
