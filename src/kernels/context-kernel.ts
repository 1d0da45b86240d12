import { exp, log, powInt } from './math';
import { nthLargest } from './nth-largest';

/** How alike two moments are: decayed bags of the items before them, compared by a powered cosine. */
export interface ContextKernelShape {
  /** Weight of the k-th newest item of the asking history is queryDecay^k, for k < window. */
  readonly queryDecay: number;
  readonly window: number;
  /** The same for the moments of the training rows, whose bags reach back to the user's first row. */
  readonly rowDecay: number;
  /** Whole power of the similarity; 1 makes the kernel linear in the history. */
  readonly power: number;
  /** Exponent of the norm of the training moment: 1 gives a cosine, 0 a plain product. */
  readonly normExponent: number;
  /** Items count (rows + 1)^−rarity in the similarity. */
  readonly rarity: number;
}

/** Training rows by user, and each item's rows: what every kernel query walks over. Read only. */
export interface RowIndex {
  readonly nItems: number;
  readonly nUsers: number;
  readonly userPtr: Int32Array;
  readonly items: Int32Array;
  /** Multiplies the similarity of each row; null = all 1. */
  readonly rowWeight: Float32Array | null;
  /** All rows of each item, counted. */
  readonly itemCounts: Int32Array;
  /** Rows by which item i is found: itemRows[itemPtr[i] … itemPtr[i + 1]), ascending. */
  readonly itemPtr: Int32Array;
  readonly itemRows: Int32Array;
}

/** Rows by user, oldest first. */
export interface KernelRows {
  readonly userPtr: Int32Array;
  readonly items: Int32Array;
  readonly timestampSec: Float64Array;
  readonly rowWeight: Float32Array | null;
}

/**
 * @param reach rows by which an item is found, at most: its newest ones (at equal times, the later positions). A
 * moment that resembles a query in several items is then still found through the rarer of them.
 * O(rows + items), and sorting where an item has more rows than `reach`.
 */
export function buildRowIndex(
  { userPtr, items, timestampSec, rowWeight }: KernelRows,
  nItems: number,
  reach = Infinity,
): RowIndex {
  const nRows = items.length;
  const nUsers = userPtr.length - 1;
  const itemCounts = new Int32Array(nItems);
  for (let r = 0; r < nRows; r++) itemCounts[items[r]]++;
  const allPtr = new Int32Array(nItems + 1);
  for (let i = 0; i < nItems; i++) allPtr[i + 1] = allPtr[i] + itemCounts[i];
  const next = allPtr.slice(0, nItems);
  const allRows = new Int32Array(nRows);
  for (let r = 0; r < nRows; r++) allRows[next[items[r]]++] = r;
  const itemPtr = new Int32Array(nItems + 1);
  let kept = 0;
  for (let i = 0; i < nItems; i++) {
    const rows = allRows.subarray(allPtr[i], allPtr[i + 1]);
    const newest = rows.length > reach ? newestRows(rows, timestampSec, reach) : rows;
    allRows.set(newest, kept);
    itemPtr[i + 1] = kept += newest.length;
  }
  return {
    nItems,
    nUsers,
    userPtr,
    items,
    rowWeight,
    itemCounts,
    itemPtr,
    itemRows: kept === nRows ? allRows : allRows.slice(0, kept),
  };
}

/** The `n` newest of ascending rows, of which there are more, ascending. */
function newestRows(rows: Int32Array, timestampSec: Float64Array, n: number): Int32Array {
  const times = new Float64Array(rows.length);
  for (let r = 0; r < rows.length; r++) times[r] = timestampSec[rows[r]];
  const limit = nthLargest(times.slice(), n);
  let [after, ties] = [0, 0];
  for (let r = 0; r < times.length; r++) {
    if (times[r] > limit) after++;
    else if (times[r] === limit) ties++;
  }
  const kept = new Int32Array(n);
  let at = 0;
  for (let r = 0; r < times.length; r++) {
    // Of those at the limit the last ones, as many as there is room for.
    if (times[r] > limit || (times[r] === limit && ties-- <= n - after)) kept[at++] = rows[r];
  }
  return kept;
}

const followersBy = new WeakMap<RowIndex, Int32Array<ArrayBuffer>>();

/**
 * The item of each row, as ~item where a user begins, and −1 behind the last: a walk sees by it where to end. Made once
 * for all kernels over an index.
 */
function followersOf(index: RowIndex): Int32Array<ArrayBuffer> {
  const made = followersBy.get(index);
  if (made !== undefined) return made;
  const { items, nUsers, userPtr } = index;
  const followers = new Int32Array(items.length + 1).fill(-1);
  followers.set(items);
  for (let u = 0; u < nUsers; u++)
    if (userPtr[u] < userPtr[u + 1]) followers[userPtr[u]] = ~items[userPtr[u]];
  followersBy.set(index, followers);
  return followers;
}

