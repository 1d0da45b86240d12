import { expect } from 'vitest';

/** An error with this code, and these among its facts. */
export function appError(code: string, details: object = {}): Error {
  return expect.objectContaining({ code, details: expect.objectContaining(details) as object }) as Error;
}
