import { factorCholesky } from './cholesky';
import { addTransposedProduct } from './dense-product';
import { type WeighedRows, transposeWeighed } from './ease';
import { Rng } from './rng';

/** Passes over the data that turn a random subspace towards the dominant one. */
const PASSES = 3;
/** Share of the mean pivot that keeps dependent directions apart. */
const JITTER = 1e-9;
/** Multiplications between two looks for a stop. */
const STEP = 4e6;
/** Rows of a product of blocks between two such looks. */
const STRETCH = 512;

/**
 * Item factors F, items × width, with F·Fᵀ ≈ XᵀX·(XᵀX + λI)⁻¹: what a ridge regression of every item on all items
 * knows, kept within the dominant subspace of X. A user's bag b of items speaks for item i by (b·F)·F_i.
 *
 * The subspace is found on the smaller side of X by seeded block power iteration.
 *
 * @param width at most; never more than X has rows or columns. @returns Float32, row-major [items, width].
 * O(passes · (entries · width + side · width²)); yields the finished share.
 * Halko, Martinsson & Tropp, "Finding structure with randomness", SIAM Review 53(2), 2011, algorithm 4.4.
 */
export function* fitRidgeFactors(
  userItems: WeighedRows,
  width: number,
  lambda: number,
  seed: number,
): Generator<number, { readonly factors: Float32Array<ArrayBuffer>; readonly width: number }> {
  const itemUsers = transposeWeighed(userItems);
  const byUsers = userItems.nRows <= userItems.nCols;
  const [near, far] = byUsers ? [userItems, itemUsers] : [itemUsers, userItems];
  const w = Math.min(width, near.nRows);
  const rng = new Rng(seed, 'ridge-factors');
  let basis = new Float64Array(near.nRows * w);
  for (let k = 0; k < basis.length; k++) basis[k] = rng.normal();
  const steps = 2 * PASSES + 4;
  for (let pass = 0; pass < PASSES; pass++) {
    const back = yield* multiply(far, basis, w, (2 * pass) / steps);
    basis = yield* multiply(near, back, w, (2 * pass + 1) / steps);
    yield* orthonormalise(basis, near.nRows, w, (2 * pass + 2) / steps);
  }
  if (!byUsers) basis = yield* multiply(userItems, basis, w, (2 * PASSES) / steps);
  // Within the span of P: XᵀP · (PᵀXXᵀP + λPᵀP)⁻¹ · PᵀX.
  const seen = yield* multiply(itemUsers, basis, w, (2 * PASSES + 1) / steps);
  const system = yield* gram(seen, itemUsers.nRows, w, (2 * PASSES + 2) / steps);
  const own = yield* gram(basis, userItems.nRows, w, (2 * PASSES + 2) / steps);
  for (let k = 0; k < system.length; k++) system[k] += lambda * own[k];
  yield* divide(seen, itemUsers.nRows, w, system, (2 * PASSES + 3) / steps);
  return { factors: Float32Array.from(seen), width: w };
}

/** matrix · block, for a dense row-major block of `w` columns. */
function* multiply(
  { nRows, indptr, indices, values }: WeighedRows,
  block: Float64Array,
  w: number,
  done: number,
): Generator<number, Float64Array<ArrayBuffer>> {
  const out = new Float64Array(nRows * w);
  let work = 0;
  for (let r = 0; r < nRows; r++) {
    const at = r * w;
    for (let p = indptr[r]; p < indptr[r + 1]; p++) {
      const from = indices[p] * w;
      const value = values[p];
      for (let k = 0; k < w; k++) out[at + k] += value * block[from + k];
    }
    work += (indptr[r + 1] - indptr[r]) * w;
    if (work < STEP) continue;
    work = 0;
    yield done;
  }
  return out;
}

/** BᵀB of n × w. */
function* gram(
  block: Float64Array,
  n: number,
  w: number,
  done: number,
): Generator<number, Float64Array<ArrayBuffer>> {
  const out = new Float64Array(w * w);
  for (let from = 0; from < n; from += STRETCH) {
    const rows = Math.min(STRETCH, n - from);
    addTransposedProduct(out, 0, block, block, rows, w, w, from * w, from * w);
    yield done;
  }
  return out;
}

function* orthonormalise(block: Float64Array, n: number, w: number, done: number): Generator<number, void> {
  yield* divide(block, n, w, yield* gram(block, n, w, done), done);
}

/** Every row of the block is multiplied with L⁻ᵀ, where L·Lᵀ is the given matrix (overwritten). */
function* divide(
  block: Float64Array,
  n: number,
  w: number,
  matrix: Float64Array,
  done: number,
): Generator<number, void> {
  let trace = 0;
  for (let k = 0; k < w; k++) trace += matrix[k * w + k];
  const jitter = trace > 0 ? (JITTER * trace) / w : 1;
  for (let k = 0; k < w; k++) matrix[k * w + k] += jitter;
  const factoring = factorCholesky(matrix, w);
  while (factoring.next().done !== true) yield done;
  let work = 0;
  for (let r = 0; r < n; r++) {
    const at = r * w;
    for (let j = 0; j < w; j++) {
      let sum = block[at + j];
      for (let k = 0; k < j; k++) sum -= block[at + k] * matrix[j * w + k];
      block[at + j] = sum / matrix[j * w + j];
    }
    work += (w * w) / 2;
    if (work < STEP) continue;
    work = 0;
    yield done;
  }
}
