import { exp, log } from './math';
import { Rng } from './rng';

/** Looks at the job: may let messages in, and may throw to break off. */
type Look = (done: number, total: number) => Promise<void>;

export interface PairFactorsShape {
  readonly nUsers: number;
  readonly nItems: number;
  readonly factors: number;
  readonly learningRate: number;
  /** Share of itself that a factor is pulled back by at each step, times the learning rate. */
  readonly regularization: number;
  readonly seed: number;
}

/**
 * Matrix factorisation that learns order, not values: of a pair of items, one taken and one not, the taken one is to
 * score higher. One step of stochastic gradient descent a pair. Learns in place.
 *
 * Rendle, Freudenthaler, Gantner & Schmidt-Thieme, "BPR: Bayesian Personalized Ranking from Implicit Feedback", UAI
 * 2009.
 */
export class PairFactors {
  /** Row-major [nUsers, factors]. */
  readonly userFactors: Float64Array;
  /** Row-major [nItems, factors]. */
  readonly itemFactors: Float64Array;
  readonly itemBias: Float64Array;
  readonly #rng: Rng;

  /** How far the pass that is being made has come, and its summed loss; null between two. */
  #pass: { done: number; loss: number } | null = null;

  private constructor(readonly shape: PairFactorsShape) {
    const { nUsers, nItems, factors, seed } = shape;
    this.userFactors = new Float64Array(nUsers * factors);
    this.itemFactors = new Float64Array(nItems * factors);
    this.itemBias = new Float64Array(nItems);
    this.#rng = new Rng(seed, 'pair-factors-steps');
  }

  /** Factors drawn by the seed. @param look called every few thousand numbers. */
  static async begin(shape: PairFactorsShape, look: Look): Promise<PairFactors> {
    const model = new PairFactors(shape);
    const start = new Rng(shape.seed, 'pair-factors-start');
    for (const factors of [model.userFactors, model.itemFactors]) {
      for (let k = 0; k < factors.length; k++) {
        if (k % 20_000 === 0) await look(k, factors.length);
        factors[k] = 0.1 * start.normal();
      }
    }
    return model;
  }

  /**
   * One pass over all pairs in a new order; the item not taken is drawn anew for each. Where `look` throws, the pass is
   * not lost: the next call, with the same pairs, goes on with it, and learns what it would have learned.
   *
   * @param taken items of every user, without repeats; a user must not have all. @param pairs of user and place in `taken`,
   *   two numbers each; put in another order. @param look called every few thousand pairs.
   * @returns the mean of −ln σ(difference) before each step.
   */
  async epoch(taken: readonly ReadonlySet<number>[], pairs: Int32Array, look: Look): Promise<number> {
    const n = pairs.length / 2;
    if (this.#pass === null) this.#shuffle(pairs);
    const pass = (this.#pass ??= { done: 0, loss: 0 });
    for (; pass.done < n; pass.done++) {
      if (pass.done % 2000 === 0) await look(pass.done, n);
      pass.loss += this.#step(pairs[2 * pass.done], pairs[2 * pass.done + 1], taken);
    }
    this.#pass = null;
    return n === 0 ? 0 : pass.loss / n;
  }

  /** Writes a score for every item of the catalogue into `out`. */
  score(user: number, out: Float64Array): void {
    const { factors, nItems } = this.shape;
    for (let item = 0; item < nItems; item++) {
      let sum = this.itemBias[item];
      for (let f = 0; f < factors; f++)
        sum += this.userFactors[user * factors + f] * this.itemFactors[item * factors + f];
      out[item] = sum;
    }
  }

  #step(user: number, item: number, taken: readonly ReadonlySet<number>[]): number {
    const { factors, learningRate, regularization, nItems } = this.shape;
    const { userFactors: p, itemFactors: q, itemBias: bias } = this;
    let other = this.#rng.below(nItems);
    while (taken[user].has(other)) other = this.#rng.below(nItems);
    const [u, i, j] = [user * factors, item * factors, other * factors];
    let difference = bias[item] - bias[other];
    for (let f = 0; f < factors; f++) difference += p[u + f] * (q[i + f] - q[j + f]);
    const pull = 1 / (1 + exp(difference));
    for (let f = 0; f < factors; f++) {
      const [own, liked, left] = [p[u + f], q[i + f], q[j + f]];
      p[u + f] += learningRate * (pull * (liked - left) - regularization * own);
      q[i + f] += learningRate * (pull * own - regularization * liked);
      q[j + f] += learningRate * (-pull * own - regularization * left);
    }
    bias[item] += learningRate * (pull - regularization * bias[item]);
    bias[other] += learningRate * (-pull - regularization * bias[other]);
    return difference > 30 ? exp(-difference) : log(1 + exp(-difference));
  }

  #shuffle(pairs: Int32Array): void {
    for (let k = pairs.length / 2 - 1; k > 0; k--) {
      const at = this.#rng.below(k + 1);
      for (const side of [0, 1]) {
        const held = pairs[2 * k + side];
        pairs[2 * k + side] = pairs[2 * at + side];
        pairs[2 * at + side] = held;
      }
    }
  }
}
