import { exp, log, pow } from '../../kernels/math';
import { nthLargest } from '../../kernels/nth-largest';
import type { SessionTables } from './session-tables';

/** How far makers go: more finds a little more, in more time. */
export interface Effort {
  /** Newest sessions looked at for each item of the query. */
  readonly looks: number;
  /** Sessions most alike that are kept. */
  readonly neighbours: number;
  readonly candidates: number;
}

/** How fast items of the query, sessions and places in them are forgotten; powers of rarity and length. */
const SHAPE = { place: 4, rarity: 2.5, age: 1, length: 0.125, distance: 2 };
/** What stands before the newest item that was met, and that item itself, count so much of what follows it. */
const BACK = 0.7;
const SELF = 0.7;
/** Places further from it than this tell nothing. */
const FURTHEST = 63;

/** Sessions that hold what the history holds, the rarer and the newer the more, and what lies in them beside it. */
export class Neighbours {
  /** By session: how alike it is, the place of the history that met it last, and where. */
  private readonly alike: Float64Array;
  private readonly seenBy: Int32Array;
  private readonly lastRow: Int32Array;
  private readonly met: Int32Array;
  private readonly pastWeight: Float64Array;
  private readonly rarity: Float64Array;
  private readonly nearness: Float64Array;

  constructor(
    private readonly tables: SessionTables,
    private readonly effort: Effort,
  ) {
    const nSessions = tables.starts.length - 1;
    this.alike = new Float64Array(nSessions);
    this.seenBy = new Int32Array(nSessions).fill(-1);
    this.lastRow = new Int32Array(nSessions);
    this.met = new Int32Array(nSessions);
    this.pastWeight = Float64Array.from({ length: nSessions }, (_, s) => {
      const length = tables.starts[s + 1] - tables.starts[s];
      return exp((s + 1 - nSessions) / (nSessions * SHAPE.age)) / pow(length, SHAPE.length);
    });
    this.rarity = Float64Array.from(tables.counts, (n) =>
      n === 0 ? 0 : pow(log(nSessions / n + 1), SHAPE.rarity),
    );
    this.nearness = Float64Array.from({ length: FURTHEST + 1 }, (_, d) =>
      exp(-Math.max(0, d - 1) / SHAPE.distance),
    );
  }

  /** @param own is left out; −1 = none. @param add what an item has of one of the sessions most alike. */
  find(history: Int32Array, own: number, add: (item: number, value: number) => void): void {
    const { starts, items } = this.tables;
    this.each(history, own, (s, likeness) => {
      for (let q = starts[s]; q < starts[s + 1]; q++) add(items[q], likeness * this.near(s, q));
    });
  }

  /** What `find` gives an item, to the places of the history that brought it. */
  divide(history: Int32Array, own: number, item: number, parts: Float64Array): void {
    const { starts, items } = this.tables;
    this.each(history, own, (s) => {
      let value = 0;
      for (let q = starts[s]; q < starts[s + 1]; q++) if (items[q] === item) value += this.near(s, q);
      if (value === 0) return;
      const there = new Set(items.subarray(starts[s], starts[s + 1]));
      for (const held of new Set(history))
        if (there.has(held)) {
          const place = history.lastIndexOf(held);
          parts[place] += value * this.pastWeight[s] * this.weightOf(history, place);
        }
    });
  }

  private weightOf(history: Int32Array, place: number): number {
    return exp((place + 1 - history.length) / SHAPE.place) * this.rarity[history[place]];
  }

  private near(s: number, row: number): number {
    const d = row - this.lastRow[s];
    if (d === 0) return SELF;
    if (d > FURTHEST || d < -FURTHEST) return 0;
    return d > 0 ? this.nearness[d] : BACK * this.nearness[-d];
  }

  private each(history: Int32Array, own: number, take: (session: number, likeness: number) => void): void {
    const { sessionOf, itemStarts, itemRows } = this.tables;
    const { alike, seenBy, lastRow, met, pastWeight } = this;
    const { looks, neighbours: most } = this.effort;
    let nMet = 0;
    for (let place = history.length - 1; place >= 0; place--) {
      const held = history[place];
      if (history.lastIndexOf(held) !== place) continue;
      const weight = this.weightOf(history, place);
      const from = Math.max(itemStarts[held], itemStarts[held + 1] - looks);
      for (let r = itemStarts[held + 1] - 1; r >= from; r--) {
        const row = itemRows[r];
        const s = sessionOf[row];
        if (s === own || seenBy[s] === place) continue;
        if (seenBy[s] < 0) {
          met[nMet++] = s;
          lastRow[s] = row;
        } else if (row > lastRow[s]) lastRow[s] = row;
        seenBy[s] = place;
        alike[s] += weight;
      }
    }
    const numbers = new Float64Array(nMet);
    for (let m = 0; m < nMet; m++) numbers[m] = alike[met[m]] * pastWeight[met[m]];
    const least = nMet > most ? nthLargest(numbers, most) : 0;
    for (let m = 0; m < nMet; m++) {
      const s = met[m];
      const likeness = alike[s] * pastWeight[s];
      if (likeness >= least) take(s, likeness);
      alike[s] = 0;
      seenBy[s] = -1;
    }
  }
}
