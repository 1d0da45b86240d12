import { addProduct } from '../../kernels/dense-product';
import { fastTanh } from '../../kernels/fast-exp';
import { Gru } from '../../kernels/gru';
import type { NetworkWeights } from './network-weights';
import { type Window, NEW_SESSION, NEW_USER } from './window';

/**
 * The user unit in the stays of a window. A stay is a lane's time between two changes of its user state: the first
 * `lanes` stays go on from the window before, and each new session and user begins one.
 */
export class Stays {
  readonly user: Gru;
  /** User states by lane after the newest step. */
  readonly state: Float64Array;
  /** Which stay a slot belongs to. */
  readonly of: Int32Array;
  /** The stay before in the lane, −1 for whoever begins; and how many stays there are. */
  readonly before: Int32Array;
  count = 0;
  /** The stay that each lane is in. */
  readonly current: Int32Array;
  /** Where the sessions of each stay start (tanh(B·user + b)), stays × H. */
  readonly startState: Float64Array;
  /** What a stay adds to the gates of its steps, stays × 3H. */
  readonly gates: Float64Array;
  private readonly starting: Int32Array;

  constructor(
    private readonly width: number,
    slots: number,
    private readonly lanes: number,
    private readonly weights: NetworkWeights,
  ) {
    const stays = slots + lanes;
    this.user = new Gru(width, stays, weights.user);
    this.state = new Float64Array(lanes * width);
    this.of = new Int32Array(slots);
    this.before = new Int32Array(stays);
    this.current = new Int32Array(lanes);
    this.startState = new Float64Array(stays * width);
    this.gates = new Float64Array(stays * 3 * width);
    this.starting = new Int32Array(lanes);
  }

  /** Before a window is read. */
  begin(): void {
    const { lanes, user, current } = this;
    user.out.set(this.state);
    this.before.fill(-1, 0, lanes);
    this.count = lanes;
    this.derive(0, lanes);
    for (let lane = 0; lane < lanes; lane++) current[lane] = lane;
  }

  /** When it was read. */
  leave(): void {
    const { width: h, lanes, user, current } = this;
    for (let lane = 0; lane < lanes; lane++) {
      this.state.set(user.out.subarray(current[lane] * h, current[lane] * h + h), lane * h);
    }
  }

  /**
   * Stays of the lanes whose session or user begins at this step; `current` then says which each lane is in.
   *
   * @param sessionState by lane, as the step before has left it.
   */
  beginStep({ follows, starts, startStates }: Window, slot: number, sessionState: Float64Array): void {
    const { width: h, lanes, user, starting, current } = this;
    const first = this.count;
    let n = 0;
    for (let lane = 0; lane < lanes; lane++) if (follows[slot + lane] === NEW_SESSION) starting[n++] = lane;
    const read = n;
    for (let lane = 0; lane < lanes; lane++) if (follows[slot + lane] === NEW_USER) starting[n++] = lane;
    if (n === 0) return;
    for (let i = 0; i < n; i++) {
      const lane = starting[i];
      const at = (first + i) * h;
      if (i < read) {
        const before = current[lane] * h;
        for (let k = 0; k < h; k++) {
          user.inputs[at + k] = sessionState[lane * h + k];
          user.previous[at + k] = user.out[before + k];
        }
        this.before[first + i] = current[lane];
      } else {
        user.inputs.fill(0, at, at + h);
        user.previous.fill(0, at, at + h);
        const own = starts === null ? -1 : starts[slot + lane] * h;
        for (let k = 0; k < h; k++) user.out[at + k] = own < 0 ? 0 : startStates[own + k];
        this.before[first + i] = -1;
      }
      current[lane] = first + i;
    }
    user.readInputs(first, read);
    user.step(first, read);
    this.count += n;
    this.derive(first, n);
  }

  /** What follows from the user states of these stays. */
  private derive(first: number, count: number): void {
    const { width: h, user, weights, startState, gates } = this;
    const from = first * h;
    for (let at = from; at < from + count * h; at += h) startState.set(weights.startBias, at);
    addProduct(startState, from, user.out, from, weights.start.negative, count, h, h);
    for (let k = from; k < from + count * h; k++) startState[k] = fastTanh(startState[k]);
    gates.fill(0, 3 * from, 3 * (from + count * h));
    addProduct(gates, 3 * from, user.out, from, weights.gates.negative, count, 3 * h, h);
  }
}
