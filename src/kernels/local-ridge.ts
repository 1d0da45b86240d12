import { solveSmall } from './cholesky';
import { transposeWeighed, type WeighedRows } from './ease';
import { topK } from './top-k';

/** For each item those by which it is foretold, and what each of them weighs; items of the history first. */
export interface LocalRidge {
  readonly ptr: Int32Array;
  readonly neighbours: Int32Array;
  readonly weights: Float32Array;
}

const ITEMS_A_STEP = 16;

/**
 * A ridge for every item over its own neighbours alone: w = (G_SS + λI)⁻¹ G_Sj, G = RᵀR, S the `most` items whose cosine
 * with item j is greatest, λ = `penalty` · the mean of G's diagonal. Nothing of the size items² is ever built.
 *
 * Σ over people of (items)² operations, and of each item `most`³ / 3; yields the finished share.
 *
 * @param rows R, people × items, each value as it counts. @param from, to the items that are wanted.
 * @returns by item asked about: `ptr` counts from the first of them.
 */
export function* fitLocalRidge(
  rows: WeighedRows,
  most: number,
  penalty: number,
  from = 0,
  to = rows.nCols,
): Generator<number, LocalRidge> {
  const { nCols, nRows, indptr, indices, values } = rows;
  const turned = transposeWeighed(rows);
  const diagonal = new Float64Array(nCols);
  for (let e = 0; e < indices.length; e++) diagonal[indices[e]] += values[e] * values[e];
  const used = diagonal.filter((value) => value > 0);
  const lambda = (penalty * used.reduce((sum, value) => sum + value, 0)) / Math.max(1, used.length);
  const sums = new Float64Array(nCols);
  const touched = new Int32Array(nCols);
  const alike = new Float64Array(nCols);
  const matrix = new Float64Array(most * most);
  const right = new Float64Array(most);
  /** Entries of the neighbours by person: the last of each, and the one before it. */
  const last = new Int32Array(nRows).fill(-1);
  let entries = entriesFor(0);
  const ptr = new Int32Array(to - from + 1);
  const neighbours: number[] = [];
  const weights: number[] = [];
  for (let j = from; j < to; j++) {
    let n = 0;
    for (let p = turned.indptr[j]; p < turned.indptr[j + 1]; p++) {
      const v = turned.indices[p];
      for (let e = indptr[v]; e < indptr[v + 1]; e++) {
        const i = indices[e];
        if (sums[i] === 0) touched[n++] = i;
        sums[i] += turned.values[p] * values[e];
      }
    }
    for (let k = 0; k < n; k++) {
      const i = touched[k];
      alike[k] = i === j ? -Infinity : sums[i] / Math.sqrt(diagonal[i] * diagonal[j]);
    }
    const best = topK(alike.subarray(0, n), touched, most);
    const size = best.length;
    matrix.fill(0, 0, size * size);
    let wanted = 0;
    for (const k of best) wanted += turned.indptr[touched[k] + 1] - turned.indptr[touched[k]];
    if (wanted > entries.place.length) entries = entriesFor(2 * wanted);
    let filled = 0;
    for (let k = 0; k < size; k++) {
      const i = touched[best[k]];
      right[k] = sums[i];
      for (let p = turned.indptr[i]; p < turned.indptr[i + 1]; p++, filled++) {
        const v = turned.indices[p];
        const value = turned.values[p];
        entries.before[filled] = last[v];
        entries.place[filled] = k;
        entries.value[filled] = value;
        last[v] = filled;
        for (let e = filled; e >= 0; e = entries.before[e])
          matrix[k * size + entries.place[e]] += value * entries.value[e];
      }
    }
    for (let k = 0; k < size; k++) {
      const i = touched[best[k]];
      for (let p = turned.indptr[i]; p < turned.indptr[i + 1]; p++) last[turned.indices[p]] = -1;
      matrix[k * size + k] += lambda;
    }
    for (let k = 0; k < n; k++) sums[touched[k]] = 0;
    const weighs = solveSmall(matrix.subarray(0, size * size), right.subarray(0, size), size);
    for (let k = 0; k < size; k++) {
      neighbours.push(touched[best[k]]);
      weights.push(weighs[k]);
    }
    ptr[j - from + 1] = neighbours.length;
    if (j % ITEMS_A_STEP === ITEMS_A_STEP - 1) yield (j - from) / (to - from);
  }
  return { ptr, neighbours: Int32Array.from(neighbours), weights: Float32Array.from(weights) };
}

/** Room for so many: whose entry came before, whose it is, and its value. */
function entriesFor(n: number) {
  return { before: new Int32Array(n), place: new Int32Array(n), value: new Float64Array(n) };
}
