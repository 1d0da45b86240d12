import { LIMITS } from '../../domain/limits';
import type { StoredModel } from '../../domain/model';
import type { RecipeName } from '../../domain/recipe-catalogue';
import { calibrationFacts, readCalibration, type Calibration } from '../sequence/calibration';
import {
  checkFormat,
  LEARNED32,
  readArray,
  readCounts,
  readNumber,
  readSize,
  type Counts,
} from '../stored-arrays';
import { describedArrays, describedConfig, readDescribed, type DescribedParts } from './described-parts';
import { networkLength } from './network-weights';

export type HrnnName = Extract<RecipeName, 'aws-hrnn' | 'aws-hrnn-metadata' | 'aws-hrnn-coldstart'>;

const FORMAT = 2;
/** Wider than any that is trained: a network of millions of units would be built before it is found to be none. */
const MOST_WIDTH = 4096;

/** All that a model is. */
export interface HrnnParts {
  readonly name: HrnnName;
  readonly weights: Float32Array;
  /** Items × (width + 1): what each item has of its own, beside its features. */
  readonly own: Float32Array;
  /** Users of each item: the list for whoever has no history. */
  readonly users: Counts;
  /** What metadata add; null in the plain recipe. */
  readonly described: DescribedParts | null;
  readonly width: number;
  readonly longest: number;
  readonly gapSec: number;
  readonly seed: number;
  readonly nUsers: number;
  readonly rows: number;
  readonly calibration: Calibration;
}

export function storedHrnn(parts: HrnnParts): StoredModel {
  const { name, weights, own, users, described, width, longest, gapSec, seed, nUsers, rows } = parts;
  return {
    header: {
      format: FORMAT,
      recipe: name,
      seed,
      nUsers,
      nItems: users.length,
      rows,
      config: {
        width,
        longest,
        gapSec,
        described: described === null ? 0 : 1,
        ...calibrationFacts(parts.calibration),
        ...(described && describedConfig(described)),
      },
    },
    arrays: { weights, own, users, ...(described && describedArrays(described)) },
  };
}

/** @throws AppError MODEL_UNREADABLE */
export function readHrnn(stored: StoredModel, name: HrnnName): HrnnParts {
  checkFormat(stored, name, FORMAT);
  const { nItems, seed, nUsers, rows } = stored.header;
  const width = readSize(stored, 'width', 1, MOST_WIDTH);
  return {
    name,
    weights: readArray(stored, 'weights', LEARNED32, networkLength(width)),
    own: readArray(stored, 'own', LEARNED32, nItems * (width + 1)),
    users: readCounts(stored, 'users', nItems),
    described: readNumber(stored, 'described') === 1 ? readDescribed(stored, width) : null,
    width,
    longest: readSize(stored, 'longest', 1),
    gapSec: readNumber(stored, 'gapSec', 0, LIMITS.latestSec),
    seed,
    nUsers,
    rows,
    calibration: readCalibration(stored),
  };
}
