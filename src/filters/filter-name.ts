import { AppError, type ErrorFacts } from '../domain/errors';
import { LIMITS, QUOTAS } from '../domain/limits';
import { isResourceName } from '../domain/names';

/**
 * Whether a new filter may have this name beside those a dataset group has; null when it may, else F19.
 * @param taken names of the project's filters. @param nInGroup how many filters the group has.
 */
export function refuseFilterName(
  name: string,
  taken: readonly string[],
  nInGroup: number,
): AppError<'F19'> | null {
  const refuse = (reason: ErrorFacts['F19']['reason']) =>
    new AppError('F19', { reason, name, length: name.length });
  if (name === '') return refuse('missing');
  if (name.length > LIMITS.nameChars) return refuse('long');
  if (!isResourceName(name)) return refuse('malformed');
  if (taken.includes(name)) return refuse('taken');
  if (nInGroup >= QUOTAS.filters) return refuse('too-many');
  return null;
}
