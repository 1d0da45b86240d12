import type { TaskArrays } from '../../domain/ports';
import {
  type DualEase,
  type WeighedRows,
  dualEaseShares,
  scoreDualEase,
  transposeWeighed,
} from '../../kernels/ease';
import type { Asking, Evidence } from '../moments/evidence';
import { byItem, HistoryBag } from './history-bag';
import { MatrixEvidence } from './linear-evidence';
import type { Moments } from '../moments/moments';
import type { Plan } from './ensemble-plan';
import { activeRows } from './used-items';

const FLOOR = 1e-2;

/** @param arrays what was solved for this plan, among others. */
export function easeEvidence(moments: Moments, plan: Plan, arrays: TaskArrays): Evidence {
  if (plan.ease?.form === 'users') return new DualEvidence(moments, plan, arrays);
  const model = { items: arrays.easeItems as Int32Array, weights: arrays.easeWeights as Float32Array };
  return new MatrixEvidence(moments.nItems, model, plan.easeDecay, FLOOR);
}

/** EASE over users, asked with a decayed bag of the history. */
class DualEvidence implements Evidence {
  readonly floor = FLOOR;
  private readonly bag: HistoryBag;
  private readonly model: DualEase;
  private readonly itemUsers: WeighedRows;

  constructor(moments: Moments, { easeDecay, easeLambda }: Plan, arrays: TaskArrays) {
    this.bag = new HistoryBag(moments.nItems, easeDecay);
    this.itemUsers = transposeWeighed(activeRows(moments));
    this.model = {
      inverse: arrays.easeInverse as Float64Array,
      diagonal: arrays.easeDiagonal as Float64Array,
      lambda: easeLambda,
    };
  }

  score({ items }: Asking, out: Float64Array): void {
    scoreDualEase(this.model, this.itemUsers, this.bag.of(items), out);
  }

  shares({ items }: Asking, item: number): ReadonlyMap<number, number> {
    const bag = this.bag.of(items);
    const shares = dualEaseShares(this.model, this.itemUsers, bag, item);
    return byItem(bag, shares);
  }
}
