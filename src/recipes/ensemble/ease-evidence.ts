import type { Csr } from '../../kernels/csr';
import { distinctRows, transpose } from '../../kernels/csr';
import type { DenseEase, DualEase, ItemBag } from '../../kernels/ease';
import {
  dualEaseShares,
  easeShares,
  fitDualEase,
  fitEase,
  scoreDualEase,
  scoreEase,
} from '../../kernels/ease';
import type { Asking, Evidence } from './evidence';
import type { Moments } from './moments';
import type { Plan } from './plan';

/** The fitted arrays of either form: what is stored with the model. */
export type EaseArrays =
  | { readonly form: 'users'; readonly model: DualEase }
  | { readonly form: 'items'; readonly model: DenseEase };

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

export function* fitEaseArrays(moments: Moments, plan: Plan): Generator<number, EaseArrays | null> {
  if (plan.ease === null) return null;
  const userItems = activeRows(moments);
  if (plan.ease.form === 'users') {
    return { form: 'users', model: yield* fitDualEase(userItems, plan.easeLambda) };
  }
  const items = mostUsed(userItems, plan.ease.maxItems);
  return { form: 'items', model: yield* fitEase(userItems, items, plan.easeLambda) };
}

/** EASE asked with a decayed bag of the history. */
export class EaseEvidence implements Evidence {
  readonly floor = 1e-2;
  private readonly answer: (bag: ItemBag, out: Float64Array) => void;
  private readonly divide: (bag: ItemBag, item: number) => Float64Array;
  private readonly weightOf: Float64Array;

  constructor(
    moments: Moments,
    arrays: EaseArrays,
    private readonly decay: number,
  ) {
    this.weightOf = new Float64Array(moments.nItems);
    if (arrays.form === 'users') {
      const userItems = activeRows(moments);
      const itemUsers = transpose(userItems);
      this.answer = (bag, out) => scoreDualEase(arrays.model, userItems, itemUsers, bag, out);
      this.divide = (bag, item) => dualEaseShares(arrays.model, itemUsers, bag, item);
    } else {
      const place = new Int32Array(moments.nItems).fill(-1);
      arrays.model.items.forEach((item, at) => {
        place[item] = at;
      });
      this.answer = (bag, out) => scoreEase(arrays.model, place, bag, out);
      this.divide = (bag, item) => easeShares(arrays.model, place, bag, item);
    }
  }

  score(asking: Asking, out: Float64Array): void {
    this.answer(this.bagOf(asking.items), out);
  }

  shares(asking: Asking, item: number): ReadonlyMap<number, number> {
    const bag = this.bagOf(asking.items);
    const shares = this.divide(bag, item);
    return new Map(Array.from(bag.items, (held, b) => [held, shares[b]]));
  }

  /** Each distinct item with the sum of decay^age over its moments; ages that weigh under 2 % are cut off. */
  private bagOf(history: Int32Array): ItemBag {
    const items: number[] = [];
    let weight = 1;
    for (let p = history.length - 1; p >= 0 && weight >= 0.02; p--, weight *= this.decay) {
      if (this.weightOf[history[p]] === 0) items.push(history[p]);
      this.weightOf[history[p]] += weight;
    }
    const weights = Float64Array.from(items, (item) => this.weightOf[item]);
    for (const item of items) this.weightOf[item] = 0;
    return { items: Int32Array.from(items), weights };
  }
}
