import { type ContextKernel, type KernelQuery, raise, type RowIndex } from './context-kernel';

/** Numbers to a row: what it holds, and the norms of its context. */
const ROW = 4;
/** What a query has found so far of each item, side by side; and what an item of its context adds, padded. */
const FOUND = 3;
const ADDS = 4;
/** The place of what no item is: where a user begins, and behind the last. */
const ENDS = 0xffff;
/** Queries and rows at a time: what they find, and the rows that all of them walk over, stay in the second cache. */
const QUERIES_AT_ONCE = 8;
const ROWS_AT_ONCE = 16_384; // a multiple of 1024
/** The share of all rows, from which on walks of all queries begin, that makes it worth to fetch all from memory in order. */
const WORTH_FETCHING = 1 / 16;
/** Numbers to a line of the caches. */
const LINE = 16;

/** `raise` by a name of this module that never changes: the engine then need not look it up in each turn. */
const raised = raise;

/** A query of all three kernels under way. */
class TrioLane {
  /** [items, 3] row-major. */
  readonly found: Float64Array;
  /** By item: which item of the context it is, from 1 on; 0 = none. */
  readonly places: Uint16Array;
  /** [places, 4] row-major: what it adds to each product, 0 for place 0. */
  adds = new Float64Array(ADDS);
  /** The same where a walk may begin with it, else 0. */
  leads = new Float64Array(ADDS);
  /** Sums of all similarities so far, by kernel. */
  readonly totals = new Float64Array(3);
  readonly held = new Map<number, number>();
  /** Items by whose rows walks begin, and where each one's next row stands among `itemRows`. */
  readonly context: number[] = [];
  readonly next: number[] = [];
  nextRow = 0;
  walkedTo = 0;
  ownFrom = 0;
  ownTo = 0;

  constructor(nItems: number) {
    this.found = new Float64Array(FOUND * nItems);
    this.places = new Uint16Array(nItems + 1);
    this.places[nItems] = ENDS;
  }
}

type Trio = readonly [ContextKernel, ContextKernel, ContextKernel];

/** How many numbers `writeTrioRows` writes of so many rows. */
export function trioRowsLength(nRows: number): number {
  return ROW * (nRows + 1);
}

/**
 * What a trio reads of the rows, made once for all threads that ask it: [rows + 1, 4] row-major: 2 · item, and 1 more where
 * it is found by the row, or 2 · (all items) where a user begins and behind the last; and three norms, in the bits of
 * 32-bit floats.
 */
export function writeTrioRows(
  { items, itemRows, nItems, nUsers, userPtr }: RowIndex,
  kernels: Trio,
  rows: Int32Array,
): void {
  for (let s = 0; s < items.length; s++) rows[ROW * s] = 2 * items[s];
  for (const s of itemRows) rows[ROW * s] += 1;
  for (let u = 0; u < nUsers; u++) if (userPtr[u] < userPtr[u + 1]) rows[ROW * userPtr[u]] = 2 * nItems;
  rows[ROW * items.length] = 2 * nItems;
  for (const [k, kernel] of kernels.entries()) kernel.writeRowNorms(normsIn(rows), 1 + k, ROW);
}

function normsIn({ buffer, byteOffset, length }: Int32Array): Float32Array {
  return new Float32Array(buffer, byteOffset, length);
}

/**
 * Three kernels over the same rows, asked together: what each says to the last bit, in one walk. Where they look back
 * alike, most of their rows are the same, and what costs most is to find a row and to see where a walk ends.
 */
export class ContextTrio {
  private readonly rows: Int32Array;
  private readonly norms: Float32Array;
  private readonly lanes: TrioLane[] = [];
  /** Rows among those walked over at once from which a walk may begin: by bit, words of them by bit, and in order. */
  private readonly bits = new Int32Array(ROWS_AT_ONCE / 32);
  private readonly words = new Int32Array(ROWS_AT_ONCE / 1024);
  private readonly begins = new Int32Array(ROWS_AT_ONCE);
  /** Which item of the context each of them holds: sooner known from here than from the row. */
  private readonly placeAt = new Uint16Array(ROWS_AT_ONCE);
  /** Nothing that counts: it keeps the engine from leaving `fetch` out. */
  private fetched = 0;
  private readonly decays: Float64Array;
  private readonly negligible: Float64Array;
  private readonly powers: Int32Array;

