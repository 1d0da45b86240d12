import type { Job } from '../../domain/ports';
import type { FeatureRows } from './features';

const SWEEPS = 12;
/** Weight of "a feature says nothing", in items. */
const REGULARIZATION = 3;
/** Numbers worked through between two looks for a stop. */
const WORK_A_LOOK = 1e7;

/**
 * Rows of features whose sums come near the rows of items: ridge regression of every column of `rows` on the
 * features, each item counting `weight`, by coordinate descent in the order of the features.
 *
 * @param rows items × width. @returns features × width. Costs sweeps × entries × width.
 */
export async function fitFeatures(
  rows: Float64Array,
  width: number,
  features: FeatureRows,
  weight: Float64Array,
  job: Job,
): Promise<Float64Array> {
  const table = new Float64Array(features.nFeatures * width);
  const left = rows.slice();
  const { ptr, entities, values } = byFeature(features);
  const step = new Float64Array(width);
  let work = 0;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let feature = 0; feature < features.nFeatures; feature++) {
      let curvature = REGULARIZATION;
      for (let d = 0; d < width; d++) step[d] = -REGULARIZATION * table[feature * width + d];
      for (let p = ptr[feature]; p < ptr[feature + 1]; p++) {
        const pull = weight[entities[p]] * values[p];
        curvature += pull * values[p];
        for (let d = 0; d < width; d++) step[d] += pull * left[entities[p] * width + d];
      }
      for (let d = 0; d < width; d++) table[feature * width + d] += step[d] /= curvature;
      for (let p = ptr[feature]; p < ptr[feature + 1]; p++) {
        for (let d = 0; d < width; d++) left[entities[p] * width + d] -= values[p] * step[d];
      }
      work += (ptr[feature + 1] - ptr[feature]) * width;
      if (work < WORK_A_LOOK) continue;
      work = 0;
      await job.checkpoint('items', sweep, SWEEPS);
    }
  }
  return table;
}

/** The same entries with features as rows. */
function byFeature({ nFeatures, ptr, indices, values }: FeatureRows): {
  ptr: Int32Array;
  entities: Int32Array;
  values: Float64Array;
} {
  const turned = new Int32Array(nFeatures + 1);
  for (const feature of indices) turned[feature + 1]++;
  for (let f = 0; f < nFeatures; f++) turned[f + 1] += turned[f];
  const next = turned.slice();
  const entities = new Int32Array(indices.length);
  const moved = new Float64Array(indices.length);
  for (let entity = 0; entity + 1 < ptr.length; entity++) {
    for (let p = ptr[entity]; p < ptr[entity + 1]; p++) {
      const at = next[indices[p]]++;
      entities[at] = entity;
      moved[at] = values[p];
    }
  }
  return { ptr: turned, entities, values: moved };
}
