import type { Rng } from '../../kernels/rng';

/**
 * All users one after the other, round after round, in an order drawn for each. Where an epoch ends within a round the
 * next one goes on, so that everybody is read equally often.
 */
export class Rounds {
  private order = new Int32Array(0);
  private read = 0;

  constructor(
    private readonly users: number,
    private readonly rng: Rng,
  ) {}

  next(): number {
    if (this.read === this.order.length) {
      this.order = this.rng.shuffle(Int32Array.from({ length: this.users }, (_, u) => u));
      this.read = 0;
    }
    return this.order[this.read++];
  }
}
