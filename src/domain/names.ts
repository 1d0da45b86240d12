import { crc32 } from './crc32';
import { AppError } from './errors';
import { romanized } from './hangul';
import { LIMITS } from './limits';
import { LOCAL_ARN, type Arn } from './resources';
import type { DatasetType } from './schema';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9\-_]*$/;

/** The name rule of every named resource. */
export function isResourceName(name: string): boolean {
  return name.length <= LIMITS.nameChars && NAME.test(name);
}

/** @throws AppError INVALID_INPUT. */
export function checkName(name: string): void {
  if (isResourceName(name)) return;
  throw new AppError('INVALID_INPUT', {
    field: 'name',
    value: name,
    pattern: NAME.source,
    maxLength: LIMITS.nameChars,
  });
}

/** The first of `kind-1`, `kind-2`, … that is free. */
export function numberedName(kind: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`${kind}-${n}`)) return `${kind}-${n}`;
}

export function datasetArn(group: string, type: DatasetType): Arn {
  return `${LOCAL_ARN}dataset/${group}/${type}`;
}

/** @param kind of the resources whose id is their name. */
export function namedArn(kind: string, name: string): Arn {
  return `${LOCAL_ARN}${kind}/${name}`;
}

/** @param id 8 hexadecimal digits. */
export function versionArn(solution: string, id: string): Arn {
  return `${LOCAL_ARN}solution/${solution}/${id}`;
}

/** Behind a solution's id: whichever ACTIVE version of it is the newest. */
export const LATEST = '/$LATEST';

/** What the id of a recipe or use case begins with, as everywhere in the service. */
const RECIPE_PREFIX = 'arn:aws:personalize:::recipe/';

/** The ARN of a recipe or use case. */
export function recipeArn(name: string): Arn {
  return RECIPE_PREFIX + name;
}

/** The name of a recipe or use case that is given by name or ARN, or with blanks for hyphens (`aws-personalized ranking`). */
export function bareRecipeName(text: string): string {
  const bare = text.startsWith(RECIPE_PREFIX) ? text.slice(RECIPE_PREFIX.length) : text;
  return bare.trim().replaceAll(' ', '-');
}

/**
 * A text made to fit the name rule: Korean in Latin letters, accents taken off. What other letters it loses is told
 * apart by a checksum of them all, so that two texts do not share a name; `fallback` stands where nothing is left.
 */
export function legalName(text: string, fallback: string): string {
  const latin = romanized(text).normalize('NFKD').replace(/\p{M}/gu, '');
  const bare = latin.replace(/[^a-zA-Z0-9\-_]+/g, '-').replace(/^[^a-zA-Z0-9]+|-+$/g, '');
  const lost = /[^\p{ASCII}]/u.test(latin.replace(/[^\p{L}\p{N}]/gu, ''));
  if (!lost) return bare.slice(0, LIMITS.nameChars) || fallback;
  const units = Array.from(text.normalize('NFC').split(''), (unit) => unit.charCodeAt(0));
  const bytes = Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >> 8]));
  const sum = crc32(0, bytes).toString(16).padStart(8, '0');
  return `${bare.slice(0, LIMITS.nameChars - sum.length - 1) || fallback}-${sum}`;
}

/** The project's name made to fit the name rule, for ids that mention its dataset group. */
export function groupName(projectName: string): string {
  return legalName(projectName, 'data');
}
