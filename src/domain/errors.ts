import type { BatchFacts } from './facts/batch';
import type { FaultFacts } from './faults';
import type { FilterFacts } from './facts/filters';
import type { RequestFacts } from './facts/requests';
import type { TrainingFacts } from './facts/training';

export type { Json, JsonObject } from './json';

/** What each code says: the facts that its sentence needs. */
export interface ErrorFacts extends TrainingFacts, FilterFacts, RequestFacts, BatchFacts, FaultFacts {}
export type ErrorCode = keyof ErrorFacts;

/** An error as data: on its way through a door, stored beside a job, or shown. */
export type ErrorRecord<Code extends ErrorCode = ErrorCode> = Code extends ErrorCode
  ? { readonly code: Code; readonly details: Readonly<ErrorFacts[Code]> }
  : never;

type Given<Code extends ErrorCode> =
  Record<string, never> extends ErrorFacts[Code]
    ? [details?: ErrorFacts[Code], options?: ErrorOptions]
    : [details: ErrorFacts[Code], options?: ErrorOptions];

class CodedError<Code extends ErrorCode> extends Error {
  override readonly name = 'AppError';
  readonly details: Readonly<ErrorFacts[Code]>;
  constructor(
    readonly code: Code,
    ...[details = {} as ErrorFacts[Code], options]: Given<Code>
  ) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.details = details;
  }
}

/**
 * The only error that crosses a door. `code` says what happened, `details` are the facts of that code, JSON-safe;
 * `words/copy/` turns both into words. `message` is for logs, never for a person.
 */
export type AppError<Code extends ErrorCode = ErrorCode> = Code extends ErrorCode ? CodedError<Code> : never;
export const AppError = CodedError;

/** The error of a record that was stored or has come through a door. */
export function errorOf({ code, details }: ErrorRecord): AppError {
  return new CodedError<ErrorCode>(code, details) as AppError;
}

/** The error as data, to be stored or carried through a door. */
export function recordOf({ code, details }: AppError): ErrorRecord {
  return { code, details } as ErrorRecord;
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error;
}

/** Whatever was thrown, as an error that has words; what was not foreseen is INTERNAL with its cause. */
export function asAppError(error: unknown): AppError {
  return isAppError(error) ? error : new AppError('INTERNAL', {}, { cause: error });
}

/** True for an AppError that says that another tab writes now. */
export function isReadOnlyTab(error: unknown): boolean {
  return isAppError(error) && error.code === 'READ_ONLY_TAB';
}

/** True for an AppError that only says "the person stopped this". */
export function isCancelled(error: unknown): boolean {
  return isAppError(error) && error.code === 'CANCELLED';
}