/** One query: a history, oldest first, and the rows of the asking user, which are left out (equal = none). */
export interface KernelQuery {
  readonly items: Int32Array;
  readonly ownFrom: number;
  readonly ownTo: number;
}

/** Items of a query with what they count, and the factor that makes the query as long as 1. */
interface Asked {
  readonly asked: ReadonlyMap<number, number>;
  readonly scale: number;
}

/** Told of the rows [from, to) that a query walked over. */
type OnWalk = (from: number, to: number) => void;

/** Rows that all queries of a block walk over before the next ones are fetched from memory; a multiple of 32. */
const ROWS_AT_ONCE = 32768;

/** A query under way. */
class Lane {
  /** What each item adds to the product with a row's context, 0 but for items of the query's own. */
  readonly adds: Float64Array;
  /** Distinct items of the query's context, and where each one's next row stands among `itemRows`. */
  readonly context: number[] = [];
  readonly next: number[] = [];
  /** No row before this one is left to walk from. */
  nextRow = 0;
  walkedTo = 0;
  /** Sum of all similarities so far. */
  total = 0;
  ownFrom = 0;
  ownTo = 0;

  constructor(nItems: number) {
    this.adds = new Float64Array(nItems);
  }
}

/** Products below this share of the query's norm count as nothing, and so do similarities below NOTHING. */
const NEGLIGIBLE = 1e-4;
const NOTHING = 1e-8;

/**
 * Neighbour model without training: what followed the moments that resemble the asking one. Each training row s has
 * a context x_s, the decayed bag of the items before it; Z_j = Σ over rows with y_s = j of
 * (⟨x_q, x_s⟩ / (|x_q| · |x_s|^normExponent))^power.
 *
 * One instance answers one call at a time. A query walks, from every row that holds an item of the context, over the
 * rows that follow it for as long as they still resemble the query; those of a call walk over the same rows together.
 */
export class ContextKernel {
  /** What `rowNorms` gives; empty where every norm counts as 1, and until the kernel is first asked alone. */
  private inverseNorm = new Float32Array(0);
  /** Those of the index, once they are needed. */
  private followers = new Int32Array(0);
  private readonly itemWeight: Float64Array;
  /** One bit for every row walked over at once that holds an item of the context; scratch. */
  private readonly found = new Int32Array(ROWS_AT_ONCE / 32);
  private readonly lanes: Lane[] = [];
  /** Products up to it count as nothing. */
  private readonly negligible: number;
  /** Products above it are not negligible four rows on. */
  private readonly lasting: number;

  constructor(
    private readonly index: RowIndex,
    readonly shape: ContextKernelShape,
  ) {
    this.itemWeight = itemWeights(index, shape.rarity);
    this.negligible = Math.max(NEGLIGIBLE, exp(log(NOTHING) / shape.power));
    this.lasting = (this.negligible / powInt(shape.rowDecay, 4)) * (1 + 1e-9);
  }

  /** What walks need. */
  private prepare(): void {
    if (this.followers.length > 0) return;
    this.followers = followersOf(this.index);
    if (this.shape.normExponent !== 0) this.inverseNorm = this.rowNorms();
  }

  /** 1 / |x_s|^normExponent of every row; 0 where there is nothing before the row. */
  rowNorms(): Float32Array<ArrayBuffer> {
    const { index, shape, itemWeight } = this;
    const norms = new Float32Array(index.items.length);
    if (shape.normExponent === 0) return norms.fill(1);
    // The bag is kept undecayed: an item's share is held · decay^(rows since).
    const held = new Float64Array(index.nItems);
    const heldAt = new Int32Array(index.nItems);
    const decays = decayTable(shape.rowDecay);
    for (let u = 0; u < index.nUsers; u++) {
      let squares = 0;
      for (let s = index.userPtr[u]; s < index.userPtr[u + 1]; s++) {
        norms[s] = squares > 0 ? 1 / powerOf(Math.sqrt(squares), shape.normExponent) : 0;
        const item = index.items[s];
        const since = Math.min(decays.length - 1, s - heldAt[item]);
        const before = held[item] === 0 ? 0 : held[item] * decays[since];
        const add = itemWeight[item];
        squares = squares * shape.rowDecay * shape.rowDecay + add * (2 * before + add);
        held[item] = before + add;
        heldAt[item] = s;
      }
      for (let s = index.userPtr[u]; s < index.userPtr[u + 1]; s++) held[index.items[s]] = 0;
    }
    return norms;
  }

