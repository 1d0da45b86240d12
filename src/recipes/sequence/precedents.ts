import type { UserQuery } from '../../domain/histories';
import { buildRowIndex, type ContextKernelShape } from '../../kernels/context-kernel';
import { log, takeLogs } from '../../kernels/math';
import { type Asking, askingOf, type Evidence, KernelEvidence, scoreEach } from '../moments/evidence';
import { densityOf, kernelsFor, reachFor } from '../moments/kernel-shapes';
import { shareLift } from '../moments/lift';
import { countsOf, type Moments, readHistory } from '../moments/moments';
import type { Sequences } from './sequences';

/** How moments that resemble the one in hand are found. */
export interface PrecedentsPlan {
  readonly kernel: ContextKernelShape;
  /** Newest rows by which an item is found, at most. */
  readonly reach: number;
}

/**
 * From counts alone: the ensemble's first kernel, beside which further ones bring little for what they cost.
 *
 * @param recency whether what is older counts less.
 */
export function precedentsPlan(moments: Moments, recency: boolean): PrecedentsPlan {
  const used = countsOf(moments).filter((count) => count > 0).length;
  const density = densityOf(moments.items.length, used);
  return { kernel: kernelsFor(density, recency)[0], reach: reachFor(density) };
}

/**
 * What followed the moments of the data that resemble the one in hand: what a network has read and cannot keep in its
 * weights is looked up (as nearest neighbours beside a language model, arXiv:1911.00172). Keeps the moments; one
 * instance answers one call at a time.
 */
export class Precedents {
  /** What is said of an item that nothing speaks for: the least, a logarithm. */
  readonly least: number;
  /** By item: 1 where it is in the moments at all. */
  readonly isTouched: Uint8Array;
  private readonly evidence: Evidence;

  constructor(
    readonly moments: Moments,
    readonly plan: PrecedentsPlan,
  ) {
    const index = buildRowIndex(moments, moments.nItems, plan.reach);
    this.evidence = new KernelEvidence(index, plan.kernel);
    this.least = log(this.evidence.floor);
    this.isTouched = Uint8Array.from(index.itemCounts, (count) => (count > 0 ? 1 : 0));
  }

  /** ln of what is said of each item. @param outs one for each query; length nItems. */
  ask(queries: readonly UserQuery[], outs: readonly Float64Array[]): void {
    scoreEach(
      this.evidence,
      queries.map((query) => this.asking(query)),
      outs,
    );
    for (const out of outs) takeLogs(out, this.evidence.floor);
  }

  /** By how much each item of the history raises what is said of one item above the least. */
  lifts(query: UserQuery, item: number): ReadonlyMap<number, number> {
    const lifts = new Map<number, number>();
    const shares = this.evidence.shares(this.asking(query), item) ?? new Map<number, number>();
    shareLift(shares, this.evidence.floor, (held, lift) => lifts.set(held, lift));
    return lifts;
  }

  private asking(query: UserQuery): Asking {
    return askingOf(query, readHistory(query.items, query.timestampSec), this.moments);
  }
}

/** The moments that sequences are of, without all others. */
export function momentsWithin({ moments, from, to }: Sequences): Moments {
  const { nUsers, userPtr, items, timestampSec, rowWeight } = moments;
  const ptr = new Int32Array(nUsers + 1);
  for (let u = 0; u < nUsers; u++) ptr[u + 1] = ptr[u] + to[u] - from[u];
  if (ptr[nUsers] === userPtr[nUsers]) return moments;
  const kept = new Int32Array(ptr[nUsers]);
  for (let u = 0, n = 0; u < nUsers; u++) for (let p = from[u]; p < to[u]; p++) kept[n++] = p;
  return {
    ...moments,
    userPtr: ptr,
    items: kept.map((p) => items[p]),
    timestampSec: Float64Array.from(kept, (p) => timestampSec[p]),
    rowWeight: rowWeight && Float32Array.from(kept, (p) => rowWeight[p]),
  };
}
