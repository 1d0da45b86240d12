import { type Csr, transpose } from './csr';

/**
 * EASE: the item–item weights B with zero diagonal that best rebuild every user's set of items from itself under
 * a ridge penalty λ. With P = (XᵀX + λI)⁻¹, B = I − P·diag(P)⁻¹. Steck, "Embarrassingly Shallow Autoencoders for
 * Sparse Data", WWW 2019.
 */
export interface DenseEase {
  /** Items that take part: `weights` is square over them, row-major, in this order. */
  readonly items: Int32Array;
  readonly weights: Float32Array;
}

/** Who had what, and how much it counts: distinct ascending items per user with one value each. */
export interface WeighedRows extends Csr {
  readonly values: Float32Array;
}

/** The same entries by columns. */
export function transposeWeighed(matrix: WeighedRows): WeighedRows {
  const turned = transpose(matrix);
  const next = turned.indptr.slice();
  const values = new Float32Array(matrix.values.length);
  for (let e = 0; e < values.length; e++) values[next[matrix.indices[e]]++] = matrix.values[e];
  return { ...turned, values };
}

/**
 * The same model solved over users, for data with fewer users than items, over all items at once:
 * P = (I − Xᵀ(XXᵀ + λI)⁻¹X) / λ. Nothing of the size items² is ever built.
 */
export interface DualEase {
  /** (XXᵀ + λI)⁻¹, users × users, its two triangles equal bit by bit. */
  readonly inverse: Float64Array;
  /** Diagonal of P, per item. */
  readonly diagonal: Float64Array;
  readonly lambda: number;
}

/** A weighted bag of past items: what the linear models are asked with. Items are distinct. */
export interface ItemBag {
  readonly items: Int32Array;
  readonly weights: Float64Array;
}

/** x·B, written to `out` over the whole catalogue; items that take no part get 0. */
export function scoreEase(model: DenseEase, place: Int32Array, bag: ItemBag, out: Float64Array): void {
  const n = model.items.length;
  const { weights } = model;
  const sums = new Float64Array(n);
  const held = Int32Array.from(bag.items.keys()).filter((b) => place[bag.items[b]] >= 0);
  const rowOf = (k: number): number => place[bag.items[held[k]]] * n;
  let k = 0;
  // Four rows go over the sums at a time; each sum takes its terms in the order of the bag.
  for (; k + 3 < held.length; k += 4) {
    const [xA, xB, xC, xD] = [0, 1, 2, 3].map((next) => bag.weights[held[k + next]]);
    const [rowA, rowB, rowC, rowD] = [rowOf(k), rowOf(k + 1), rowOf(k + 2), rowOf(k + 3)];
    let j = 0;
    // Two columns a turn, as the engine looks arrays up anew in each turn.
    for (; j + 1 < n; j += 2) {
      let sum = sums[j];
      let next = sums[j + 1];
      sum += xA * weights[rowA + j];
      next += xA * weights[rowA + j + 1];
      sum += xB * weights[rowB + j];
      next += xB * weights[rowB + j + 1];
      sum += xC * weights[rowC + j];
      next += xC * weights[rowC + j + 1];
      sum += xD * weights[rowD + j];
      next += xD * weights[rowD + j + 1];
      sums[j] = sum;
      sums[j + 1] = next;
    }
    if (j === n) continue;
    sums[j] += xA * weights[rowA + j];
    sums[j] += xB * weights[rowB + j];
    sums[j] += xC * weights[rowC + j];
    sums[j] += xD * weights[rowD + j];
  }
  for (; k < held.length; k++) {
    const x = bag.weights[held[k]];
    const row = rowOf(k);
    for (let j = 0; j < n; j++) sums[j] += x * weights[row + j];
  }
  out.fill(0);
  for (let j = 0; j < n; j++) out[model.items[j]] = sums[j];
}

