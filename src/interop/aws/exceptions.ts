import type { AppError, ErrorCode } from '../../domain/errors';
import { isRecipe } from '../../domain/known-recipe';

/** What the service calls an error, and the HTTP status it comes with where that says more than 400. */
export interface Exception {
  readonly name: string;
  readonly statusCode: number;
}

const INVALID: Exception = { name: 'InvalidInputException', statusCode: 400 };
const NOT_FOUND: Exception = { name: 'ResourceNotFoundException', statusCode: 404 };
const EXISTS: Exception = { name: 'ResourceAlreadyExistsException', statusCode: 400 };
const IN_USE: Exception = { name: 'ResourceInUseException', statusCode: 409 };
const LIMIT: Exception = { name: 'LimitExceededException', statusCode: 400 };
const TOO_MANY_TAGS: Exception = { name: 'TooManyTagsException', statusCode: 400 };
const TOKEN: Exception = { name: 'InvalidNextTokenException', statusCode: 400 };
const UNKNOWN: Exception = { name: 'UnknownOperationException', statusCode: 404 };
const FAILURE: Exception = { name: 'InternalFailure', statusCode: 500 };

/** The rules of docs/rules by letter and number: what breaks one is invalid input, unless `exceptionOf` says more. */
type RuleCode = Extract<ErrorCode, `${string}${number}`>;

/** All other errors. */
const NAMED: { readonly [Code in Exclude<ErrorCode, RuleCode>]: Exception } = {
  NOT_FOUND,
  RESOURCE_ALREADY_EXISTS: EXISTS,
  RESOURCE_IN_USE: IN_USE,
  LIMIT_EXCEEDED: LIMIT,
  INVALID_NEXT_TOKEN: TOKEN,
  UNKNOWN_OPERATION: UNKNOWN,
  // Faults of the request or of what came with it.
  INVALID_INPUT: INVALID,
  IMPORT_FAILED: INVALID,
  FILE_UNREADABLE: INVALID,
  FILE_UNRECOGNISED: INVALID,
  TABLE_UNREADABLE: INVALID,
  ARCHIVE_LIMIT: INVALID,
  PROJECT_FILE: INVALID,
  TOO_LARGE: INVALID,
  COLD_ITEMS: INVALID,
  CANNOT_LEAVE: INVALID,
  NOT_COMPARABLE: INVALID,
  BROUGHT_ALONG: INVALID,
  LISTS_UNREADABLE: INVALID,
  SIMULATION_REFUSED: INVALID,
  CANCELLED: INVALID,
  // Faults of this device.
  INTERNAL: FAILURE,
  DATABASE_BLOCKED: FAILURE,
  DATABASE_DAMAGED: FAILURE,
  DATABASE_LOST: FAILURE,
  DATABASE_NEWER: FAILURE,
  QUOTA_EXCEEDED: FAILURE,
  WORKER_GONE: FAILURE,
  MEMORY_GONE: FAILURE,
  PART_UNREACHED: FAILURE,
  MODEL_DIVERGED: FAILURE,
  MODEL_UNREADABLE: FAILURE,
  READ_ONLY_TAB: FAILURE,
  SAMPLE_UNAVAILABLE: FAILURE,
};

/** The service's own name of an error. */
export function exceptionOf({ code, details }: AppError): Exception {
  switch (code) {
    case 'LIMIT_EXCEEDED':
      return details.kind === 'tag' ? TOO_MANY_TAGS : LIMIT;
    case 'F19':
      return details.reason === 'taken' ? EXISTS : details.reason === 'too-many' ? LIMIT : INVALID;
    case 'P01':
      return isRecipe(details.recipe) ? INVALID : NOT_FOUND;
    case 'I01':
    case 'R07':
      // Not there at all, or there and not ready.
      return 'status' in details && details.status === null ? NOT_FOUND : INVALID;
    case 'T09':
      return details.status === 'missing' ? INVALID : IN_USE;
    default:
      return code in NAMED ? NAMED[code as keyof typeof NAMED] : INVALID;
  }
}
