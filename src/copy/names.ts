import { LIMITS } from '../domain/limits';
import { isResourceName } from '../domain/names';

/**
 * Why a new resource cannot have this name; null where it can.
 *
 * @param taken names of the resources of its kind.
 * @param kind as in “There is already a filter of this name.”
 */
export function nameFault(name: string, taken: readonly string[], kind: string): string | null {
  if (!isResourceName(name))
    return `Up to ${LIMITS.nameChars} letters, digits, - and _, beginning with a letter or digit.`;
  return taken.includes(name) ? `There is already a ${kind} of this name.` : null;
}
