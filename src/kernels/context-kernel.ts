import { exp, log, powInt } from './math';

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
  readonly rowUser: Int32Array;
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
  const rowUser = new Int32Array(nRows);
  for (let u = 0; u < nUsers; u++) rowUser.fill(u, userPtr[u], userPtr[u + 1]);
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
    rowUser,
    itemCounts,
    itemPtr,
    itemRows: kept === nRows ? allRows : allRows.slice(0, kept),
  };
}

/** The `n` newest of ascending rows, ascending. */
function newestRows(rows: Int32Array, timestampSec: Float64Array, n: number): Int32Array {
  const times = Float64Array.from(rows, (row) => timestampSec[row]).sort();
  const limit = times[rows.length - n];
  const after = rows.filter((row) => timestampSec[row] > limit);
  const ties = rows.filter((row) => timestampSec[row] === limit);
  const kept = new Int32Array(n);
  kept.set(after);
  kept.set(ties.subarray(ties.length - (n - after.length)), after.length);
  return kept.sort();
}

/** Told of the rows [from, to) that a query walked over, and what its products were scaled with. */
type OnWalk = (from: number, to: number, scale: number) => void;

/** Products below this share of the query's norm count as nothing, and so do similarities below NOTHING. */
const NEGLIGIBLE = 1e-4;
const NOTHING = 1e-8;

/**
 * Neighbour model without training: what followed the moments that resemble the asking one. Each training row s has
 * a context x_s, the decayed bag of the items before it; Z_j = Σ over rows with y_s = j of
 * (⟨x_q, x_s⟩ / (|x_q| · |x_s|^normExponent))^power.
 *
 * One instance answers one query at a time. A query walks, from every row that holds an item of the context, over the
 * rows that follow it for as long as they still resemble the query.
 */
export class ContextKernel {
  private readonly inverseNorm: Float32Array;
  private readonly itemWeight: Float64Array;
  /** Weight of each item in the query, 0 for all others; scratch. */
  private readonly asked: Float64Array;
  /** One bit for every row that holds an item of the context; scratch. */
  private readonly found: Uint32Array;
  private readonly negligible: number;

  constructor(
    private readonly index: RowIndex,
    readonly shape: ContextKernelShape,
  ) {
    this.itemWeight = itemWeights(index, shape.rarity);
    this.asked = new Float64Array(index.nItems);
    this.found = new Uint32Array(Math.ceil(index.items.length / 32));
    this.negligible = Math.max(NEGLIGIBLE, exp(log(NOTHING) / shape.power));
    this.inverseNorm = shape.normExponent === 0 ? new Float32Array(0) : this.rowNorms();
  }

