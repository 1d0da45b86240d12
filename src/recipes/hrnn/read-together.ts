import type { Moments } from '../moments/moments';
import { Network } from './hrnn-network';
import type { ItemSides } from './item-sides';
import { followsAt } from './session-gap';
import { SAME_SESSION } from './window';

/** Histories that are read side by side, and steps at a time; no result depends on either. */
const LANES = 4;
const STEPS = 32;

/** Where a history is read: its lane, and the lane's steps from `begin` to `end`. */
interface Place {
  readonly moments: Moments;
  readonly lane: number;
  readonly begin: number;
  readonly end: number;
}

/** Reads many histories side by side, one behind the other in each lane: the bits are those of one alone. */
export class ReadsTogether {
  private readonly network: Network;

  /** @param table items × (width + 1), as in `Window`. @param sides of a network with these weights and this table. */
  constructor(
    private readonly width: number,
    weights: Float64Array,
    private readonly table: Float64Array,
    private readonly sides: ItemSides | null,
    private readonly gapSec: number,
  ) {
    this.network = new Network(width, STEPS, LANES, weights);
  }

  /** What is looked for after the last event of each history; none of them is empty. */
  soughtOf(histories: readonly Moments[]): Float64Array[] {
    const { network, width, sides } = this;
    const places = layOut(histories);
    const steps = Math.max(...places.map(({ end }) => end));
    const sought = histories.map(() => new Float64Array(width));
    for (let from = 0; from < steps; from += STEPS) {
      const to = Math.min(steps, from + STEPS);
      const window = this.windowOf(places, from, to);
      if (sides === null) network.forward(window, to - from);
      else network.readKnown(window, to - from, sides.with(network, window.items));
      for (const [h, { lane, end }] of places.entries()) {
        if (end <= from || end > to) continue;
        network.seek((end - 1 - from) * LANES + lane, sought[h]);
      }
    }
    return sought;
  }

  private windowOf(places: readonly Place[], from: number, to: number) {
    const items = new Int32Array(STEPS * LANES).fill(-1);
    // A lane with nothing left goes on with nothing.
    const follows = new Uint8Array(STEPS * LANES).fill(SAME_SESSION);
    for (const { moments, lane, begin, end } of places) {
      for (let step = Math.max(from, begin); step < Math.min(to, end); step++) {
        const slot = (step - from) * LANES + lane;
        items[slot] = moments.items[step - begin];
        follows[slot] = followsAt(moments.timestampSec, step - begin, 0, this.gapSec);
      }
    }
    const { table } = this;
    return { items, follows, table, mask: null, context: null, starts: null, startStates: NO_STATES };
  }
}

const NO_STATES = new Float64Array(0);

/** The longest first, each to the lane that has least to read so far. */
function layOut(histories: readonly Moments[]): Place[] {
  const places = new Array<Place>(histories.length);
  const order = Array.from(histories.keys());
  order.sort((a, b) => histories[b].items.length - histories[a].items.length || a - b);
  const ends = new Array<number>(LANES).fill(0);
  for (const h of order) {
    const moments = histories[h];
    const lane = ends.indexOf(Math.min(...ends));
    const begin = ends[lane];
    ends[lane] += moments.items.length;
    places[h] = { moments, lane, begin, end: ends[lane] };
  }
  return places;
}
