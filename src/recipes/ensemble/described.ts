import type { TrainingData } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import type { Job, TaskArrays } from '../../domain/ports';
import { readArray, readOffsets } from '../stored-arrays';
import type { Described } from './ensemble';
import { fitUserTilt } from './fit-user-tilt';
import type { Moments } from './moments';
import { findThinItems, ThinItems } from './thin-items';
import { UserTilt } from './user-tilt';

/** What the metadata tell, by the names it is stored under; empty where there are none that help. */
export async function describe(
  data: TrainingData,
  moments: Moments,
  seed: number,
  job: Job,
): Promise<TaskArrays> {
  const counts = new Int32Array(moments.nItems);
  for (const item of moments.items) counts[item]++;
  return {
    ...(await fitUserTilt(data, moments, seed, job)),
    ...(await findThinItems(data.itemColumns, counts, job)),
  };
}

export function readDescribed(arrays: TaskArrays, nItems: number): Omit<Described, 'context'> {
  return { tilt: UserTilt.read(arrays, nItems), thin: ThinItems.read(arrays) };
}

/** The same arrays from a stored model, checked. @throws AppError MODEL_UNREADABLE. */
export function describedArrays(stored: StoredModel): TaskArrays {
  const { nUsers } = stored.header;
  const arrays: Record<string, TaskArrays[string]> = {};
  if (stored.arrays.tiltLift !== undefined) {
    arrays.tiltLift = readArray(stored, 'tiltLift', Float32Array);
    arrays.tiltPtr = readOffsets(stored, 'tiltPtr', nUsers);
    arrays.tiltValues = readArray(stored, 'tiltValues', Int32Array, arrays.tiltPtr[nUsers]);
    arrays.tiltShares = readArray(stored, 'tiltShares', Float32Array, arrays.tiltPtr[nUsers]);
  }
  if (stored.arrays.thinItems !== undefined) {
    arrays.thinItems = readArray(stored, 'thinItems', Int32Array);
    const n = arrays.thinItems.length;
    arrays.thinShares = readArray(stored, 'thinShares', Float32Array, n);
    arrays.thinPtr = readOffsets(stored, 'thinPtr', n);
    arrays.thinKin = readArray(stored, 'thinKin', Int32Array, arrays.thinPtr[n]);
    arrays.thinWeights = readArray(stored, 'thinWeights', Float32Array, arrays.thinPtr[n]);
  }
  return arrays;
}
