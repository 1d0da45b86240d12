import { exp, log, powInt } from './math';

/** How alike two moments are: decayed bags of the items before them, compared by a powered cosine. */
export interface ContextKernelShape {
  /** Weight of the k-th newest item of the asking history is queryDecay^k. */
  readonly queryDecay: number;
  /** The same for the moments of the training rows. */
  readonly rowDecay: number;
  /** Items looked back at, on both sides. */
  readonly window: number;
  /** Whole power of the similarity; 1 makes the kernel linear in the history. */
  readonly power: number;
  /** Exponent of the norm of the training moment: 1 gives a cosine, 0 a plain product. */
  readonly normExponent: number;
  /** Items count (users + 1)^−rarity in the similarity. */
  readonly rarity: number;
}

/** Training rows by user, and each item's rows: what every kernel query walks over. Read only. */
export interface RowIndex {
  readonly nItems: number;
  readonly nRows: number;
  readonly userPtr: Int32Array;
  readonly items: Int32Array;
  /** For each row the first row after those of its user. */
  readonly rowEnd: Int32Array;
  /** Rows of item i: itemRows[itemPtr[i] … itemPtr[i + 1]), ascending. */
  readonly itemPtr: Int32Array;
  readonly itemRows: Int32Array;
}

/** O(rows + items). */
export function buildRowIndex(userPtr: Int32Array, items: Int32Array, nItems: number): RowIndex {
  const nRows = items.length;
  const rowEnd = new Int32Array(nRows);
  for (let u = 0; u + 1 < userPtr.length; u++) rowEnd.fill(userPtr[u + 1], userPtr[u], userPtr[u + 1]);
  const itemPtr = new Int32Array(nItems + 1);
  for (let r = 0; r < nRows; r++) itemPtr[items[r] + 1]++;
  for (let i = 0; i < nItems; i++) itemPtr[i + 1] += itemPtr[i];
  const next = itemPtr.slice(0, nItems);
  const itemRows = new Int32Array(nRows);
  for (let r = 0; r < nRows; r++) itemRows[next[items[r]]++] = r;
  return { nItems, nRows, userPtr, items, rowEnd, itemPtr, itemRows };
}

/**
 * Neighbour model without training: what followed the moments that resemble the asking one. Each training row s has
 * a context x_s, the bag of the `window` items before it; Z_j = Σ over rows with y_s = j of
 * (⟨x_q, x_s⟩ / (|x_q| · |x_s|^normExponent))^power.
 *
 * One instance answers one query at a time; it owns scratch of one number per training row.
 */
export class ContextKernel {
  private readonly products: Float64Array;
  private readonly touched: Int32Array;
  private readonly inverseNorm: Float64Array;
  private readonly itemWeight: Float64Array;
  private readonly decays: Float64Array;

  constructor(
    private readonly index: RowIndex,
    readonly shape: ContextKernelShape,
  ) {
    this.products = new Float64Array(index.nRows);
    this.touched = new Int32Array(index.nRows);
    this.itemWeight = itemWeights(index, shape.rarity);
    this.decays = new Float64Array(shape.window);
    for (let a = 0, d = 1; a < shape.window; a++, d *= shape.rowDecay) this.decays[a] = d;
    this.inverseNorm = this.rowNorms();
  }

  /** 1 / |x_s|^normExponent of every row; 0 where there is nothing before the row. */
  private rowNorms(): Float64Array {
    const { index, shape, decays, itemWeight } = this;
    const norms = new Float64Array(index.nRows);
    const bag = new Float64Array(index.nItems);
    for (let u = 0; u + 1 < index.userPtr.length; u++) {
      for (let s = index.userPtr[u] + 1; s < index.userPtr[u + 1]; s++) {
        const from = Math.max(index.userPtr[u], s - shape.window);
        let squares = 0;
        for (let b = from; b < s; b++) {
          const item = index.items[b];
          const add = decays[s - 1 - b] * itemWeight[item];
          squares += add * (2 * bag[item] + add);
          bag[item] += add;
        }
        for (let b = from; b < s; b++) bag[index.items[b]] = 0;
        norms[s] = shape.normExponent === 0 ? 1 : 1 / powerOf(Math.sqrt(squares), shape.normExponent);
      }
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
    const { index, shape, products, touched, inverseNorm, decays, itemWeight } = this;
    out.fill(0);
    const context = new Map<number, number>();
    let weight = 1;
    for (let a = 0; a < shape.window && a < history.length; a++, weight *= shape.queryDecay) {
      const item = history[history.length - 1 - a];
      context.set(item, (context.get(item) ?? 0) + weight * itemWeight[item]);
    }
    let squares = 0;
    let nTouched = 0;
    for (const [item, own] of context) {
      squares += own * own;
      const w = own * itemWeight[item];
      for (let p = index.itemPtr[item]; p < index.itemPtr[item + 1]; p++) {
        const b = index.itemRows[p];
        if (b >= ownFrom && b < ownTo) continue;
        const end = Math.min(index.rowEnd[b], b + 1 + shape.window);
        for (let s = b + 1; s < end; s++) {
          if (products[s] === 0) touched[nTouched++] = s;
          products[s] += w * decays[s - 1 - b];
        }
      }
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    let total = 0;
    for (let t = 0; t < nTouched; t++) {
      const s = touched[t];
      const similarity = powInt(products[s] * scale * inverseNorm[s], shape.power);
      products[s] = 0;
      out[index.items[s]] += similarity;
      total += similarity;
    }
    if (total === 0) return false;
    for (let i = 0; i < out.length; i++) out[i] /= total;
    return true;
  }
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
