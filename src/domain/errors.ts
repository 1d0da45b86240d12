/** JSON-safe values: what may cross the worker door or be stored beside a resource. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type SchemaErrorCode =
  | 'S01'
  | 'S02'
  | 'S03'
  | 'S04'
  | 'S05'
  | 'S06'
  | 'S07'
  | 'S08'
  | 'S09'
  | 'S10'
  | 'S11'
  | 'S12'
  | 'S13'
  | 'S14';
export type DataErrorCode =
  | 'D01'
  | 'D02'
  | 'D03'
  | 'D04'
  | 'D05'
  | 'D06'
  | 'D07'
  | 'D08'
  | 'D09'
  | 'D10'
  | 'D11'
  | 'D12'
  | 'D13'
  | 'D14'
  | 'D15'
  | 'D16'
  | 'D17'
  | 'D18'
  | 'D19';
export type TrainingErrorCode = 'T01' | 'T02' | 'T03' | 'T04' | 'T05' | 'T06' | 'T07' | 'T08' | 'T09';
export type ParameterErrorCode = 'P01' | 'P02' | 'P03' | 'P04' | 'P05' | 'P06' | 'P07' | 'P08' | 'P09';
export type FilterErrorCode =
  | 'F01'
  | 'F02'
  | 'F03'
  | 'F04'
  | 'F05'
  | 'F06'
  | 'F07'
  | 'F08'
  | 'F09'
  | 'F10'
  | 'F11'
  | 'F12'
  | 'F13'
  | 'F14'
  | 'F15'
  | 'F16'
  | 'F17'
  | 'F18'
  | 'F19'
  | 'R01'
  | 'R02'
  | 'R03'
  | 'R04'
  | 'R05'
  | 'R06'
  | 'R07';
export type InferenceErrorCode = 'I01' | 'I02' | 'I03' | 'I04' | 'I05' | 'I06' | 'I07';
export type EventErrorCode = 'E01' | 'E02' | 'E03' | 'E04' | 'E05' | 'E06';
export type BatchErrorCode =
  'B01' | 'B02' | 'B03' | 'B04' | 'B05' | 'B06' | 'J01' | 'J02' | 'J03' | 'J04' | 'J05' | 'J06';

/** Metrics of a metric attribution: the service has rules for them and no codes. */
export type MetricErrorCode = 'M01' | 'M02';

/** Faults that have no code in docs/rules, named by what went wrong. */
export type FaultCode =
  | 'CANCELLED'
  | 'QUOTA_EXCEEDED'
  | 'DATABASE_BLOCKED'
  | 'DATABASE_LOST'
  | 'DATABASE_NEWER'
  | 'READ_ONLY_TAB'
  | 'WORKER_GONE'
  | 'MODEL_DIVERGED'
  | 'COLD_ITEMS'
  | 'MODEL_UNREADABLE'
  | 'FILE_UNREADABLE'
  | 'FILE_UNRECOGNISED'
  | 'ARCHIVE_LIMIT'
  | 'PROJECT_FILE'
  | 'TOO_LARGE'
  | 'NOT_FOUND'
  | 'RESOURCE_IN_USE'
  | 'RESOURCE_ALREADY_EXISTS'
  | 'LIMIT_EXCEEDED'
  | 'INVALID_INPUT'
  | 'IMPORT_FAILED'
  | 'NOT_COMPARABLE'
  | 'SIMULATION_REFUSED'
  | 'INVALID_NEXT_TOKEN'
  | 'UNKNOWN_OPERATION'
  | 'INTERNAL';

export type ErrorCode =
  | SchemaErrorCode
  | DataErrorCode
  | TrainingErrorCode
  | ParameterErrorCode
  | FilterErrorCode
  | InferenceErrorCode
  | EventErrorCode
  | BatchErrorCode
  | MetricErrorCode
  | FaultCode;

/**
 * The only error that crosses a door. `code` says what happened, `details` carries the facts that a sentence
 * needs; `copy/` turns both into words. `message` is for logs, never for a person.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly code: ErrorCode,
    readonly details: JsonObject = {},
    options?: { cause?: unknown },
  ) {
    super(`${code} ${JSON.stringify(details)}`, options);
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error;
}

/** True for an AppError that only says "the person stopped this". */
export function isCancelled(error: unknown): boolean {
  return isAppError(error) && error.code === 'CANCELLED';
}
