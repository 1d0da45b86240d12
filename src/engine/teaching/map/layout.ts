import { Rng } from '../../../kernels/rng';
import type { Job } from '../../../domain/ports';

/** Points on a plane, each 0 … 1. */
export interface Layout {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Two items that nobody took both of. */
const FAR = 1;
/** Wide, so that items that nobody tells apart do not cover each other. */
const MIN_DIST = 0.9;
const EPOCHS = 250;

/**
 * Puts items on a plane so that neighbours lie near each other: UMAP (McInnes, Healy, Melville 2018) over given
 * neighbours. With the same seed it is the same picture; it is loaded only when a map is asked for.
 *
 * @param neighbours `perItem` per item, the nearest first, −1 = none. @param likeness 0 … 1, aligned to them.
 */
export async function layOut(
  neighbours: Int32Array,
  likeness: Float32Array,
  perItem: number,
  seed: number,
  job: Job,
): Promise<Layout> {
  const n = neighbours.length / perItem;
  if (n < 3) return { x: Float32Array.from({ length: n }, (_, i) => i), y: new Float32Array(n) };
  const { UMAP } = await import('umap-js');
  const rng = new Rng(seed, 'item-map');
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(perItem + 1, n - 1),
    minDist: MIN_DIST,
    nEpochs: EPOCHS,
    random: () => rng.uniform(),
  });
  const { indices, distances } = nearest(neighbours, likeness, perItem, n);
  umap.setPrecomputedKNN(indices, distances);
  // Only the number of points counts: their neighbours are given.
  const epochs = umap.initializeFit(Array.from({ length: n }, () => [0]));
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    await job.checkpoint('layout', epoch + 1, epochs);
  }
  return fitted(umap.getEmbedding());
}

/** Each item first, then its neighbours; who has too few gets those before it in the list, far away. */
function nearest(
  neighbours: Int32Array,
  likeness: Float32Array,
  perItem: number,
  n: number,
): { indices: number[][]; distances: number[][] } {
  const k = Math.min(perItem, n - 2);
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let i = 0; i < n; i++) {
    const own = [i];
    const far = [0];
    for (let place = 0; place < k; place++) {
      const other = neighbours[i * perItem + place];
      if (other < 0) break;
      own.push(other);
      far.push(FAR - likeness[i * perItem + place]);
    }
    for (let other = 0; own.length <= k; other++) {
      if (own.includes(other)) continue;
      own.push(other);
      far.push(FAR);
    }
    indices.push(own);
    distances.push(far);
  }
  return { indices, distances };
}

/** Into the unit square, both axes on one scale, centred. */
function fitted(points: readonly number[][]): Layout {
  const span = (axis: number): { low: number; size: number } => {
    let low = Infinity;
    let high = -Infinity;
    for (const point of points) {
      if (point[axis] < low) low = point[axis];
      if (point[axis] > high) high = point[axis];
    }
    return { low, size: high - low };
  };
  const [across, up] = [span(0), span(1)];
  const size = Math.max(across.size, up.size, Number.MIN_VALUE);
  const place = (value: number, { low, size: own }: { low: number; size: number }): number =>
    (value - low + (size - own) / 2) / size;
  return {
    x: Float32Array.from(points, ([x]) => place(x, across)),
    y: Float32Array.from(points, ([, y]) => place(y, up)),
  };
}
