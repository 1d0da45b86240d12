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
  readonly rowUser: Int32Array;
  /** Rows of item i: itemRows[itemPtr[i] … itemPtr[i + 1]), ascending. */
  readonly itemPtr: Int32Array;
  readonly itemRows: Int32Array;
}

/** O(rows + items). */
export function buildRowIndex(userPtr: Int32Array, items: Int32Array, nItems: number): RowIndex {
  const nRows = items.length;
  const nUsers = userPtr.length - 1;
  const rowUser = new Int32Array(nRows);
  for (let u = 0; u < nUsers; u++) rowUser.fill(u, userPtr[u], userPtr[u + 1]);
  const itemPtr = new Int32Array(nItems + 1);
  for (let r = 0; r < nRows; r++) itemPtr[items[r] + 1]++;
  for (let i = 0; i < nItems; i++) itemPtr[i + 1] += itemPtr[i];
  const next = itemPtr.slice(0, nItems);
  const itemRows = new Int32Array(nRows);
  for (let r = 0; r < nRows; r++) itemRows[next[items[r]]++] = r;
  return { nItems, nUsers, userPtr, items, rowUser, itemPtr, itemRows };
}

/** Products below this share of the query's norm count as nothing. */
const NEGLIGIBLE = 1e-4;

/**
 * Neighbour model without training: what followed the moments that resemble the asking one. Each training row s has
 * a context x_s, the decayed bag of the items before it; Z_j = Σ over rows with y_s = j of
 * (⟨x_q, x_s⟩ / (|x_q| · |x_s|^normExponent))^power.
 *
 * One instance answers one query at a time. A query walks the rows of every user who had an item of the context,
 * from the first such row on.
 */
export class ContextKernel {
  private readonly inverseNorm: Float32Array;
  private readonly itemWeight: Float64Array;
  /** Weight of each item in the query, 0 for all others; scratch. */
  private readonly asked: Float64Array;
  /** First row of each user that holds an item of the context, or −1; scratch. */
  private readonly firstRow: Int32Array;

  constructor(
    private readonly index: RowIndex,
    readonly shape: ContextKernelShape,
  ) {
    this.itemWeight = itemWeights(index, shape.rarity);
    this.asked = new Float64Array(index.nItems);
    this.firstRow = new Int32Array(index.nUsers).fill(-1);
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
    const { index, asked, firstRow } = this;
    const context = this.readContext(history);
    let squares = 0;
    for (const item of context) squares += asked[item] * asked[item];
    for (const item of context) asked[item] *= this.itemWeight[item];
    for (const item of context) {
      for (let p = index.itemPtr[item]; p < index.itemPtr[item + 1]; p++) {
        const row = index.itemRows[p];
        const user = index.rowUser[row];
        if (firstRow[user] < 0 || firstRow[user] > row) firstRow[user] = row;
      }
    }
    out.fill(0);
    const total = squares > 0 ? this.sweep(1 / Math.sqrt(squares), ownFrom, ownTo, out) : 0;
    for (const item of context) asked[item] = 0;
    if (total === 0) return false;
    const share = 1 / total;
    for (let i = 0; i < out.length; i++) out[i] *= share;
    return true;
  }

  /**
   * How Z of one item divides over the items of the history, up to a common factor: every supporting row's similarity
   * is shared out in proportion to each item's part of ⟨x_q, x_s⟩. Exact for power 1, an attribution above.
   */
  shares(history: Int32Array, ownFrom: number, ownTo: number, item: number): Map<number, number> {
    const { index, asked, shape } = this;
    const context = this.readContext(history);
    for (const held of context) asked[held] *= this.itemWeight[held];
    const shares = new Map<number, number>();
    for (let p = index.itemPtr[item]; p < index.itemPtr[item + 1]; p++) {
      const s = index.itemRows[p];
      if (s >= ownFrom && s < ownTo) continue;
      const parts = new Map<number, number>();
      let product = 0;
      let decay = 1;
      for (
        let b = s - 1;
        b >= index.userPtr[index.rowUser[s]] && decay > 1e-6;
        b--, decay *= shape.rowDecay
      ) {
        const part = decay * asked[index.items[b]];
        if (part === 0) continue;
        parts.set(index.items[b], (parts.get(index.items[b]) ?? 0) + part);
        product += part;
      }
      if (product === 0) continue;
      const norm = this.inverseNorm.length > 0 ? this.inverseNorm[s] : 1;
      const similarity = powInt(product * norm, shape.power);
      for (const [held, part] of parts) {
        shares.set(held, (shares.get(held) ?? 0) + (similarity * part) / product);
      }
    }
    for (const held of context) asked[held] = 0;
    return shares;
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

  /** Adds every similarity to the item that followed, clears `firstRow`, and returns the total. */
  private sweep(scale: number, ownFrom: number, ownTo: number, out: Float64Array): number {
    const { asked, firstRow, inverseNorm } = this;
    const { userPtr, items } = this.index;
    const { rowDecay, power } = this.shape;
    const hasNorm = inverseNorm.length > 0;
    let total = 0;
    for (let u = 0; u < firstRow.length; u++) {
      const first = firstRow[u];
      if (first < 0) continue;
      firstRow[u] = -1;
      if (first >= ownFrom && first < ownTo) continue;
      const end = userPtr[u + 1];
      let product = scale * asked[items[first]];
      for (let s = first + 1; s < end; s++) {
        const item = items[s];
        if (product > NEGLIGIBLE) {
          const similarity = hasNorm ? product * inverseNorm[s] : product;
          let raised = similarity;
          if (power === 2) raised *= similarity;
          else if (power === 3) raised *= similarity * similarity;
          else if (power > 3) raised = powInt(similarity, power);
          out[item] += raised;
          total += raised;
        } else {
          product = 0;
        }
        product = product * rowDecay + scale * asked[item];
      }
    }
    return total;
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
    weights[i] = exp(-rarity * log(index.itemPtr[i + 1] - index.itemPtr[i] + 1));
  }
  return weights;
}
