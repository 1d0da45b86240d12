import { addProduct, addTransposedProduct, negated, negatedTranspose } from '../../kernels/dense-product';
import { Gru, gruLength } from '../../kernels/gru';
import { tanh } from '../../kernels/math';
import type { RowGradients } from '../../kernels/row-gradients';

/** How an event follows the one before it in its lane. */
export const SAME_SESSION = 0;
export const NEW_SESSION = 1;
export const NEW_USER = 2;

/** Steps × lanes events, those of one step side by side. */
export interface Window {
  readonly items: Int32Array;
  readonly follows: Uint8Array;
  /** Items × (H + 1): vector and bias. */
  readonly table: Float64Array;
  /** Factors of the inputs' numbers, slots × H, for dropout; null = all 1. */
  readonly mask: Float64Array | null;
}

/** Numbers beside the item table: two units, the start of a session (H × H and H), the projection (H × H). */
export function networkLength(width: number): number {
  return 2 * gruLength(width) + 2 * width * width + width;
}

/**
 * A hierarchical recurrent network (Quadrana et al., RecSys 2017). A session unit reads the items of a session; when
 * it ends, a user unit reads the session's last state, and tanh(W·user + b) is where the next session starts. What
 * is looked for next is P·(session state). States go on from window to window; gradients stop at its beginning.
 */
export class Network {
  readonly session: Gru;
  readonly user: Gru;
  /** What is looked for after each slot, slots × H. */
  readonly sought: Float64Array;
  /** User states by lane after the newest slot, and session states. */
  readonly userState: Float64Array;
  readonly sessionState: Float64Array;
  private readonly userSlot: Int32Array;
  private userSlots = 0;
  private readonly start: number;
  private readonly negProject: Float64Array;
  private readonly negProjectT: Float64Array;

  constructor(
    readonly width: number,
    readonly steps: number,
    readonly lanes: number,
    readonly weights: Float64Array,
    readonly gradient: Float64Array,
  ) {
    const slots = steps * lanes;
    const unit = gruLength(width);
    this.session = new Gru(width, slots, weights.subarray(0, unit), gradient.subarray(0, unit));
    this.user = new Gru(width, slots, weights.subarray(unit, 2 * unit), gradient.subarray(unit, 2 * unit));
    this.sought = new Float64Array(slots * width);
    this.userState = new Float64Array(lanes * width);
    this.sessionState = new Float64Array(lanes * width);
    this.userSlot = new Int32Array(slots);
    this.start = 2 * unit;
    this.negProject = new Float64Array(width * width);
    this.negProjectT = new Float64Array(width * width);
    this.refresh();
  }

  /** To be called whenever the weights have changed. */
  refresh(): void {
    this.session.refresh();
    this.user.refresh();
    const at = this.start + this.width * this.width + this.width;
    negated(this.weights, at, this.negProject);
    negatedTranspose(this.weights, at, this.width, this.width, this.negProjectT);
  }

  /** Reads the first `steps` steps of the window and leaves what is looked for after each in `sought`. */
  forward({ items, follows, table, mask }: Window, steps = this.steps): void {
    const { width: h, lanes, session } = this;
    const slots = steps * lanes;
    this.userSlots = 0;
    for (let slot = 0; slot < slots; slot++) {
      const from = items[slot] * (h + 1);
      for (let k = 0; k < h; k++) {
        session.inputs[slot * h + k] = table[from + k] * (mask === null ? 1 : mask[slot * h + k]);
      }
    }
    session.readInputs(0, slots);
    for (let slot = 0; slot < slots; slot += lanes) {
      for (let lane = 0; lane < lanes; lane++) this.begin(slot + lane, lane, follows[slot + lane]);
      session.step(slot, lanes);
      this.sessionState.set(session.out.subarray(slot * h, (slot + lanes) * h));
    }
    this.sought.fill(0, 0, slots * h);
    addProduct(this.sought, 0, session.out, 0, this.negProject, slots, h, h);
  }