/** x·B of the dual form, written to `out`: one pass over the entries and one over the users' matrix. */
export function scoreDualEase(
  model: DualEase,
  itemUsers: WeighedRows,
  bag: ItemBag,
  out: Float64Array,
): void {
  const shared = new Float64Array(itemUsers.nCols);
  for (let b = 0; b < bag.items.length; b++) {
    const item = bag.items[b];
    for (let p = itemUsers.indptr[item]; p < itemUsers.indptr[item + 1]; p++) {
      shared[itemUsers.indices[p]] += itemUsers.values[p] * bag.weights[b];
    }
  }
  const spread = product(model.inverse, shared);
  const { indptr, indices, values } = itemUsers;
  for (let i = 0; i < out.length; i++) {
    const end = indptr[i + 1];
    let sum = 0;
    let p = indptr[i];
    // Four terms a turn, one after the other, as the engine looks arrays up anew in each turn.
    for (; p + 3 < end; p += 4) {
      sum += values[p] * spread[indices[p]];
      sum += values[p + 1] * spread[indices[p + 1]];
      sum += values[p + 2] * spread[indices[p + 2]];
      sum += values[p + 3] * spread[indices[p + 3]];
    }
    for (; p < end; p++) sum += values[p] * spread[indices[p]];
    out[i] = sum / (model.lambda * model.diagonal[i]);
  }
  for (let b = 0; b < bag.items.length; b++) {
    const item = bag.items[b];
    const own = bag.weights[b];
    out[item] += own - own / (model.lambda * model.diagonal[item]);
  }
}

/** The share of a vector from which on half of a matrix is read sooner than the rows of what is there. */
const MANY = 0.4;

/**
 * A symmetric matrix times a vector. Each sum takes its terms in order, so the bits are those of one row after the other.
 *
 * @param matrix its two triangles mirror each other bit by bit.
 */
function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  let filled = 0;
  for (let v = 0; v < vector.length; v++) if (vector[v] !== 0) filled++;
  return filled > MANY * vector.length ? productOfHalf(matrix, vector) : productOfFilled(matrix, vector);
}

/**
 * The same from the triangle below the diagonal alone, which halves what is read: four rows at a time are what their own
 * sums take from all before them, and what all before them take from theirs.
 */
function productOfHalf(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  const out = new Float64Array(n);
  let r = 0;
  for (; r + 3 < n; r += 4) {
    const rowA = r * n;
    const rowB = rowA + n;
    const rowC = rowB + n;
    const rowD = rowC + n;
    const xA = vector[r];
    const xB = vector[r + 1];
    const xC = vector[r + 2];
    const xD = vector[r + 3];
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    // Four columns a turn as well, as the engine looks arrays up anew in each turn.
    for (let u = 0; u < r; u += 4) {
      let x = vector[u];
      let sum = out[u];
      let m = matrix[rowA + u];
      sumA += m * x;
      sum += m * xA;
      m = matrix[rowB + u];
      sumB += m * x;
      sum += m * xB;
      m = matrix[rowC + u];
      sumC += m * x;
      sum += m * xC;
      m = matrix[rowD + u];
      sumD += m * x;
      sum += m * xD;
      out[u] = sum;
      x = vector[u + 1];
      sum = out[u + 1];
      m = matrix[rowA + u + 1];
      sumA += m * x;
      sum += m * xA;
      m = matrix[rowB + u + 1];
      sumB += m * x;
      sum += m * xB;
      m = matrix[rowC + u + 1];
      sumC += m * x;
      sum += m * xC;
      m = matrix[rowD + u + 1];
      sumD += m * x;
      sum += m * xD;
      out[u + 1] = sum;
      x = vector[u + 2];
      sum = out[u + 2];
      m = matrix[rowA + u + 2];
      sumA += m * x;
      sum += m * xA;
      m = matrix[rowB + u + 2];
      sumB += m * x;
      sum += m * xB;
      m = matrix[rowC + u + 2];
      sumC += m * x;
      sum += m * xC;
      m = matrix[rowD + u + 2];
      sumD += m * x;
      sum += m * xD;
      out[u + 2] = sum;
      x = vector[u + 3];
      sum = out[u + 3];
      m = matrix[rowA + u + 3];
      sumA += m * x;
      sum += m * xA;
      m = matrix[rowB + u + 3];
      sumB += m * x;
      sum += m * xB;
      m = matrix[rowC + u + 3];
      sumC += m * x;
      sum += m * xC;
      m = matrix[rowD + u + 3];
      sumD += m * x;
      sum += m * xD;
      out[u + 3] = sum;
    }
    for (let u = r; u < r + 4; u++) {
      sumA += matrix[rowA + u] * vector[u];
      sumB += matrix[rowB + u] * vector[u];
      sumC += matrix[rowC + u] * vector[u];
      sumD += matrix[rowD + u] * vector[u];
    }
    out[r] = sumA;
    out[r + 1] = sumB;
    out[r + 2] = sumC;
    out[r + 3] = sumD;
  }
  for (; r < n; r++) {
    let sum = 0;
    for (let u = 0; u < r; u++) {
      sum += matrix[r * n + u] * vector[u];
      out[u] += matrix[r * n + u] * vector[r];
    }
    out[r] = sum + matrix[r * n + r] * vector[r];
  }
  return out;
}

