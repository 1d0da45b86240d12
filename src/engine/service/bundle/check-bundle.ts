import type { BundleManifest } from '../../../domain/bundle';
import { AppError, type JsonObject } from '../../../domain/errors';
import type { TrackedBatch } from '../../../domain/tracking';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => Number.isFinite(value);
const isFlag: Check = (value) => typeof value === 'boolean';
const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const orNull = (check: Check): Check => either(check, oneOf(null));
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const mapOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);
const shaped =
  (fields: { readonly [key: string]: Check }): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([key, check]) => check(value[key]));

const isManifest = shaped({
  project: shaped({
    name: isText,
    profile: oneOf('aws', 'relaxed'),
    simulated: isFlag,
    provenance: isObject,
  }),
  datasets: listOf(
    shaped({
      type: oneOf('INTERACTIONS', 'ITEMS', 'USERS'),
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
  joinedSessions: listOf((pair) => listOf(isText)(pair) && (pair as readonly string[]).length === 2),
  files: listOf(shaped({ path: isText, bytes: isNumber, sha256: isText })),
});

const cells = mapOf(orNull(either(isText, isNumber, isFlag)));
const isBatch = either(
  shaped({
    kind: oneOf('events'),
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
        recommendedBy: either(isText, oneOf(undefined)),
      }),
    ),
  }),
  shaped({ kind: oneOf('items', 'users'), entities: listOf(shaped({ id: isText, cells })) }),
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
  return parsed as TrackedBatch;
}

/** @throws AppError FILE_UNREADABLE for what is no JSON. */
export function parsedJson(text: string, file: string, line = 1): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', { file, line, reason: 'malformed' }, { cause: error });
  }
}