  /**
   * Writes Z, divided by its total, into `out` (length nItems).
   *
   * @returns false when nothing resembles the history; `out` is then all zeros.
   */
  score(query: KernelQuery, out: Float64Array): boolean {
    this.scoreEach([query], [out]);
    return this.lanes[0].total !== 0;
  }

  /** The same for each of several queries; the numbers are those of one after the other. */
  scoreEach(queries: readonly KernelQuery[], outs: readonly Float64Array[]): void {
    this.prepare();
    while (this.lanes.length < queries.length) this.lanes.push(new Lane(this.index.nItems));
    queries.forEach((query, q) => this.begin(this.lanes[q], query));
    for (const out of outs) out.fill(0);
    for (let from = 0; from < this.index.items.length; from += ROWS_AT_ONCE)
      for (let q = 0; q < queries.length; q++) this.sweep(this.lanes[q], from, outs[q], null);
    for (let q = 0; q < queries.length; q++) {
      const { total } = this.lanes[q];
      this.end(this.lanes[q]);
      if (total === 0) continue;
      const share = 1 / total;
      const out = outs[q];
      for (let i = 0; i < out.length; i++) out[i] *= share;
    }
  }

  /**
   * How the share of one item in `score` divides over the items of the history, which it adds up to: every supporting
   * row's similarity is shared out in proportion to each item's part of ⟨x_q, x_s⟩. Exact for power 1, an attribution
   * above. Costs as much as a score.
   */
  shares(query: KernelQuery, item: number): Map<number, number> {
    const { items } = this.index;
    const shares = new Map<number, number>();
    this.prepare();
    const lane = new Lane(this.index.nItems);
    const { asked, scale } = this.begin(lane, query);
    const share = (from: number, to: number): void => {
      for (let s = from + 1; s < to; s++) if (items[s] === item) this.shareRow(from, s, asked, scale, shares);
    };
    const out = new Float64Array(this.index.nItems);
    for (let from = 0; from < items.length; from += ROWS_AT_ONCE) this.sweep(lane, from, out, share);
    for (const [held, value] of shares) shares.set(held, value / lane.total);
    return shares;
  }

  /** Shares the similarity of row s, reached by a walk that began at `from`, out over the items between them. */
  private shareRow(
    from: number,
    s: number,
    asked: ReadonlyMap<number, number>,
    scale: number,
    shares: Map<number, number>,
  ): void {
    const { items, rowWeight } = this.index;
    const parts = new Map<number, number>();
    let product = 0;
    let decay = scale;
    for (let b = s - 1; b >= from; b--, decay *= this.shape.rowDecay) {
      const part = decay * (asked.get(items[b]) ?? 0);
      if (part === 0) continue;
      parts.set(items[b], (parts.get(items[b]) ?? 0) + part);
      product += part;
    }
    const norm = this.inverseNorm.length > 0 ? this.inverseNorm[s] : 1;
    const similarity = powInt(product * norm, this.shape.power) * (rowWeight === null ? 1 : rowWeight[s]);
    for (const [held, part] of parts) {
      shares.set(held, (shares.get(held) ?? 0) + (similarity * part) / product);
    }
  }

  /**
   * The distinct items of the newest `window` moments, the newest first, with what each would add to the product with a
   * row's context, but for a factor.
   */
  private ask(items: Int32Array): Asked {
    const { itemWeight, shape } = this;
    const held = new Map<number, number>();
    let weight = 1;
    for (let a = 0; a < shape.window && a < items.length; a++, weight *= shape.queryDecay) {
      const item = items[items.length - 1 - a];
      held.set(item, (held.get(item) ?? 0) + weight * itemWeight[item]);
    }
    let squares = 0;
    for (const value of held.values()) squares += value * value;
    const asked = new Map(Array.from(held, ([item, value]) => [item, value * itemWeight[item]]));
    return { asked, scale: squares > 0 ? 1 / Math.sqrt(squares) : 0 };
  }

  private begin(lane: Lane, { items, ownFrom, ownTo }: KernelQuery): Asked {
    const { adds, context, next } = lane;
    const { asked, scale } = this.ask(items);
    for (const [item, value] of asked) {
      adds[item] = scale * value;
      context.push(item);
      next.push(this.index.itemPtr[item]);
    }
    lane.nextRow = 0;
    lane.walkedTo = 0;
    lane.total = 0;
    lane.ownFrom = ownFrom;
    lane.ownTo = ownTo;
    return { asked, scale };
  }

  private end(lane: Lane): void {
    for (const item of lane.context) lane.adds[item] = 0;
    lane.context.length = 0;
    lane.next.length = 0;
  }

