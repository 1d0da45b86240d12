import type { NumberArray, TaskArrays } from '../../domain/ports';
import { type CosineBag, cosineBagShares, fitCosineBag, scoreCosineBag } from '../../kernels/cosine-bag';
import { easeShares, scoreEase } from '../../kernels/ease';
import type { Asking, Evidence } from './evidence';
import { byItem, HistoryBag } from './history-bag';
import { type Moments, newestMoments } from './moments';
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

/** The arrays of a plan's co-occurrence, by the names they are stored under. */
export function* fitBagArrays(
  moments: Moments,
  { bagNeighbours }: Plan,
): Generator<number, Record<string, NumberArray>> {
  const userItems = activeRows(newestMoments(moments, BAG_MOMENTS));
  const { ptr, neighbours, weights } = yield* fitCosineBag(userItems, bagNeighbours);
  return { bagPtr: ptr, bagNeighbours: neighbours, bagWeights: weights };
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
