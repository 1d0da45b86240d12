import { isAppError } from '../domain/errors';

/** Does it; what is thrown says what is wrong, in English, to whoever reads a console. */
export function saying<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (isAppError(error)) error.message = `${error.code}: ${JSON.stringify(error.details)}`;
    throw error;
  }
}
