import type { AppError } from '../../domain/errors';

/** What the service calls an error, and the HTTP status it comes with. */
export interface Exception {
  readonly name: string;
  readonly statusCode: number;
}

const INVALID: Exception = { name: 'InvalidInputException', statusCode: 400 };
const NOT_FOUND: Exception = { name: 'ResourceNotFoundException', statusCode: 404 };
const EXISTS: Exception = { name: 'ResourceAlreadyExistsException', statusCode: 400 };
const IN_USE: Exception = { name: 'ResourceInUseException', statusCode: 400 };
const LIMIT: Exception = { name: 'LimitExceededException', statusCode: 400 };
const TOO_MANY_TAGS: Exception = { name: 'TooManyTagsException', statusCode: 400 };
const TOKEN: Exception = { name: 'InvalidNextTokenException', statusCode: 400 };
const UNKNOWN: Exception = { name: 'UnknownOperationException', statusCode: 404 };
const FAILURE: Exception = { name: 'InternalFailure', statusCode: 500 };

/** Faults of this device, not of the request. */
const OWN_FAULTS: ReadonlySet<string> = new Set([
  'INTERNAL',
  'DATABASE_BLOCKED',
  'DATABASE_LOST',
  'DATABASE_NEWER',
  'QUOTA_EXCEEDED',
  'WORKER_GONE',
  'MODEL_DIVERGED',
  'MODEL_UNREADABLE',
  'READ_ONLY_TAB',
]);

/** The service's own name of an error. */
export function exceptionOf({ code, details }: AppError): Exception {
  switch (code) {
    case 'NOT_FOUND':
      return NOT_FOUND;
    case 'RESOURCE_ALREADY_EXISTS':
      return EXISTS;
    case 'RESOURCE_IN_USE':
      return IN_USE;
    case 'LIMIT_EXCEEDED':
      return details.kind === 'tag' ? TOO_MANY_TAGS : LIMIT;
    case 'INVALID_NEXT_TOKEN':
      return TOKEN;
    case 'UNKNOWN_OPERATION':
      return UNKNOWN;
    case 'F19':
      return details.reason === 'taken' ? EXISTS : details.reason === 'too-many' ? LIMIT : INVALID;
    case 'I01':
    case 'R07':
      // Not there at all, or there and not ready.
      return 'status' in details && details.status === null ? NOT_FOUND : INVALID;
    case 'E01':
      return NOT_FOUND;
    case 'T09':
      return details.status === 'missing' ? INVALID : IN_USE;
    default:
      return OWN_FAULTS.has(code) ? FAILURE : INVALID;
  }
}
