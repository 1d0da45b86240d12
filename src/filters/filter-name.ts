import { AppError } from '../domain/errors';
import { maxFiltersPerGroup } from './limits';

export const maxNameLength = 63;
const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9\-_]*$/;

/**
 * Whether a new filter may have this name beside those a dataset group has; null when it may, else F19.
 * @param taken names of the project's filters. @param nInGroup how many filters the group has.
 */
export function refuseFilterName(name: string, taken: readonly string[], nInGroup: number): AppError | null {
  const refuse = (reason: string) => new AppError('F19', { reason, name, length: name.length });
  if (name === '') return refuse('missing');
  if (name.length > maxNameLength) return refuse('long');
  if (!namePattern.test(name)) return refuse('malformed');
  if (taken.includes(name)) return refuse('taken');
  if (nInGroup >= maxFiltersPerGroup) return refuse('too-many');
  return null;
}
