import type { StoredModel } from '../../domain/model';
import type { TaskArrays } from '../../domain/ports';
import { indicesBelow, LEARNED32, readArray, readOffsets, SHARES32, unreadable } from '../stored-arrays';
import type { Described } from './ensemble';
import { ThinItems } from './thin-items';
import { storedLikeness, ThinLikeness } from './thin-likeness';
import { UserTilt } from './user-tilt';

export function readDescribed(arrays: TaskArrays, nItems: number): Omit<Described, 'context'> {
  return {
    tilt: UserTilt.read(arrays, nItems),
    kin: ThinItems.read(arrays),
    thin: ThinLikeness.read(arrays),
  };
}

/** The same arrays from a stored model, checked. @throws AppError MODEL_UNREADABLE. */
export function describedArrays(stored: StoredModel): TaskArrays {
  const { nUsers, nItems } = stored.header;
  const arrays: Record<string, TaskArrays[string]> = { ...storedLikeness(stored) };
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