  /** 1 / |x_s|^normExponent of every row; 0 where there is nothing before the row. */
  private rowNorms(): Float32Array {
    const { index, shape, itemWeight } = this;
    const norms = new Float32Array(index.items.length);
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
   * @param history oldest first. @param ownFrom, ownTo rows of the asking user, which are left out (equal = none).
   * @returns false when nothing resembles the history; `out` is then all zeros.
   */
  score(history: Int32Array, ownFrom: number, ownTo: number, out: Float64Array): boolean {
    const total = this.visit(history, ownFrom, ownTo, out, null);
    if (total === 0) return false;
    const share = 1 / total;
    for (let i = 0; i < out.length; i++) out[i] *= share;
    return true;
  }

  /** Writes Z into `out` and returns its total; hands every walk to `onWalk` while the context is still laid out. */
  private visit(
    history: Int32Array,
    ownFrom: number,
    ownTo: number,
    out: Float64Array,
    onWalk: OnWalk | null,
  ): number {
    const { index, asked, found } = this;
    const context = this.readContext(history);
    let squares = 0;
    for (const item of context) squares += asked[item] * asked[item];
    for (const item of context) asked[item] *= this.itemWeight[item];
    for (const item of context) {
      for (let p = index.itemPtr[item]; p < index.itemPtr[item + 1]; p++) {
        const row = index.itemRows[p];
        found[row >>> 5] |= 1 << (row & 31);
      }
    }
    out.fill(0);
    const total = squares > 0 ? this.sweep(1 / Math.sqrt(squares), ownFrom, ownTo, out, onWalk) : 0;
    for (const item of context) asked[item] = 0;
    return total;
  }

  /**
   * How the share of one item in `score` divides over the items of the history, which it adds up to: every supporting
   * row's similarity is shared out in proportion to each item's part of ⟨x_q, x_s⟩. Exact for power 1, an attribution
   * above. Costs as much as a score.
   */
  shares(history: Int32Array, ownFrom: number, ownTo: number, item: number): Map<number, number> {
    const { items } = this.index;
    const shares = new Map<number, number>();
    const share = (from: number, to: number, scale: number): void => {
      for (let s = from + 1; s < to; s++) if (items[s] === item) this.shareRow(from, s, scale, shares);
    };
    const total = this.visit(history, ownFrom, ownTo, new Float64Array(this.index.nItems), share);
    for (const [held, value] of shares) shares.set(held, value / total);
    return shares;
  }

  /** Shares the similarity of row s, reached by a walk that began at `from`, out over the items between them. */
  private shareRow(from: number, s: number, scale: number, shares: Map<number, number>): void {
    const { items, rowWeight } = this.index;
    const parts = new Map<number, number>();
    let product = 0;
    let decay = scale;
    for (let b = s - 1; b >= from; b--, decay *= this.shape.rowDecay) {
      const part = decay * this.asked[items[b]];
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

  /** Distinct items of the newest `window` moments; their decayed, rarity-weighted counts go to `asked`. */
  private readContext(history: Int32Array): Set<number> {
    const context = new Set<number>();
    let weight = 1;
    for (let a = 0; a < this.shape.window && a < history.length; a++, weight *= this.shape.queryDecay) {
      const item = history[history.length - 1 - a];
      context.add(item);
      this.asked[item] += weight * this.itemWeight[item];
    }
    return context;
  }

  /** Adds every similarity to the item that followed, clears `found`, and returns the total. */
  private sweep(
    scale: number,
    ownFrom: number,
    ownTo: number,
    out: Float64Array,
    onWalk: OnWalk | null,
  ): number {
    const { found } = this;
    let total = 0;
    let walkedTo = 0;
    for (let w = 0; w < found.length; w++) {
      let bits = found[w];
      if (bits === 0) continue;
      found[w] = 0;
      for (; bits !== 0; bits &= bits - 1) {
        const row = (w << 5) + 31 - Math.clz32(bits & -bits);
        if (row < walkedTo || (row >= ownFrom && row < ownTo)) continue;
        walkedTo = this.walk(row, scale, out);
        if (onWalk !== null) onWalk(row, walkedTo, scale);
        total += this.walked;
      }
    }
    return total;
  }

  /** Sum of the similarities of the last walk. */
  private walked = 0;

  /** Goes from a row that holds an item of the context on to where nothing resembles the query any more. */
  private walk(row: number, scale: number, out: Float64Array): number {
    const { asked, inverseNorm, negligible } = this;
    const { userPtr, items, rowUser, rowWeight } = this.index;
    const { rowDecay, power } = this.shape;
    const hasNorm = inverseNorm.length > 0;
    const end = userPtr[rowUser[row] + 1];
    let product = scale * asked[items[row]];
    let sum = 0;
    let s = row + 1;
    for (; s < end && product > negligible; s++) {
      const item = items[s];
      const similarity = hasNorm ? product * inverseNorm[s] : product;
      let raised = similarity;
      if (power === 2) raised *= similarity;
      else if (power === 3) raised *= similarity * similarity;
      else if (power > 3) raised = powInt(similarity, power);
      if (rowWeight !== null) raised *= rowWeight[s];
      out[item] += raised;
      sum += raised;
      product = product * rowDecay + scale * asked[item];
    }
    this.walked = sum;
    return s;
  }
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
