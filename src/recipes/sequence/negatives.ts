import { log } from '../../kernels/math';
import type { Rng } from '../../kernels/rng';
import type { Negatives } from '../../kernels/sampled-softmax';

/** Draws items with probability in proportion to √(count + 1). */
export class NegativeSampler {
  private readonly upTo: Float64Array;
  private readonly logShare: Float64Array;

  constructor(
    counts: Int32Array,
    private readonly rng: Rng,
  ) {
    this.upTo = new Float64Array(counts.length);
    let total = 0;
    for (let i = 0; i < counts.length; i++) this.upTo[i] = total += Math.sqrt(counts[i] + 1);
    this.logShare = Float64Array.from(counts, (count) => log(Math.sqrt(count + 1) / total));
  }

  draw(n: number): Negatives {
    const last = this.upTo.length - 1;
    const items = Int32Array.from({ length: n }, () => {
      const wanted = this.rng.uniform() * this.upTo[last];
      let low = 0;
      let high = last;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.upTo[middle] > wanted) high = middle;
        else low = middle + 1;
      }
      return low;
    });
    const draws = log(n);
    return { items, logExpected: Float64Array.from(items, (item) => draws + this.logShare[item]) };
  }
}
