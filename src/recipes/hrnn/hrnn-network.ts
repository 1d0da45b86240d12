import { addProduct } from '../../kernels/dense-product';
import { fastTanh } from '../../kernels/fast-exp';
import { Gru } from '../../kernels/gru';
import { NetworkWeights } from './network-weights';
import { type Window, NEW_SESSION, NEW_USER, SAME_SESSION } from './window';

/**
 * A hierarchical recurrent network after Quadrana et al., RecSys 2017 ("HRNN All"). A session unit reads the items of
 * a session; when it ends, a user unit reads the session's last state. What the user unit holds is where the next
 * session starts, tanh(B·user + b); it enters the session unit's gates at every step, G·user; and it takes part in
 * what is looked for next: P·session + Q·user. Nothing else passes from one session to the next.
 *
 * Steps × lanes events are read at a time, those of one step side by side. States go on from window to window.
 * `NetworkWalk` takes gradients back to the beginning of the window.
 */
export class Network {
  readonly weights: NetworkWeights;
  readonly session: Gru;
  readonly user: Gru;
  /** What is looked for after each slot, slots × H. */
  readonly sought: Float64Array;
  /** Session states by lane after the newest step. */
  readonly sessionState: Float64Array;
  /** User states by lane after the newest step. */
  readonly userState: Float64Array;

  /**
   * A stay is a lane's time between two changes of its user state: the first `lanes` stays go on from the window
   * before, and each new session and user begins one. Which stay a slot belongs to:
   */
  readonly stayOf: Int32Array;
  /** The stay before in the lane, −1 for whoever begins; and how many stays there are. */
  readonly stayBefore: Int32Array;
  nStays = 0;
  /** Where the sessions of each stay start (tanh(B·user + b)), stays × H. */
  readonly startState: Float64Array;
  /** What a stay adds to the gates of its steps, stays × 3H, and to what is looked for, stays × H. */
  readonly gates: Float64Array;
  private readonly alsoSought: Float64Array;
  private readonly starting: Int32Array;
  /** The stay that each lane is in. */
  private readonly current: Int32Array;

  constructor(
    readonly width: number,
    readonly steps: number,
    readonly lanes: number,
    values: Float64Array,
  ) {
    const slots = steps * lanes;
    const stays = slots + lanes;
    this.weights = new NetworkWeights(width, values);
    this.session = new Gru(width, slots, this.weights.session);
    this.user = new Gru(width, stays, this.weights.user);
    this.sought = new Float64Array(slots * width);
    this.userState = new Float64Array(lanes * width);
    this.sessionState = new Float64Array(lanes * width);
    this.stayOf = new Int32Array(slots);
    this.stayBefore = new Int32Array(stays);
    this.startState = new Float64Array(stays * width);
    this.gates = new Float64Array(stays * 3 * width);
    this.alsoSought = new Float64Array(stays * width);
    this.starting = new Int32Array(lanes);
    this.current = new Int32Array(lanes);
    this.refresh();
  }

  /** To be called whenever the weights have changed. */
  refresh(): void {
    this.weights.refresh();
    this.session.refresh();
    this.user.refresh();
  }

  /** Reads the first `steps` steps of the window and leaves what is looked for after each in `sought`. */
  forward(window: Window, steps = this.steps): void {
    this.begin(window, steps);
    this.readSteps(window, 0, steps);
    this.finish(steps);
  }

  /**
   * What each item alone adds to the session's gates, and behind the last what nothing adds: rows of 3H for
   * `readsKnown`.
   *
   * @param table as in `Window`.
   */
  itemSides(table: Float64Array, nItems: number): Float64Array {
    const { width: h, steps, lanes, session } = this;
    const slots = steps * lanes;
    const sides = new Float64Array((nItems + 1) * 3 * h);
    for (let first = 0; first <= nItems; first += slots) {
      const count = Math.min(slots, nItems + 1 - first);
      const items = Int32Array.from({ length: count }, (_, k) => (first + k < nItems ? first + k : -1));
      this.readItems({ items, table, mask: null, context: null }, count);
      session.readInputs(0, count);
      for (let k = 0; k < count; k++) session.copyInputSide(k, sides, (first + k) * 3 * h);
    }
    return sides;
  }

  /** As `forward` of a window of items alone, but for what is looked for: `seek` says it. @param sides of `itemSides`. */
  readKnown(window: Window, steps: number, sides: Float64Array): void {
    this.beginLanes();
    this.session.holdState();
    this.readSteps(window, 0, steps, sides);
    this.session.letGo();
    this.leaveLanes();
  }