  /** @param rows of these kernels over this index, as `writeTrioRows` has left them. */
  constructor(
    private readonly index: RowIndex,
    private readonly kernels: Trio,
    rows: Int32Array,
  ) {
    this.rows = rows;
    this.norms = normsIn(rows);
    this.powers = Int32Array.from(kernels, ({ shape }) => shape.power);
    this.decays = Float64Array.from(kernels, ({ shape }) => shape.rowDecay);
    this.negligible = Float64Array.from(kernels, ({ negligible }) => negligible);
  }

  /** What `ContextKernel.scoreEach` writes, for each of the kernels. @param outs by kernel, and by query. */
  scoreEach(queries: readonly KernelQuery[], outs: readonly (readonly Float64Array[])[]): void {
    for (let from = 0; from < queries.length; from += QUERIES_AT_ONCE) {
      const to = Math.min(queries.length, from + QUERIES_AT_ONCE);
      const some = outs.map((own) => own.slice(from, to));
      this.scoreSome(queries.slice(from, to), some);
    }
  }

  private scoreSome(queries: readonly KernelQuery[], outs: readonly (readonly Float64Array[])[]): void {
    while (this.lanes.length < queries.length) this.lanes.push(new TrioLane(this.index.nItems));
    const lanes = this.lanes.slice(0, queries.length);
    for (const [q, lane] of lanes.entries()) this.begin(lane, queries[q]);
    const { items } = this.index;
    const begun = lanes.reduce((sum, { context }) => sum + this.rowsOf(context), 0);
    const isFetched = begun > WORTH_FETCHING * items.length;
    for (let from = 0; from < items.length; from += ROWS_AT_ONCE) {
      if (isFetched) this.fetched ^= this.fetch(from);
      for (const lane of lanes) this.sweep(lane, from);
    }
    for (const [q, lane] of lanes.entries()) {
      const { found, totals } = lane;
      for (const [k, own] of outs.entries()) {
        const share = totals[k] === 0 ? 0 : 1 / totals[k];
        const out = own[q];
        for (let i = 0, at = k; i < out.length; i++, at += FOUND) out[i] = found[at] * share;
      }
      for (const item of lane.held.keys()) lane.places[item] = 0;
      lane.held.clear();
    }
  }

  private begin(lane: TrioLane, { items, ownFrom, ownTo }: KernelQuery): void {
    const { held, places } = lane;
    const asked = this.kernels.map((kernel) => kernel.ask(items));
    for (const { asked: own } of asked)
      for (const item of own.keys()) if (!held.has(item)) held.set(item, held.size + 1);
    lane.adds = new Float64Array(ADDS * (held.size + 1));
    lane.leads = new Float64Array(ADDS * (held.size + 1));
    for (const [item, place] of held) places[item] = place;
    // From an item that adds next to nothing no walk goes on.
    const leading = new Set<number>();
    for (const [k, { asked: own, scale }] of asked.entries()) {
      for (const [item, value] of own) {
        const add = scale * value;
        const at = ADDS * places[item] + k;
        lane.adds[at] = add;
        if (add <= this.negligible[k]) continue;
        lane.leads[at] = add;
        leading.add(item);
      }
    }
    lane.context.length = 0;
    lane.next.length = 0;
    for (const item of leading) {
      lane.context.push(item);
      lane.next.push(this.index.itemPtr[item]);
    }
    lane.found.fill(0);
    lane.totals.fill(0);
    lane.nextRow = 0;
    lane.walkedTo = 0;
    lane.ownFrom = ownFrom;
    lane.ownTo = ownTo;
  }

