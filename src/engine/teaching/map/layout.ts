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
/** Rounds from one look at the picture to the next. */
const LOOK_EVERY = 10;

/**
 * Puts items on a plane so that neighbours lie near each other: UMAP (McInnes, Healy, Melville 2018) over given
 * neighbours. With the same seed it is the same picture; it is loaded only when a map is asked for.
 *
 * @param neighbours `perItem` per item, the nearest first, −1 = none. @param likeness 0 … 1, aligned to them. @param onLook
 * hears where they lie meanwhile.
 */
export async function layOut(
  neighbours: Int32Array,
  likeness: Float32Array,
  perItem: number,
  seed: number,
  job: Job,
  onLook: (layout: Layout) => void,
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
    if (epoch % LOOK_EVERY === 0) onLook(fitted(umap.getEmbedding()));
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

/** Into the unit square, both axes on one scale, centred: which way is up means nothing, so it is turned to fit best. */
function fitted(points: readonly number[][]): Layout {
  const turns = Array.from({ length: TURNS }, (_, i) => turned(points, (i * Math.PI) / (2 * TURNS)));
  const best = turns.reduce((one, other) => (other.size < one.size ? other : one));
  const size = Math.max(best.size, Number.MIN_VALUE);
  const place = (value: number, { low, high }: Span): number =>
    (value - low + (size - (high - low)) / 2) / size;
  return {
    x: Float32Array.from(best.points, ([x]) => place(x, best.across)),
    y: Float32Array.from(best.points, ([, y]) => place(y, best.up)),
  };
}

/** How many angles of a right angle are tried; beyond it the same squares come again. */
const TURNS = 30;

interface Span {
  readonly low: number;
  readonly high: number;
}

/** The points turned by an angle, how far they reach, and the side of the square around them. */
function turned(points: readonly number[][], angle: number) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = points.map(([x, y]) => [cos * x - sin * y, sin * x + cos * y] as const);
  const [across, up] = [spanOf(at, 0), spanOf(at, 1)];
  return { points: at, across, up, size: Math.max(across.high - across.low, up.high - up.low) };
}

function spanOf(points: readonly (readonly [number, number])[], axis: 0 | 1): Span {
  let low = Infinity;
  let high = -Infinity;
  for (const point of points) {
    low = Math.min(low, point[axis]);
    high = Math.max(high, point[axis]);
  }
  return { low, high };
}
