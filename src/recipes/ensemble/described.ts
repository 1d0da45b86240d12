import type { TrainingData } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import type { Job, TaskArrays } from '../../domain/ports';
import { indicesBelow, LEARNED32, readArray, readOffsets, SHARES32, unreadable } from '../stored-arrays';
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
  const { nUsers, nItems } = stored.header;
  const arrays: Record<string, TaskArrays[string]> = {};
  if (stored.arrays.tiltLift !== undefined) {
    arrays.tiltLift = readArray(stored, 'tiltLift', LEARNED32);
    const nValues = arrays.tiltLift.length / nItems;
    if (!Number.isInteger(nValues)) throw unreadable(stored, { array: 'tiltLift' });
    arrays.tiltPtr = readOffsets(stored, 'tiltPtr', nUsers);
    arrays.tiltValues = readArray(stored, 'tiltValues', indicesBelow(nValues), arrays.tiltPtr[nUsers]);
    arrays.tiltShares = readArray(stored, 'tiltShares', SHARES32, arrays.tiltPtr[nUsers]);
  }
  if (stored.arrays.thinItems !== undefined) {
    arrays.thinItems = readArray(stored, 'thinItems', indicesBelow(nItems));
    const n = arrays.thinItems.length;
    arrays.thinShares = readArray(stored, 'thinShares', SHARES32, n);
    arrays.thinPtr = readOffsets(stored, 'thinPtr', n);
    arrays.thinKin = readArray(stored, 'thinKin', indicesBelow(nItems), arrays.thinPtr[n]);
    arrays.thinWeights = readArray(stored, 'thinWeights', SHARES32, arrays.thinPtr[n]);
  }
  return arrays;
}
