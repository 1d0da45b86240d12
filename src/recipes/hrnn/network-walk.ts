import { addProduct, addTransposedProduct } from '../../kernels/dense-product';
import type { RowGradients } from '../../kernels/row-gradients';
import type { Network } from './hrnn-network';
import { type Window, NEW_SESSION, SAME_SESSION } from './window';

/** Where gradients of tables go: all are added to. */
export interface TableGradients {
  readonly items: RowGradients;
  /** Types × H; left alone where the window has no context. */
  readonly context: Float64Array;
  /** Rows as `startStates`. */
  readonly starts: Float64Array;
}

/** Takes gradients back through the window that a network has just read, piece by piece. */
export class NetworkWalk {
  /** As the network's weights; added to. */
  readonly gradient: Float64Array;
  private readonly gatesGradient: Float64Array;
  private readonly soughtGradient: Float64Array;
  private readonly startGradient: Float64Array;
  private staysLeft = 0;

  constructor(private readonly network: Network) {
    const { width, steps, lanes, weights } = network;
    const stays = (steps + 1) * lanes;
    this.gradient = new Float64Array(weights.values.length);
    this.gatesGradient = new Float64Array(stays * 3 * width);
    this.soughtGradient = new Float64Array(stays * width);
    this.startGradient = new Float64Array(stays * width);
  }

  /** Before the steps are walked back. @param sought gradient of what was looked for, slots × H. */
  begin(sought: Float64Array): void {
    const { network } = this;
    const { width: h, lanes, steps, session, weights } = network;
    const { user, count } = network.stays;
    const slots = steps * lanes;
    this.gradient.fill(0);
    session.outGradient.fill(0);
    addProduct(session.outGradient, 0, sought, 0, weights.seekSession.negativeT, slots, h, h);
    user.clearWalk();
    this.soughtByStay(sought, slots);
    addProduct(user.outGradient, 0, this.soughtGradient, 0, weights.seekUser.negativeT, count, h, h);
    this.gatesGradient.fill(0, 0, count * 3 * h);
    this.startGradient.fill(0, 0, count * h);
    this.staysLeft = count;
  }

  /** Through time, from step `to` − 1 back to `from`. */
  stepsBack({ follows }: Window, from: number, to: number): void {
    const { network, gatesGradient } = this;
    const { width: h, lanes, session } = network;
    const { user, of: stayOf } = network.stays;
    for (let slot = (to - 1) * lanes; slot >= from * lanes; slot -= lanes) {
      session.stepBack(slot, lanes);
      let first = this.staysLeft;
      let read = 0;
      for (let lane = 0; lane < lanes; lane++) {
        const at = slot + lane;
        const stay = stayOf[at];
        for (let k = 0; k < 3 * h; k++) gatesGradient[stay * 3 * h + k] += session.inputSide[at * 3 * h + k];
        if (follows[at] === SAME_SESSION) this.passBack(session.previousGradient, at * h, at - lanes);
        else {
          this.startBack(stay, at);
          first = Math.min(first, stay);
          if (follows[at] === NEW_SESSION) read++;
        }
      }
      this.staysBack(first, this.staysLeft - first, read);
      for (let at = slot; at < slot + lanes; at++) {
        if (follows[at] === NEW_SESSION) this.passBack(user.inputGradient, stayOf[at] * h, at - lanes);
      }
      this.staysLeft = first;
    }
    if (from === 0) this.staysBack(0, lanes, 0);
  }

  /** What the walk says about weights and tables, in pieces of work to be done in order. */
  weightsBack(window: Window, to: TableGradients, sought: Float64Array): readonly (() => void)[] {
    const { network, gradient } = this;
    const { lanes, steps, session, weights } = network;
    const { user, count } = network.stays;
    const unit = weights.session.length;
    return [
      () => this.matricesBack(sought),
      () => session.weightsBack(steps * lanes, gradient.subarray(0, unit)),
      () => user.weightsBack(count, gradient.subarray(unit, 2 * unit)),
      () => this.tablesBack(window, to),
    ];
  }

  private matricesBack(sought: Float64Array): void {
    const { network, gradient, soughtGradient, gatesGradient, startGradient } = this;
    const { width: h, lanes, steps, session, weights } = network;
    const { user, count } = network.stays;
    addTransposedProduct(gradient, weights.seekSession.at, sought, session.out, steps * lanes, h, h);
    addTransposedProduct(gradient, weights.seekUser.at, soughtGradient, user.out, count, h, h);
    addTransposedProduct(gradient, weights.gates.at, gatesGradient, user.out, count, 3 * h, h);
    addTransposedProduct(gradient, weights.start.at, startGradient, user.out, count, h, h);
    for (let stay = 0; stay < count; stay++)
      addRow(gradient, weights.startBiasAt, startGradient, stay * h, h);
  }

  private tablesBack({ items, mask, context, starts }: Window, to: TableGradients): void {
    const { width: h, lanes, steps, session } = this.network;
    const { user, of: stayOf } = this.network.stays;
    const slots = steps * lanes;
    session.inputsBack(0, slots);
    for (let slot = 0; slot < slots; slot++) {
      const at = slot * h;
      if (mask !== null) for (let k = at; k < at + h; k++) session.inputGradient[k] *= mask[k];
      if (items[slot] >= 0) addRow(to.items.values, to.items.at(items[slot]), session.inputGradient, at, h);
      const code = context === null ? -1 : context.codes[slot];
      if (code >= 0) addRow(to.context, code * h, session.inputGradient, at, h);
      const start = starts === null ? -1 : starts[slot];
      if (start >= 0) addRow(to.starts, start * h, user.outGradient, stayOf[slot] * h, h);
    }
  }

  private soughtByStay(sought: Float64Array, slots: number): void {
    const { width: h } = this.network;
    const { count, of: stayOf } = this.network.stays;
    this.soughtGradient.fill(0, 0, count * h);
    for (let slot = 0; slot < slots; slot++)
      addRow(this.soughtGradient, stayOf[slot] * h, sought, slot * h, h);
  }

  /** Adds to the gradient of what the session unit gave at `slot`; what lies before the window is not learned from. */
  private passBack(gradient: Float64Array, at: number, slot: number): void {
    const { width: h, session } = this.network;
    if (slot >= 0) addRow(session.outGradient, slot * h, gradient, at, h);
  }

  private startBack(stay: number, slot: number): void {
    const { width: h, session } = this.network;
    for (let k = 0; k < h; k++) {
      const reached = session.previous[slot * h + k];
      this.startGradient[stay * h + k] = session.previousGradient[slot * h + k] * (1 - reached * reached);
    }
  }

  /** All that came of these stays is walked back: to their user states, and the first `read` through the user unit. */
  private staysBack(first: number, count: number, read: number): void {
    const { width: h, weights } = this.network;
    const { user, before } = this.network.stays;
    if (count === 0) return;
    const at = first * h;
    addProduct(user.outGradient, at, this.gatesGradient, 3 * at, weights.gates.negativeT, count, h, 3 * h);
    addProduct(user.outGradient, at, this.startGradient, at, weights.start.negativeT, count, h, h);
    if (read === 0) return;
    user.stepBack(first, read);
    user.inputsBack(first, read);
    for (let stay = first; stay < first + read; stay++) {
      addRow(user.outGradient, before[stay] * h, user.previousGradient, stay * h, h);
    }
  }
}

function addRow(to: Float64Array, at: number, from: Float64Array, fromAt: number, width: number): void {
  for (let k = 0; k < width; k++) to[at + k] += from[fromAt + k];
}
