import { factorCholesky } from './cholesky';
import { solveFactored } from './solve-factored';

/** Histories that a ridge is fitted on: rows by user, oldest first. */
export interface RidgeRows {
  readonly userPtr: Int32Array;
  readonly items: Int32Array;
  /** How much each row counts as something that came next; null = all 1. */
  readonly rowWeight: Float32Array | null;
}

export interface RidgeShape {
  /** Weight of the k-th newest item of a context is decay^k. */
  readonly decay: number;
  readonly lambda: number;
}

/** Shares of a context under this are left out. */
const SMALLEST = 1e-3;
/** Users between two looks up. */
const USERS_A_STEP = 16;

/**
 * Ridge regression of the next item on the decayed bag of the items before it: W = (A + λI)⁻¹·C with A = Σ x·xᵀ and
 * C = Σ x·yᵀ over all rows that have one before them.
 *
 * A pair of places a ≤ b of one history adds decay^(b − a)·g_b to A, where g_b = w_(b+1) + decay²·g_(b+1) sums over
 * all the contexts that hold both; so a row costs one pass over its context and not over its square.
 *
 * @param items that take part, ascending. @returns n × n, row-major: row = item of the history, column = next item.
 * Yields the finished share. n³/3 + 2n³ operations and the pass over the rows.
 */
export function* fitNextItemRidge(
  rows: RidgeRows,
  items: Int32Array,
  nItems: number,
  { decay, lambda }: RidgeShape,
): Generator<number, Float32Array<ArrayBuffer>> {
  const n = items.length;
  const place = new Int32Array(nItems).fill(-1);
  items.forEach((item, at) => {
    place[item] = at;
  });
  const a = new Float64Array(n * n);
  /** Cᵀ: a row per next item. */
  const c = new Float64Array(n * n);
  const powers = [1];
  while (powers[powers.length - 1] * decay >= SMALLEST && powers.length < 1000) {
    powers.push(powers[powers.length - 1] * decay);
  }
  const reach = Float64Array.from(powers);
  for (let u = 0; u + 1 < rows.userPtr.length; u++) {
    addUser(rows, u, place, reach, a, c, n);
    if (u % USERS_A_STEP === USERS_A_STEP - 1) yield 0;
  }
  for (let i = 0; i < n; i++) a[i * n + i] += lambda;
  for (const done of factorCholesky(a, n)) yield done / 7;
  for (const done of solveFactored(a, n, c, n)) yield (1 + 6 * done) / 7;
  const weights = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) weights[i * n + j] = c[j * n + i];
    if (i % 64 === 63) yield 1;
  }
  return weights;
}

/** Adds one history to the lower triangle of A and to Cᵀ. */
function addUser(
  { userPtr, items, rowWeight }: RidgeRows,
  user: number,
  place: Int32Array,
  powers: Float64Array,
  a: Float64Array,
  c: Float64Array,
  n: number,
): void {
  const decay = powers.length > 1 ? powers[1] : 0;
  let g = 0;
  for (let b = userPtr[user + 1] - 2; b >= userPtr[user]; b--) {
    const w = rowWeight === null ? 1 : rowWeight[b + 1];
    g = w + decay * decay * g;
    const newest = place[items[b]];
    const next = place[items[b + 1]] * n;
    const from = Math.max(userPtr[user], b - powers.length + 1);
    for (let s = b; s >= from; s--) {
      const older = place[items[s]];
      if (older < 0) continue;
      const share = powers[b - s];
      if (next >= 0) c[next + older] += w * share;
      if (newest < 0) continue;
      // An item that comes twice makes two ordered pairs of one place.
      const value = s < b && older === newest ? 2 * share * g : share * g;
      a[older < newest ? newest * n + older : older * n + newest] += value;
    }
  }
}
