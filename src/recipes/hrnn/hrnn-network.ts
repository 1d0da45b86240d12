import { addProduct } from '../../kernels/dense-product';
import { Gru } from '../../kernels/gru';
import { NetworkWeights } from './network-weights';
import { Stays } from './stays';
import { type Window, SAME_SESSION } from './window';

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
  readonly stays: Stays;
  /** What is looked for after each slot, slots × H. */
  readonly sought: Float64Array;
  /** Session states by lane after the newest step. */
  readonly sessionState: Float64Array;
  /** What each stay adds to what is looked for, stays × H. */
  private readonly alsoSought: Float64Array;

  constructor(
    readonly width: number,
    readonly steps: number,
    readonly lanes: number,
    values: Float64Array,
  ) {
    const slots = steps * lanes;
    this.weights = new NetworkWeights(width, values);
    this.session = new Gru(width, slots, this.weights.session);
    this.stays = new Stays(width, slots, lanes, this.weights);
    this.sought = new Float64Array(slots * width);
    this.sessionState = new Float64Array(lanes * width);
    this.alsoSought = new Float64Array((slots + lanes) * width);
    this.refresh();
  }

  /** To be called whenever the weights have changed. */
  refresh(): void {
    this.weights.refresh();
    this.session.refresh();
    this.stays.user.refresh();
  }

  /** Reads the first `steps` steps of the window and leaves what is looked for after each in `sought`. */
  forward(window: Window, steps = this.steps): void {
    this.begin(window, steps);
    this.readSteps(window, 0, steps);
    this.finish(steps);
  }

  /**
   * Writes what each of these items alone adds to the session's gates into its row of `sides`: a row of 3H for each
   * item, and one behind the last for what nothing (−1) adds.
   *
   * @param table as in `Window`. @param items at most as many as there are slots.
   */
  fillSides(table: Float64Array, items: Int32Array, sides: Float64Array): void {
    const { width: h, session } = this;
    const none = sides.length / (3 * h) - 1;
    this.readItems({ items, table, mask: null, context: null }, items.length);
    session.readInputs(0, items.length);
    for (const [k, item] of items.entries())
      session.copyInputSide(k, sides, (item < 0 ? none : item) * 3 * h);
  }

  /** As `forward` of a window of items alone, but for what is looked for: `seek` says it. @param sides of `fillSides`. */
  readKnown(window: Window, steps: number, sides: Float64Array): void {
    this.stays.begin();
    this.readSteps(window, 0, steps, sides);
    this.stays.leave();
  }

  /** Before the steps of a window are read, all or some at a time. */
  begin(window: Window, steps: number): void {
    this.readItems(window, steps * this.lanes);
    this.session.readInputs(0, steps * this.lanes);
    this.stays.begin();
  }

  /** @param sides of `fillSides`, where what items add is not read yet. */
  readSteps(window: Window, from: number, to: number, sides: Float64Array | null = null): void {
    const { width: h, lanes, session, sessionState } = this;
    const { of, current, startState, gates } = this.stays;
    const { previous } = session;
    const none = sides === null ? 0 : sides.length / (3 * h) - 1;
    if (lanes % 4 === 0) session.holdState();
    for (let slot = from * lanes; slot < to * lanes; slot += lanes) {
      this.stays.beginStep(window, slot, sessionState);
      for (let lane = 0; lane < lanes; lane++) {
        const stay = current[lane];
        const goesOn = window.follows[slot + lane] === SAME_SESSION;
        const source = goesOn ? sessionState : startState;
        const at = (goesOn ? lane : stay) * h;
        const to = (slot + lane) * h;
        for (let k = 0; k < h; k++) previous[to + k] = source[at + k];
        const item = window.items[slot + lane];
        if (sides === null) session.addToGates(slot + lane, gates, stay * 3 * h);
        else session.setGates(slot + lane, sides, (item < 0 ? none : item) * 3 * h, gates, stay * 3 * h);
        of[slot + lane] = stay;
      }
      session.step(slot, lanes);
      sessionState.set(session.out.subarray(slot * h, (slot + lanes) * h));
    }
    session.letGo();
  }

  /** After all steps: what is looked for. */
  finish(steps: number): void {
    const { width: h, lanes, session, weights, alsoSought } = this;
    const { user, of, count } = this.stays;
    this.stays.leave();
    alsoSought.fill(0, 0, count * h);
    addProduct(alsoSought, 0, user.out, 0, weights.seekUser.negative, count, h, h);
    for (let slot = 0; slot < steps * lanes; slot++) {
      const at = of[slot] * h;
      for (let k = 0; k < h; k++) this.sought[slot * h + k] = alsoSought[at + k];
    }
    addProduct(this.sought, 0, session.out, 0, weights.seekSession.negative, steps * lanes, h, h);
  }

  /** What is looked for after one slot of the steps that were read, into `out` (H). */
  seek(slot: number, out: Float64Array): void {
    const { width: h, session, weights } = this;
    const { user, of } = this.stays;
    out.fill(0);
    addProduct(out, 0, user.out, of[slot] * h, weights.seekUser.negative, 1, h, h);
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
}