  /** By how many rows these items are found. */
  private rowsOf(context: readonly number[]): number {
    const { itemPtr } = this.index;
    return context.reduce((sum, item) => sum + itemPtr[item + 1] - itemPtr[item], 0);
  }

  /** Reads a number of every line of the rows from `from` on. */
  private fetch(from: number): number {
    const { rows } = this;
    const to = Math.min(rows.length, ROW * (from + ROWS_AT_ONCE));
    let all = 0;
    for (let at = ROW * from; at < to; at += LINE) all ^= rows[at];
    return all;
  }

  /** The walks that begin among the rows from `from` on. */
  private sweep(lane: TrioLane, from: number): void {
    if (lane.nextRow >= from + ROWS_AT_ONCE) return;
    this.mark(lane, from);
    this.walk(lane, from, this.takeMarked(from));
  }

  /** Sets the bit of every row from `from` on that holds an item by which walks begin. */
  private mark(lane: TrioLane, from: number): void {
    const { bits, words, placeAt } = this;
    const { itemPtr, itemRows } = this.index;
    const { context, next, places } = lane;
    const to = from + ROWS_AT_ONCE;
    let nextRow = this.index.items.length;
    for (let c = 0; c < context.length; c++) {
      const end = itemPtr[context[c] + 1];
      const place = places[context[c]];
      let p = next[c];
      for (; p < end && itemRows[p] < to; p++) {
        const row = itemRows[p] - from;
        bits[row >>> 5] |= 1 << (row & 31);
        words[row >>> 10] |= 1 << ((row >>> 5) & 31);
        placeAt[row] = place;
      }
      next[c] = p;
      if (p < end && itemRows[p] < nextRow) nextRow = itemRows[p];
    }
    lane.nextRow = nextRow;
  }

  /** Lists the marked rows in `begins`, in order, and takes the marks away. @returns how many there are. */
  private takeMarked(from: number): number {
    const { bits, words, begins } = this;
    let n = 0;
    for (let v = 0; v < words.length; v++) {
      let left = words[v];
      words[v] = 0;
      for (; left !== 0; left &= left - 1) {
        const w = (v << 5) + 31 - Math.clz32(left & -left);
        let rest = bits[w];
        bits[w] = 0;
        for (; rest !== 0; rest &= rest - 1) begins[n++] = from + (w << 5) + 31 - Math.clz32(rest & -rest);
      }
    }
    return n;
  }

