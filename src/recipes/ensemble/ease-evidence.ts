import type { NumberArray, TaskArrays } from '../../domain/ports';
import type { Csr } from '../../kernels/csr';
import { distinctRows, transpose } from '../../kernels/csr';
import type { ItemBag } from '../../kernels/ease';
import {
  dualEaseShares,
  easeShares,
  fitDualEase,
  fitEase,
  scoreDualEase,
  scoreEase,
} from '../../kernels/ease';
import type { Asking, Evidence } from './evidence';
import { HistoryBag } from './history-bag';
import type { Moments } from './moments';
import type { Plan } from './plan';

/** Distinct items of the users that have any, in user order: users without rows would only widen the matrix. */
function activeRows(moments: Moments): Csr {
  const rows = distinctRows(moments.userPtr, moments.items, moments.nItems);
  const starts = [0];
  for (let u = 0; u < rows.nRows; u++)
    if (rows.indptr[u + 1] > rows.indptr[u]) starts.push(rows.indptr[u + 1]);
  return { ...rows, nRows: starts.length - 1, indptr: Int32Array.from(starts) };
}

/** The `n` items with the most users, ascending; ties go to the smaller index. */
function mostUsed(userItems: Csr, n: number): Int32Array {
  const counts = new Int32Array(userItems.nCols);
  for (let p = 0; p < userItems.indices.length; p++) counts[userItems.indices[p]]++;
  const order = Array.from(counts, (_, item) => item).filter((item) => counts[item] > 0);
  order.sort((a, b) => counts[b] - counts[a] || a - b);
  return Int32Array.from(order.slice(0, n)).sort();
}

/** The arrays of a plan's EASE, by the names they are stored under: of the form over users or over items. */
export function* fitEaseArrays(
  moments: Moments,
  { ease, easeLambda }: Plan,
): Generator<number, Record<string, NumberArray>> {
  if (ease === null) return {};
  const userItems = activeRows(moments);
  if (ease.form === 'users') {
    const { inverse, diagonal } = yield* fitDualEase(userItems, easeLambda);
    return { easeInverse: inverse, easeDiagonal: diagonal };
  }
  const { items, weights } = yield* fitEase(userItems, mostUsed(userItems, ease.maxItems), easeLambda);
  return { easeItems: items, easeWeights: weights };
}

/** EASE asked with a decayed bag of the history. */
export class EaseEvidence implements Evidence {
  readonly floor = 1e-2;
  private readonly answer: (bag: ItemBag, out: Float64Array) => void;
  private readonly divide: (bag: ItemBag, item: number) => Float64Array;
  private readonly bag: HistoryBag;

  /** @param arrays what `fitEaseArrays` gave for this plan, among others. */
  constructor(moments: Moments, plan: Plan, arrays: TaskArrays) {
    this.bag = new HistoryBag(moments.nItems, plan.easeDecay);
    if (plan.ease?.form === 'users') {
      const userItems = activeRows(moments);
      const itemUsers = transpose(userItems);
      const model = {
        inverse: arrays.easeInverse as Float64Array,
        diagonal: arrays.easeDiagonal as Float64Array,
        lambda: plan.easeLambda,
      };
      this.answer = (bag, out) => scoreDualEase(model, userItems, itemUsers, bag, out);
      this.divide = (bag, item) => dualEaseShares(model, itemUsers, bag, item);
    } else {
      const place = new Int32Array(moments.nItems).fill(-1);
      const model = { items: arrays.easeItems as Int32Array, weights: arrays.easeWeights as Float32Array };
      model.items.forEach((item, at) => {
        place[item] = at;
      });
      this.answer = (bag, out) => scoreEase(model, place, bag, out);
      this.divide = (bag, item) => easeShares(model, place, bag, item);
    }
  }

  score(asking: Asking, out: Float64Array): void {
    this.answer(this.bag.of(asking.items), out);
  }

  shares(asking: Asking, item: number): ReadonlyMap<number, number> {
    const bag = this.bag.of(asking.items);
    const shares = this.divide(bag, item);
    return new Map(Array.from(bag.items, (held, b) => [held, shares[b]]));
  }
}