  /** The session state that a slot starts from. */
  private begin(slot: number, lane: number, follows: number): void {
    const { width: h, session, user, userState, sessionState, weights, start } = this;
    const at = slot * h;
    if (follows === NEW_USER) {
      userState.fill(0, lane * h, lane * h + h);
      session.previous.fill(0, at, at + h);
      return;
    }
    if (follows === SAME_SESSION) {
      session.previous.set(sessionState.subarray(lane * h, lane * h + h), at);
      return;
    }
    const own = this.userSlots++;
    this.userSlot[slot] = own;
    user.inputs.set(sessionState.subarray(lane * h, lane * h + h), own * h);
    user.previous.set(userState.subarray(lane * h, lane * h + h), own * h);
    user.readInputs(own, 1);
    user.step(own, 1);
    userState.set(user.out.subarray(own * h, own * h + h), lane * h);
    for (let k = 0; k < h; k++) {
      let sum = weights[start + h * h + k];
      for (let d = 0; d < h; d++) sum += weights[start + k * h + d] * user.out[own * h + d];
      session.previous[at + k] = tanh(sum);
    }
  }

  /** Adds the gradients of weights and item vectors, given that of `sought`, for the whole window just read. */
  backward(
    { items, follows, mask }: Window,
    soughtGradient: Float64Array,
    tableGradient: RowGradients,
  ): void {
    const { width: h, lanes, session, user } = this;
    const slots = this.steps * lanes;
    session.outGradient.fill(0);
    addProduct(session.outGradient, 0, soughtGradient, 0, this.negProjectT, slots, h, h);
    const project = this.start + h * h + h;
    addTransposedProduct(this.gradient, project, soughtGradient, session.out, slots, h, h);
    const userGradient = new Float64Array(lanes * h);
    for (let slot = slots - lanes; slot >= 0; slot -= lanes) {
      session.stepBack(slot, lanes);
      for (let lane = 0; lane < lanes; lane++) {
        this.beginBack(slot + lane, lane, follows[slot + lane], userGradient);
      }
    }
    session.inputsBack(0, slots);
    session.weightsBack(slots);
    user.weightsBack(this.userSlots);
    for (let slot = 0; slot < slots; slot++) {
      const at = tableGradient.at(items[slot]);
      for (let k = 0; k < h; k++) {
        const factor = mask === null ? 1 : mask[slot * h + k];
        tableGradient.values[at + k] += factor * session.inputGradient[slot * h + k];
      }
    }
  }

  private beginBack(slot: number, lane: number, follows: number, userGradient: Float64Array): void {
    const { width: h, lanes, session, user, weights, gradient, start } = this;
    const before = (slot - lanes) * h;
    if (follows === NEW_USER) {
      userGradient.fill(0, lane * h, lane * h + h);
      return;
    }
    let toBefore = session.previousGradient;
    let from = slot * h;
    if (follows === NEW_SESSION) {
      const own = this.userSlot[slot] * h;
      for (let k = 0; k < h; k++) {
        const reached = session.previous[from + k];
        const d = session.previousGradient[from + k] * (1 - reached * reached);
        gradient[start + h * h + k] += d;
        for (let e = 0; e < h; e++) {
          gradient[start + k * h + e] += d * user.out[own + e];
          userGradient[lane * h + e] += d * weights[start + k * h + e];
        }
      }
      user.outGradient.set(userGradient.subarray(lane * h, lane * h + h), own);
      user.stepBack(this.userSlot[slot], 1);
      user.inputsBack(this.userSlot[slot], 1);
      userGradient.set(user.previousGradient.subarray(own, own + h), lane * h);
      toBefore = user.inputGradient;
      from = own;
    }
    if (before < 0) return;
    for (let k = 0; k < h; k++) session.outGradient[before + k] += toBefore[from + k];
  }
}
