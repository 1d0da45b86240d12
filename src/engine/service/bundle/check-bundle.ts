import type { BundleManifest } from '../../../domain/bundle';
import { AppError, type Json, type JsonObject } from '../../../domain/errors';
import {
  either,
  ifThere,
  isFlag,
  isNumber,
  isText,
  listOf,
  mapOf,
  oneOf,
  orNull,
  pairOf,
  shaped,
} from '../../../domain/shape';
import { DATASET_TYPES } from '../../../domain/schema';
import type { TrackedBatch } from '../../../domain/tracking';

const isManifest = shaped({
  project: shaped({
    name: isText,
    profile: oneOf('aws', 'relaxed'),
    simulated: isFlag,
    provenance: shaped({}),
  }),
  datasets: listOf(
    shaped({
      type: oneOf(...DATASET_TYPES),
      folder: isText,
      imported: orNull(isText),
      schema: isText,
      rows: isNumber,
    }),
  ),
  requests: listOf(shaped({ kind: isText, name: isText, operation: isText, path: isText, implied: isFlag })),
  solutions: mapOf(shaped({ seed: isNumber, budget: oneOf('instant', 'standard', 'thorough') })),
  trackingId: orNull(isText),
  metricsSince: mapOf(isNumber),
  put: orNull(isText),
  putBatches: isNumber,
  joinedSessions: listOf(pairOf(isText, isText)),
  heldOut: ifThere(shaped({ people: isNumber, rows: isNumber, seed: isNumber })),
  files: listOf(shaped({ path: isText, bytes: isNumber, sha256: isText })),
});

const cells = mapOf(orNull(either(isText, isNumber, isFlag)));
const isBatch = either(
  shaped({
    kind: oneOf('events', 'actionInteractions'),
    events: listOf(
      shaped({
        eventId: isText,
        userId: orNull(isText),
        sessionId: isText,
        itemId: orNull(isText),
        eventType: isText,
        timestampSec: isNumber,
        cells,
        impression: listOf(isText),
        recommendationId: orNull(isText),
        eventAttributionSource: orNull(isText),
        recommendedBy: ifThere(isText),
      }),
    ),
  }),
  shaped({ kind: oneOf('items', 'users', 'actions'), entities: listOf(shaped({ id: isText, cells })) }),
);

/** @throws AppError FILE_UNREADABLE for a manifest that lacks something or has something else in its place. */
export function checkedManifest(parsed: JsonObject, file: string): BundleManifest {
  if (!isManifest(parsed)) throw new AppError('FILE_UNREADABLE', { file, reason: 'malformed' });
  return parsed as unknown as BundleManifest;
}

/** One line of what was put. @throws AppError FILE_UNREADABLE for one that is no batch. */
export function readBatch(text: string, file: string, line: number): TrackedBatch {
  const parsed = parsedJson(text, file, line);
  if (!isBatch(parsed)) throw new AppError('FILE_UNREADABLE', { file, line, reason: 'malformed' });
  return parsed as unknown as TrackedBatch;
}

/** @throws AppError FILE_UNREADABLE for what is no JSON. */
export function parsedJson(text: string, file: string, line = 1): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', { file, line, reason: 'malformed' }, { cause: error });
  }
}
