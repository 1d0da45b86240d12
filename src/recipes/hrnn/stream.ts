import type { Rng } from '../../kernels/rng';
import { Rounds } from '../sequence/rounds';
import type { Sequences } from '../sequence/sequences';
import type { Plan } from './hrnn-plan';
import { followsAt } from './session-gap';
import { type Window, NEW_USER, SAME_SESSION } from './window';

/** How often the kind of an event is left out, as it is where nobody tells it. */
const CONTEXT_DROPOUT = 0.2;

/** A window to learn from. */
export interface LearningWindow extends Window {
  /** What follows each slot; −1 = nothing is asked there. */
  readonly targets: Int32Array;
  readonly weights: Float64Array;
  /** Users that begin in it, in the order of `startStates`. */
  readonly beginning: readonly number[];
}

/** How histories are cut, and read. */
export interface Reading extends Plan {
  readonly gapSec: number;
  /** Share of the inputs' numbers that are left out at random. */
  readonly dropout: number;
}

/** Tables that windows refer to, and what is known of each moment. */
export interface StreamTables {
  /** The item table as it will stand when the window is read. */
  readonly items: Float64Array;
  readonly targetWeight: Float64Array;
  /** Event types by moment with their table (types × H), or null. */
  readonly context: { readonly ofMoment: Int32Array; readonly table: Float64Array } | null;
  /** States that users start from, by user (users' features), or null. With it, users begin before their first event. */
  readonly startStates: ((user: number, out: Float64Array, at: number) => void) | null;
}

/**
 * Cuts histories into windows: all users' moments, users in the order of `Rounds`, form one stream that is cut
 * into lanes read side by side.
 */
export class Stream {
  /** Slots by lane and time: a moment p ≥ 0, or −1 − user for the beginning of a user. */
  private readonly slots: Int32Array;
  private readonly users: Int32Array;
  private readonly rounds: Rounds;
  private length = 0;

  constructor(
    private readonly sequences: Sequences,
    private readonly plan: Reading,
    private readonly tables: StreamTables,
    private readonly rng: Rng,
  ) {
    this.slots = new Int32Array(plan.rowsAnEpoch);
    this.users = new Int32Array(plan.rowsAnEpoch);
    this.rounds = new Rounds(sequences.moments.nUsers, rng);
  }

  /** Draws the next epoch: whole users as far as the epoch's rows reach. */
  draw(): void {
    const { from, to: ends } = this.sequences;
    const begins = this.tables.startStates !== null;
    this.length = 0;
    while (this.length < this.slots.length) {
      const u = this.rounds.next();
      const to = ends[u];
      if (begins && to > from[u]) this.push(-1 - u, u);
      for (let p = from[u]; p < to - 1; p++) this.push(p, u);
    }
  }

  private push(slot: number, user: number): void {
    if (this.length === this.slots.length) return;
    this.users[this.length] = user;
    this.slots[this.length++] = slot;
  }

  get laneLength(): number {
    return Math.ceil(this.length / this.plan.lanes);
  }

  /** Steps `from` … of every lane; what lies beyond the end of a lane has no target. */
  window(from: number): LearningWindow {
    const { plan, tables, laneLength } = this;
    const n = plan.steps * plan.lanes;
    const { width } = plan;
    const { context, startStates } = tables;
    const window = {
      items: new Int32Array(n).fill(-1),
      follows: new Uint8Array(n).fill(SAME_SESSION),
      targets: new Int32Array(n).fill(-1),
      weights: new Float64Array(n),
      table: tables.items,
      mask: this.drawMask(n * width),
      context: context && { codes: new Int32Array(n).fill(-1), table: context.table },
      starts: startStates && new Int32Array(n).fill(-1),
      startStates: new Float64Array(0),
    };
    const beginning: number[] = [];
    for (let slot = 0; slot < n; slot++) {
      const within = from + Math.floor(slot / plan.lanes);
      const at = (slot % plan.lanes) * laneLength + within;
      if (within >= laneLength || at >= this.length) continue;
      this.fill(window, slot, at, within === 0, beginning);
    }
    if (startStates === null) return { ...window, beginning };
    const states = new Float64Array(beginning.length * width);
    beginning.forEach((user, k) => startStates(user, states, k * width));
    return { ...window, startStates: states, beginning };
  }

  /** null where nothing is left out. */
  private drawMask(length: number): Float64Array | null {
    const { dropout } = this.plan;
    if (dropout === 0) return null;
    const keep = 1 / (1 - dropout);
    const mask = new Float64Array(length);
    for (let k = 0; k < length; k++) mask[k] = this.rng.uint32() < dropout * 4294967296 ? 0 : keep;
    return mask;
  }

  private fill(
    window: Omit<LearningWindow, 'startStates' | 'beginning'>,
    slot: number,
    at: number,
    laneBegins: boolean,
    beginning: number[],
  ): void {
    const { moments, from } = this.sequences;
    const { context, targetWeight } = this.tables;
    const user = this.users[at];
    const p = this.slots[at];
    const target = p < 0 ? from[user] : p + 1;
    if (p >= 0) window.items[slot] = moments.items[p];
    if (laneBegins || this.users[at - 1] !== user) {
      window.follows[slot] = NEW_USER;
      if (window.starts !== null) window.starts[slot] = beginning.push(user) - 1;
    } else if (this.slots[at - 1] >= 0) {
      window.follows[slot] = followsAt(moments.timestampSec, p, -1, this.plan.gapSec);
    }
    window.targets[slot] = moments.items[target];
    window.weights[slot] = targetWeight[target] / window.targets.length;
    if (context === null || window.context === null || p < 0 || this.rng.uniform() < CONTEXT_DROPOUT) return;
    window.context.codes[slot] = context.ofMoment[p];
  }
}
