/** What a service refuses a request with: the error's name as its SDKs know it, and the HTTP status. */
export class ServiceError extends Error {
  constructor(
    override readonly name: string,
    readonly statusCode: number,
    message: string,
    /** More that the answer says: what was asked for. */
    readonly facts: { readonly [name: string]: string } = {},
  ) {
    super(message);
  }
}

/** What an error of the disk is called in an answer. */
export function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === 'ENOSPC')
    return new ServiceError('InsufficientStorage', 507, 'The disk of the emulator is full.');
  if (code === 'ECONNRESET')
    return new ServiceError('RequestTimeout', 400, 'The connection ended before the request did.');
  console.error(error);
  return new ServiceError('InternalError', 500, message ?? String(error));
}
