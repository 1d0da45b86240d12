import type { NumberArray, TaskArrays } from '../../domain/ports';
import { type CosineBag, cosineBagShares, fitCosineBag, scoreCosineBag } from '../../kernels/cosine-bag';
import { easeShares, scoreEase } from '../../kernels/ease';
import type { Asking, Evidence } from '../moments/evidence';
import { byItem, HistoryBag } from './history-bag';
import { type Moments, newestMoments } from '../moments/moments';
import type { Plan } from './ensemble-plan';
import { activeRows } from './used-items';

/** Newest moments of a user that count in co-occurrence: someone with thousands says little of any pair. */
const BAG_MOMENTS = 300;

/** A dense matrix over some items, asked with a decayed bag of the history: a ridge, or EASE over items. */
export class MatrixEvidence implements Evidence {
  private readonly bag: HistoryBag;
  private readonly place: Int32Array;

  /** @param model row = item of the history, column = item asked about. */
  constructor(
    nItems: number,
    private readonly model: { readonly items: Int32Array; readonly weights: Float32Array },
    decay: number,
    readonly floor: number,
  ) {
    this.bag = new HistoryBag(nItems, decay);
    this.place = new Int32Array(nItems).fill(-1);
    model.items.forEach((item, at) => {
      this.place[item] = at;
    });
  }

  score({ items }: Asking, out: Float64Array): void {
    scoreEase(this.model, this.place, this.bag.of(items), out);
  }

  shares({ items }: Asking, item: number): ReadonlyMap<number, number> {
    const bag = this.bag.of(items);
    const shares = easeShares(this.model, this.place, bag, item);
    return byItem(bag, shares);
  }
}

/** The items that a piece of the co-occurrence is of. */
export interface ItemRange {
  readonly from: number;
  readonly to: number;
}

/** The arrays of a plan's co-occurrence, by the names they are stored under. @param range the items wanted; default: all. */
export function* fitBagArrays(
  moments: Moments,
  { bagNeighbours }: Plan,
  { from, to }: ItemRange = { from: 0, to: moments.nItems },
): Generator<number, Record<string, NumberArray>> {
  const userItems = activeRows(newestMoments(moments, BAG_MOMENTS));
  const { ptr, neighbours, weights } = yield* fitCosineBag(userItems, bagNeighbours, from, to);
  return { bagPtr: ptr, bagNeighbours: neighbours, bagWeights: weights };
}

/** All items in at most so many ranges, each about as much work: those that an item's people have beside it. */
export function rangesOfWork({ userPtr, items, nItems }: Moments, most: number): ItemRange[] {
  const work = new Float64Array(nItems);
  let left = 0;
  for (let u = 0; u + 1 < userPtr.length; u++) {
    const beside = Math.min(BAG_MOMENTS, userPtr[u + 1] - userPtr[u]);
    for (let p = userPtr[u + 1] - beside; p < userPtr[u + 1]; p++) work[items[p]] += beside;
    left += beside * beside;
  }
  const ranges: ItemRange[] = [];
  let from = 0;
  let own = 0;
  for (let i = 0; i < nItems; i++) {
    own += work[i];
    if (i < nItems - 1 && (ranges.length === most - 1 || own < left / (most - ranges.length))) continue;
    ranges.push({ from, to: i + 1 });
    from = i + 1;
    left -= own;
    own = 0;
  }
  return ranges;
}

/** The arrays of all items from those of the ranges that they are cut into, in their order. */
export function joinBagArrays(pieces: readonly TaskArrays[]): TaskArrays {
  if (pieces.length === 1) return pieces[0];
  const joined = <T extends Int32Array | Float32Array>(all: T, name: string): T => {
    let at = 0;
    for (const piece of pieces) {
      all.set(piece[name], at);
      at += piece[name].length;
    }
    return all;
  };
  const ptr = [0];
  for (const { bagPtr } of pieces) {
    const before = ptr[ptr.length - 1];
    for (let i = 1; i < bagPtr.length; i++) ptr.push(before + bagPtr[i]);
  }
  const n = ptr[ptr.length - 1];
  return {
    bagPtr: Int32Array.from(ptr),
    bagNeighbours: joined(new Int32Array(n), 'bagNeighbours'),
    bagWeights: joined(new Float32Array(n), 'bagWeights'),
  };
}

/** Co-occurrence asked with a decayed bag of the history. */
export class BagEvidence implements Evidence {
  readonly floor = 1e-4;
  private readonly bag: HistoryBag;
  private readonly model: CosineBag;

  /** @param arrays what `fitBagArrays` gave, among others. */
  constructor(nItems: number, decay: number, arrays: TaskArrays) {
    this.bag = new HistoryBag(nItems, decay);
    this.model = {
      ptr: arrays.bagPtr as Int32Array,
      neighbours: arrays.bagNeighbours as Int32Array,
      weights: arrays.bagWeights as Float32Array,
    };
  }

  score({ items }: Asking, out: Float64Array): void {
    scoreCosineBag(this.model, this.bag.of(items), out);
  }

  shares({ items }: Asking, item: number): ReadonlyMap<number, number> {
    const bag = this.bag.of(items);
    const shares = cosineBagShares(this.model, bag, item);
    return byItem(bag, shares);
  }
}