/** The same by columns, which are the rows: those of zeros are passed over, and four at a time go over the sums. */
function productOfFilled(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  const out = new Float64Array(n);
  const filled = Int32Array.from(vector.keys()).filter((v) => vector[v] !== 0);
  let k = 0;
  for (; k + 3 < filled.length; k += 4) {
    const [a, b, c, d] = [filled[k], filled[k + 1], filled[k + 2], filled[k + 3]];
    const [xA, xB, xC, xD] = [vector[a], vector[b], vector[c], vector[d]];
    const [rowA, rowB, rowC, rowD] = [a * n, b * n, c * n, d * n];
    for (let u = 0; u < n; u++) {
      let sum = out[u];
      sum += matrix[rowA + u] * xA;
      sum += matrix[rowB + u] * xB;
      sum += matrix[rowC + u] * xC;
      sum += matrix[rowD + u] * xD;
      out[u] = sum;
    }
  }
  for (; k < filled.length; k++) {
    const x = vector[filled[k]];
    const row = filled[k] * n;
    for (let u = 0; u < n; u++) out[u] += matrix[row + u] * x;
  }
  return out;
}

/** x_i·B_ij of every item of the bag for one item j. */
export function easeShares(model: DenseEase, place: Int32Array, bag: ItemBag, item: number): Float64Array {
  const n = model.items.length;
  return bag.weights.map((weight, b) => {
    const from = place[bag.items[b]];
    return from < 0 || place[item] < 0 ? 0 : weight * model.weights[from * n + place[item]];
  });
}

/** The same for the dual form: one product with the users' matrix. */
export function dualEaseShares(
  model: DualEase,
  itemUsers: WeighedRows,
  bag: ItemBag,
  item: number,
): Float64Array {
  const n = itemUsers.nCols;
  const spread = new Float64Array(n);
  for (let p = itemUsers.indptr[item]; p < itemUsers.indptr[item + 1]; p++) {
    const row = itemUsers.indices[p] * n;
    for (let v = 0; v < n; v++) spread[v] += itemUsers.values[p] * model.inverse[row + v];
  }
  return bag.weights.map((weight, b) => {
    const from = bag.items[b];
    if (from === item) return 0;
    let sum = 0;
    for (let p = itemUsers.indptr[from]; p < itemUsers.indptr[from + 1]; p++)
      sum += itemUsers.values[p] * spread[itemUsers.indices[p]];
    return (weight * sum) / (model.lambda * model.diagonal[item]);
  });
}
