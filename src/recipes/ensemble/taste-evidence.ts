import type { TaskArrays } from '../../domain/ports';
import { isObject, type Json } from '../../domain/json';
import { fitLocalRidge } from '../../kernels/local-ridge';
import { pow } from '../../kernels/math';
import { scaleOf, TasteKernel, tasteIndex, type TasteShape } from '../../kernels/taste-kernel';
import type { Asking, Evidence } from '../moments/evidence';
import { within } from '../moments/kernel-shapes';
import type { Moments, Untimed } from '../moments/moments';
import { distinctActive, distinctByPerson } from './used-items';

/** What is told of people whose rows have no order. */
export interface UnorderedShape {
  /** Null in models that have been taken away without anybody's history. */
  readonly taste: TasteShape | null;
  /** Items by which each one is foretold in a ridge of its own, and its penalty in mean diagonals. */
  readonly neighbours: number;
  readonly penalty: number;
}

/** The best come to 1: an answer beside which the twentieth part of that is little. */
const FLOOR = 0.05;
/** In the ridges each row counts (items of the person)^−BREADTH/2 · (people of the item)^−RARITY; an answer, (people)^RISE. */
const [RARITY, BREADTH, RISE] = [0.5, 0.75, 0.45];
/** Rows from which on people are drawn, evenly, for the ridges. */
const MOST_ROWS = 3_000_000;

/** What people had who are alike. */
export class TasteEvidence implements Evidence {
  readonly floor = FLOOR;
  private readonly kernel: TasteKernel;

  constructor(moments: Untimed, shape: TasteShape) {
    this.kernel = new TasteKernel(tasteIndex(distinctByPerson(moments)), shape);
  }

  score(asking: Asking, out: Float64Array): void {
    this.kernel.score(queryOf(asking), out);
  }

  shares(asking: Asking, item: number): ReadonlyMap<number, number> {
    return this.kernel.shares(queryOf(asking), item);
  }
}

function queryOf({ items, query, ownFrom, ownTo }: Asking): { items: Int32Array; own: number } {
  return { items: heldOf(items), own: ownTo > ownFrom ? query.userIdx : -1 };
}

function heldOf(items: Int32Array): Int32Array {
  return Int32Array.from(new Set(items)).sort();
}

/** The arrays of a plan's local ridges, by item asked about. @param range the items wanted; default: all. */
export function* fitLocalArrays(
  moments: Moments,
  { neighbours, penalty }: UnorderedShape,
  { from, to }: { readonly from: number; readonly to: number } = { from: 0, to: moments.nItems },
): Generator<number, TaskArrays> {
  const rows = distinctActive(moments, MOST_ROWS);
  const people = new Float64Array(rows.nCols);
  for (const item of rows.indices) people[item]++;
  const rarity = people.map((n) => pow(Math.max(1, n), -RARITY));
  for (let v = 0; v < rows.nRows; v++) {
    const breadth = pow(rows.indptr[v + 1] - rows.indptr[v], -BREADTH / 2);
    for (let e = rows.indptr[v]; e < rows.indptr[v + 1]; e++)
      rows.values[e] *= breadth * rarity[rows.indices[e]];
  }
  const fit = yield* fitLocalRidge(rows, neighbours, penalty, from, to);
  for (let j = from; j < to; j++) {
    const rise = pow(Math.max(1, people[j]), RISE);
    for (let e = fit.ptr[j - from]; e < fit.ptr[j - from + 1]; e++)
      fit.weights[e] *= rise * rarity[fit.neighbours[e]];
  }
  return { localPtr: fit.ptr, localItems: fit.neighbours, localWeights: fit.weights };
}

/** By item of the history what each speaks for, from pieces by item asked about, in their order. */
export function joinLocalArrays(pieces: readonly TaskArrays[], nItems: number): TaskArrays {
  const ptr = new Int32Array(nItems + 1);
  for (const { localItems } of pieces) for (const held of localItems) ptr[held + 1]++;
  for (let i = 0; i < nItems; i++) ptr[i + 1] += ptr[i];
  const next = ptr.slice();
  const items = new Int32Array(ptr[nItems]);
  const weights = new Float32Array(items.length);
  let item = 0;
  for (const { localPtr, localItems, localWeights } of pieces) {
    for (let j = 0; j + 1 < localPtr.length; j++, item++) {
      for (let e = localPtr[j]; e < localPtr[j + 1]; e++) {
        const at = next[localItems[e]]++;
        items[at] = item;
        weights[at] = localWeights[e];
      }
    }
  }
  return { localPtr: ptr, localItems: items, localWeights: weights };
}

/** What the items of a history foretell, each in ridges of few. */
export class LocalEvidence implements Evidence {
  readonly floor = FLOOR;
  private readonly ptr: Int32Array;
  private readonly items: Int32Array;
  private readonly weights: Float32Array;

  /** @param arrays what `joinLocalArrays` gave, among others. */
  constructor(
    private readonly nItems: number,
    arrays: TaskArrays,
  ) {
    this.ptr = arrays.localPtr as Int32Array;
    this.items = arrays.localItems as Int32Array;
    this.weights = arrays.localWeights as Float32Array;
  }

  score({ items }: Asking, out: Float64Array): void {
    const history = heldOf(items);
    const scale = this.addUp(history, out);
    for (let i = 0; i < out.length; i++) out[i] *= scale;
  }

  shares(asking: Asking, item: number): ReadonlyMap<number, number> {
    const { ptr, weights } = this;
    const shares = new Map<number, number>();
    const history = heldOf(asking.items);
    const scale = this.addUp(history, new Float64Array(this.nItems));
    if (history.includes(item)) return shares;
    for (const held of history)
      for (let e = ptr[held]; e < ptr[held + 1]; e++)
        if (this.items[e] === item) shares.set(held, scale * weights[e]);
    return shares;
  }

  /** @returns what all of it is multiplied by. */
  private addUp(history: Int32Array, out: Float64Array): number {
    const { ptr, items, weights } = this;
    out.fill(0);
    for (let h = 0; h < history.length; h++) {
      const to = ptr[history[h] + 1];
      for (let e = ptr[history[h]]; e < to; e++) out[items[e]] += weights[e];
    }
    return scaleOf(out, history);
  }
}

/** Whether a stored document is such a shape, and of numbers that one can reckon with. */
export function isUnorderedShape(document: Json): boolean {
  if (!isObject(document)) return false;
  const { taste, neighbours, penalty } = document;
  const isTaste =
    isObject(taste) &&
    [taste.rarity, taste.breadth, taste.fame].every((one) => within(one, 0, 3)) &&
    within(taste.power, 0.1, 10);
  return (taste === null || isTaste) && within(neighbours, 1, 1000) && within(penalty, 1e-9, 1e9);
}
