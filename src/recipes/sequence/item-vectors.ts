import type { Job } from '../../domain/ports';
import { Rng } from '../../kernels/rng';
import type { Sequences } from './sequences';

/** What one step of distance leaves of a neighbour's weight. */
const DECAY = 0.8;
const ITERATIONS = 8;
/** Numbers worked through between two looks for a stop: rows times the width, or times the columns before. */
const WORK_A_LOOK = 4e6;

/**
 * Where item vectors begin: the leading eigenvectors of who stands near whom in the histories, each pair weighted by
 * 0.8^distance and divided by √((pᵢ + 3)(pⱼ + 3)), found by subspace iteration from seeded noise. The mean length of
 * the vectors, by how often items occur, is 1.
 *
 * @returns items × (width + 1), the last number of each 0. Costs rows × width × iterations.
 */
export async function itemVectors(
  sequences: Sequences,
  counts: Int32Array,
  width: number,
  seed: number,
  job: Job,
): Promise<Float64Array<ArrayBuffer>> {
  const nItems = counts.length;
  const rng = new Rng(seed, 'hrnn-items');
  let basis = Float64Array.from({ length: nItems * width }, () => rng.normal());
  let lengths = new Float64Array(width);
  const scale = Float64Array.from(counts, (count) => 1 / Math.sqrt(count + 3));
  for (let round = 0; round < ITERATIONS; round++) {
    const next = new Float64Array(nItems * width);
    await addNeighbours(sequences, scale, basis, next, width, job);
    lengths = await orthonormalise(next, width, job);
    basis = next;
  }
  return vectorsFrom(basis, lengths, counts, width, rng);
}

/** The same vectors for each of so many networks, to be changed as they like; found when the first one asks. */
export function sharedBy(
  networks: number,
  find: (job: Job) => Promise<Float64Array<ArrayBuffer>>,
): (job: Job) => Promise<Float64Array<ArrayBuffer>> {
  let found: Float64Array<ArrayBuffer> | null = null;
  let left = networks;
  return async (job) => {
    const vectors = (found ??= await find(job));
    if (--left > 0) return vectors.slice();
    found = null;
    return vectors;
  };
}

/** next += D^-½ (F + Fᵀ) D^-½ basis, plus a little of the basis itself so that negative eigenvalues come last. */
async function addNeighbours(
  { moments, from, to: ends }: Sequences,
  scale: Float64Array,
  basis: Float64Array,
  next: Float64Array,
  width: number,
  job: Job,
): Promise<void> {
  for (let k = 0; k < basis.length; k++) next[k] = 0.5 * basis[k];
  const sum = new Float64Array(width);
  const { items } = moments;
  let work = 0;
  for (let u = 0; u < moments.nUsers; u++) {
    const to = ends[u];
    sum.fill(0);
    for (let p = from[u]; p < to; p++) passBy(items[p] * width, scale[items[p]], basis, next, sum);
    sum.fill(0);
    for (let p = to - 1; p >= from[u]; p--) passBy(items[p] * width, scale[items[p]], basis, next, sum);
    work += (to - from[u]) * width;
    if (work < WORK_A_LOOK) continue;
    work = 0;
    await job.checkpoint('items', u, moments.nUsers);
  }
}

/** One item on the way along a history: it takes what is near it from `sum`, and leaves its own there. */
function passBy(at: number, own: number, basis: Float64Array, next: Float64Array, sum: Float64Array): void {
  for (let d = 0; d < sum.length; d++) {
    const near = sum[d];
    next[at + d] += own * near;
    sum[d] = DECAY * (near + own * basis[at + d]);
  }
}

/** Gram–Schmidt on the columns, in order; @returns each column's length before it was made 1. */
async function orthonormalise(
  rows: Float64Array,
  width: number,
  job: Job,
): Promise<Float64Array<ArrayBuffer>> {
  const lengths = new Float64Array(width);
  const shares = new Float64Array(width);
  let work = 0;
  for (let column = 0; column < width; column++) {
    shares.fill(0);
    const piece = width * Math.max(1, Math.floor(WORK_A_LOOK / (column + 1)));
    const look = async (from: number, to: number): Promise<void> => {
      work += ((to - from) / width) * (column + 1);
      if (work < WORK_A_LOOK) return;
      work = 0;
      await job.checkpoint('items', column, width);
    };
    for (let from = 0; from < rows.length; from += piece) {
      const to = Math.min(rows.length, from + piece);
      for (let at = from; at < to; at += width) {
        for (let d = 0; d < column; d++) shares[d] += rows[at + d] * rows[at + column];
      }
      await look(from, to);
    }
    let square = 0;
    for (let from = 0; from < rows.length; from += piece) {
      const to = Math.min(rows.length, from + piece);
      square += takeOut(rows, width, column, shares, from, to);
      await look(from, to);
    }
    lengths[column] = Math.sqrt(square);
    const factor = square > 1e-20 ? 1 / lengths[column] : 0;
    for (let at = column; at < rows.length; at += width) rows[at] *= factor;
  }
  return lengths;
}

/** Takes the shares of earlier columns out of one column, from row offset to row offset. @returns its squares. */
function takeOut(
  rows: Float64Array,
  width: number,
  column: number,
  shares: Float64Array,
  from: number,
  to: number,
): number {
  let square = 0;
  for (let at = from; at < to; at += width) {
    let value = rows[at + column];
    for (let d = 0; d < column; d++) value -= shares[d] * rows[at + d];
    rows[at + column] = value;
    square += value * value;
  }
  return square;
}

function vectorsFrom(
  basis: Float64Array,
  lengths: Float64Array,
  counts: Int32Array,
  width: number,
  rng: Rng,
): Float64Array<ArrayBuffer> {
  const table = new Float64Array(counts.length * (width + 1));
  let total = 0;
  let weighted = 0;
  for (let item = 0; item < counts.length; item++) {
    const at = item * (width + 1);
    let square = 0;
    // The first eigenvector tells how popular items are, which is the bias's part.
    for (let d = 1; d < width; d++) {
      table[at + d] = basis[item * width + d] * Math.sqrt(Math.max(0, lengths[d] - 0.5));
      square += table[at + d] * table[at + d];
    }
    // Between the lengths as they come, which grow with the count, and equal ones.
    const length = Math.sqrt(Math.sqrt(square));
    const factor = length > 1e-6 ? 1 / length : 0;
    for (let d = 0; d < width; d++) table[at + d] *= factor;
    total += counts[item];
    weighted += counts[item] * length;
  }
  const scale = weighted > 0 ? total / weighted : 1;
  for (let item = 0; item < counts.length; item++) {
    for (let d = 0; d < width; d++) {
      const at = item * (width + 1) + d;
      table[at] = table[at] * scale + (0.1 / Math.sqrt(width)) * rng.normal();
    }
  }
  return table;
}