  /** Before the steps of a window are read, all or some at a time. */
  begin(window: Window, steps: number): void {
    this.readItems(window, steps * this.lanes);
    this.session.readInputs(0, steps * this.lanes);
    this.beginLanes();
  }

  private beginLanes(): void {
    const { lanes, user } = this;
    user.out.set(this.userState);
    this.stayBefore.fill(-1, 0, lanes);
    this.nStays = lanes;
    this.derive(0, lanes);
    for (let lane = 0; lane < lanes; lane++) this.current[lane] = lane;
  }

  /** @param sides of `itemSides`, where what items add is not read yet. */
  readSteps(window: Window, from: number, to: number, sides: Float64Array | null = null): void {
    const { width: h, lanes, session, current } = this;
    const none = sides === null ? 0 : sides.length / (3 * h) - 1;
    for (let slot = from * lanes; slot < to * lanes; slot += lanes) {
      this.beginStays(window, slot, current);
      for (let lane = 0; lane < lanes; lane++) {
        const stay = current[lane];
        const goesOn = window.follows[slot + lane] === SAME_SESSION;
        const source = goesOn ? this.sessionState : this.startState;
        const at = (goesOn ? lane : stay) * h;
        for (let k = 0; k < h; k++) session.previous[(slot + lane) * h + k] = source[at + k];
        const item = window.items[slot + lane];
        if (sides === null) session.addToGates(slot + lane, this.gates, stay * 3 * h);
        else session.setGates(slot + lane, sides, (item < 0 ? none : item) * 3 * h, this.gates, stay * 3 * h);
        this.stayOf[slot + lane] = stay;
      }
      session.step(slot, lanes);
      this.sessionState.set(session.out.subarray(slot * h, (slot + lanes) * h));
    }
  }

  /** After all steps: what is looked for. */
  finish(steps: number): void {
    const { width: h, lanes, session, user, weights } = this;
    this.leaveLanes();
    this.alsoSought.fill(0, 0, this.nStays * h);
    addProduct(this.alsoSought, 0, user.out, 0, weights.seekUser.negative, this.nStays, h, h);
    for (let slot = 0; slot < steps * lanes; slot++) {
      const at = this.stayOf[slot] * h;
      for (let k = 0; k < h; k++) this.sought[slot * h + k] = this.alsoSought[at + k];
    }
    addProduct(this.sought, 0, session.out, 0, weights.seekSession.negative, steps * lanes, h, h);
  }

  private leaveLanes(): void {
    const { width: h, lanes, user, current } = this;
    for (let lane = 0; lane < lanes; lane++) {
      this.userState.set(user.out.subarray(current[lane] * h, current[lane] * h + h), lane * h);
    }
  }

  /** What is looked for after one slot of the steps that were read, into `out` (H). */
  seek(slot: number, out: Float64Array): void {
    const { width: h, session, user, weights, stayOf } = this;
    out.fill(0);
    addProduct(out, 0, user.out, stayOf[slot] * h, weights.seekUser.negative, 1, h, h);
    addProduct(out, 0, session.out, slot * h, weights.seekSession.negative, 1, h, h);
  }

  private readItems(
    { items, table, mask, context }: Pick<Window, 'items' | 'table' | 'mask' | 'context'>,
    slots: number,
  ): void {
    const { width: h, session } = this;
    const { inputs } = session;
    for (let slot = 0; slot < slots; slot++) {
      const at = slot * h;
      const from = items[slot] * (h + 1);
      if (from < 0) inputs.fill(0, at, at + h);
      else for (let k = 0; k < h; k++) inputs[at + k] = table[from + k];
      const own = context === null ? -1 : context.codes[slot] * h;
      if (context !== null && own >= 0) for (let k = 0; k < h; k++) inputs[at + k] += context.table[own + k];
      if (mask !== null) for (let k = 0; k < h; k++) inputs[at + k] *= mask[at + k];
    }
  }

  /** Stays of the lanes whose session or user begins at this step; `current` then says which each lane is in. */
  private beginStays({ follows, starts, startStates }: Window, slot: number, current: Int32Array): void {
    const { width: h, lanes, user, sessionState, starting } = this;
    const first = this.nStays;
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
        this.stayBefore[first + i] = current[lane];
      } else {
        user.inputs.fill(0, at, at + h);
        user.previous.fill(0, at, at + h);
        const own = starts === null ? -1 : starts[slot + lane] * h;
        for (let k = 0; k < h; k++) user.out[at + k] = own < 0 ? 0 : startStates[own + k];
        this.stayBefore[first + i] = -1;
      }
      current[lane] = first + i;
    }
    user.readInputs(first, read);
    user.step(first, read);
    this.nStays += n;
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