  /**
   * Goes from each of the first `n` rows of `begins`, unless one before has gone over it, on to where nothing resembles
   * the query any more. A product is 0 while its kernel's own walk is over; it begins anew at a row by which an item of its
   * context is found. Most rows hold nothing of the context and follow one that all three go on from, or the first two,
   * or the first alone, in this order: loops of their own ask no more of them than whether a product ends.
   */
  private walk(lane: TrioLane, from: number, n: number): void {
    const { rows, norms, begins, placeAt } = this;
    const { found, places, adds, leads, totals, ownFrom, ownTo } = lane;
    const { rowWeight } = this.index;
    const powerA = this.powers[0];
    const powerB = this.powers[1];
    const powerC = this.powers[2];
    const decayA = this.decays[0];
    const decayB = this.decays[1];
    const decayC = this.decays[2];
    const leastA = this.negligible[0];
    const leastB = this.negligible[1];
    const leastC = this.negligible[2];
    let { walkedTo } = lane;
    for (let k = 0; k < n; k++) {
      const row = begins[k];
      if (row < walkedTo || (row >= ownFrom && row < ownTo)) continue;
      const begun = ADDS * placeAt[row - from];
      let a = leads[begun];
      let b = leads[begun + 1];
      let c = leads[begun + 2];
      let sumA = 0;
      let sumB = 0;
      let sumC = 0;
      // With `| 0` the engine need not look whether a sum is too large for an index.
      let s = (ROW * row + ROW) | 0;
      for (;;) {
        let place = 0;
        if (rowWeight === null && a > 0) {
          if (b > 0 && c > 0) {
            do {
              const item = rows[s] >> 1;
              place = places[item];
              if (place > 0) break;
              const at = (FOUND * item) | 0;
              let x = raised(a * norms[(s + 1) | 0], powerA);
              found[at] += x;
              sumA += x;
              a *= decayA;
              x = raised(b * norms[(s + 2) | 0], powerB);
              found[(at + 1) | 0] += x;
              sumB += x;
              b *= decayB;
              x = raised(c * norms[(s + 3) | 0], powerC);
              found[(at + 2) | 0] += x;
              sumC += x;
              c *= decayC;
              s = (s + ROW) | 0;
            } while (c > leastC && b > leastB && a > leastA);
            if (c <= leastC) c = 0;
            if (b <= leastB) b = 0;
            if (a <= leastA) a = 0;
          }
          if (place === 0 && c === 0 && b > 0 && a > 0) {
            do {
              const item = rows[s] >> 1;
              place = places[item];
              if (place > 0) break;
              const at = (FOUND * item) | 0;
              let x = raised(a * norms[(s + 1) | 0], powerA);
              found[at] += x;
              sumA += x;
              a *= decayA;
              x = raised(b * norms[(s + 2) | 0], powerB);
              found[(at + 1) | 0] += x;
              sumB += x;
              b *= decayB;
              s = (s + ROW) | 0;
            } while (b > leastB && a > leastA);
            if (b <= leastB) b = 0;
            if (a <= leastA) a = 0;
          }
          if (place === 0 && c === 0 && b === 0 && a > 0) {
            do {
              const item = rows[s] >> 1;
              place = places[item];
              if (place > 0) break;
              const x = raised(a * norms[(s + 1) | 0], powerA);
              found[(FOUND * item) | 0] += x;
              sumA += x;
              a *= decayA;
              s = (s + ROW) | 0;
            } while (a > leastA);
            if (a <= leastA) a = 0;
          }
        }
        if (a + b + c === 0) break;
        const code = rows[s];
        const item = code >> 1;
        place = places[item];
        if (place === ENDS) break;
        const isFound = place > 0 && (code & 1) === 1;
        const at = (FOUND * item) | 0;
        if (a > 0) {
          let x = raised(a * norms[(s + 1) | 0], powerA);
          if (rowWeight !== null) x *= rowWeight[s >> 2];
          found[at] += x;
          sumA += x;
          a *= decayA;
          if (place > 0) a += adds[ADDS * place];
          if (a <= leastA) a = 0;
        } else if (isFound && leads[ADDS * place] > 0) {
          a = leads[ADDS * place];
          totals[0] += sumA;
          sumA = 0;
        }
        if (b > 0) {
          let x = raised(b * norms[(s + 2) | 0], powerB);
          if (rowWeight !== null) x *= rowWeight[s >> 2];
          found[(at + 1) | 0] += x;
          sumB += x;
          b *= decayB;
          if (place > 0) b += adds[ADDS * place + 1];
          if (b <= leastB) b = 0;
        } else if (isFound && leads[ADDS * place + 1] > 0) {
          b = leads[ADDS * place + 1];
          totals[1] += sumB;
          sumB = 0;
        }
        if (c > 0) {
          let x = raised(c * norms[(s + 3) | 0], powerC);
          if (rowWeight !== null) x *= rowWeight[s >> 2];
          found[(at + 2) | 0] += x;
          sumC += x;
          c *= decayC;
          if (place > 0) c += adds[ADDS * place + 2];
          if (c <= leastC) c = 0;
        } else if (isFound && leads[ADDS * place + 2] > 0) {
          c = leads[ADDS * place + 2];
          totals[2] += sumC;
          sumC = 0;
        }
        s = (s + ROW) | 0;
      }
      totals[0] += sumA;
      totals[1] += sumB;
      totals[2] += sumC;
      walkedTo = s >> 2;
    }
    lane.walkedTo = walkedTo;
  }
}
