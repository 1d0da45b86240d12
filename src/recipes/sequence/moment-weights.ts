import type { Histories } from '../../domain/histories';
import type { Moments } from '../moments/moments';

/** What each moment counts: the largest weight of the rows that it stands for. */
export function momentWeights(data: Histories, moments: Moments): Float64Array {
  const { rowWeight } = data;
  if (rowWeight === null) return new Float64Array(moments.items.length).fill(1);
  const weights = new Float64Array(moments.items.length);
  for (let u = 0; u < data.nUsers; u++) {
    let next = moments.userPtr[u];
    for (let row = data.userPtr[u]; row < data.userPtr[u + 1]; row++) {
      const time = data.timestampSec[row];
      let p = next - 1;
      const isOwn = (at: number): boolean => at >= moments.userPtr[u] && moments.timestampSec[at] === time;
      while (isOwn(p) && moments.items[p] !== data.items[row]) p--;
      if (!isOwn(p)) p = next++;
      weights[p] = Math.max(weights[p], rowWeight[row]);
    }
  }
  return weights;
}