  /** Adds every similarity to the item that followed, for the walks that begin among the rows from `from` on. */
  private sweep(lane: Lane, from: number, out: Float64Array, onWalk: OnWalk | null): void {
    if (lane.nextRow >= from + ROWS_AT_ONCE) return;
    const { found } = this;
    const words = this.mark(lane, from);
    for (let w = 0; w < words; w++) {
      let bits = found[w];
      if (bits === 0) continue;
      found[w] = 0;
      for (; bits !== 0; bits &= bits - 1) {
        const row = from + (w << 5) + 31 - Math.clz32(bits & -bits);
        if (row < lane.walkedTo || (row >= lane.ownFrom && row < lane.ownTo)) continue;
        this.walk(lane, row, out);
        if (onWalk !== null) onWalk(row, lane.walkedTo);
      }
    }
  }

  /** Sets the bit of every row from `from` on that holds an item of the context. @returns words up to the last of them. */
  private mark(lane: Lane, from: number): number {
    const { found } = this;
    const { itemPtr, itemRows } = this.index;
    const { context, next } = lane;
    const to = from + ROWS_AT_ONCE;
    let last = -1;
    let nextRow = Infinity;
    for (let c = 0; c < context.length; c++) {
      const end = itemPtr[context[c] + 1];
      let p = next[c];
      let row = -1;
      for (; p < end && itemRows[p] < to; p++) {
        row = itemRows[p] - from;
        found[row >>> 5] |= 1 << (row & 31);
      }
      next[c] = p;
      if (row > last) last = row;
      if (p < end && itemRows[p] < nextRow) nextRow = itemRows[p];
    }
    lane.nextRow = nextRow;
    return (last + 32) >>> 5;
  }

  /** Goes from a row that holds an item of the context on to where nothing resembles the query any more. */
  private walk(lane: Lane, row: number, out: Float64Array): void {
    const { adds } = lane;
    const { negligible, lasting } = this;
    const { followers } = this;
    const { rowDecay } = this.shape;
    const first = followers[row];
    let product = adds[first < 0 ? ~first : first];
    let sum = 0;
    let s = row + 1;
    let item = 0;
    // Four rows a turn while the product is sure to last so long: what ends a walk is hard to foresee.
    while (product > lasting) {
      if ((item = followers[s]) < 0) break;
      let raised = this.raised(product, s);
      out[item] += raised;
      sum += raised;
      product = product * rowDecay + adds[item];
      if ((item = followers[++s]) < 0) break;
      raised = this.raised(product, s);
      out[item] += raised;
      sum += raised;
      product = product * rowDecay + adds[item];
      if ((item = followers[++s]) < 0) break;
      raised = this.raised(product, s);
      out[item] += raised;
      sum += raised;
      product = product * rowDecay + adds[item];
      if ((item = followers[++s]) < 0) break;
      raised = this.raised(product, s++);
      out[item] += raised;
      sum += raised;
      product = product * rowDecay + adds[item];
    }
    while (product > negligible && item >= 0) {
      if ((item = followers[s]) < 0) break;
      const raised = this.raised(product, s++);
      out[item] += raised;
      sum += raised;
      product = product * rowDecay + adds[item];
    }
    lane.total += sum;
    lane.walkedTo = s;
  }

  /** The similarity of row s to the query, as it counts. */
  private raised(product: number, s: number): number {
    const { inverseNorm } = this;
    const { rowWeight } = this.index;
    const { power } = this.shape;
    const similarity = inverseNorm.length > 0 ? product * inverseNorm[s] : product;
    const raised = raise(similarity, power);
    return rowWeight === null ? raised : raised * rowWeight[s];
  }
}

/** The multiplications of `powInt`, which takes longer to say which. */
function raise(similarity: number, power: number): number {
  const square = similarity * similarity;
  if (power === 2) return square;
  if (power === 4) return square * square;
  if (power === 6) return square * (square * square);
  if (power === 3) return similarity * square;
  return power === 1 ? similarity : powInt(similarity, power);
}

function decayTable(decay: number): Float64Array {
  const table: number[] = [1];
  while (table.length < 1024 && table[table.length - 1] * decay > 1e-12) {
    table.push(table[table.length - 1] * decay);
  }
  return Float64Array.from(table);
}

function powerOf(x: number, y: number): number {
  return y === 1 ? x : exp(y * log(x));
}

function itemWeights(index: RowIndex, rarity: number): Float64Array {
  const weights = new Float64Array(index.nItems).fill(1);
  if (rarity === 0) return weights;
  for (let i = 0; i < index.nItems; i++) {
    weights[i] = exp(-rarity * log(index.itemCounts[i] + 1));
  }
  return weights;
}
