import { AppError } from '../domain/errors';
import { ofEarlierBuild } from '../domain/earlier';
import { isObject, type Json } from '../domain/json';
import {
  either,
  ifThere,
  isCount,
  isNumber,
  isOrdinal,
  isText,
  listOf,
  mapOf,
  orNull,
  shaped,
} from '../domain/shape';
import { isCard, isTables } from '../domain/stored/layout-shapes';
import { isKeptFile, isModel, isState } from '../domain/stored/project-shapes';
import { MANIFEST_FORMAT, type Manifest } from './manifest';
import { brokenMembers } from './sums';

/** The last format without sums. */
const UNSUMMED = 2;

const isSums = ifThere(mapOf(listOf(isNumber)));
const isStored = shaped({ key: isText, sizeBytes: isCount });
const isData = (value: Json | undefined): boolean =>
  isStored(value) && shaped({ tables: isTables, card: isCard, sums: isSums })(value);

/** What each in a list must be. */
export const ITEMS = {
  models: (value: Json | undefined): boolean =>
    isStored(value) && isModel(value) && shaped({ sums: isSums })(value),
  files: (value: Json | undefined): boolean =>
    isKeptFile(value) &&
    shaped({ key: isText, chunks: isCount, from: ifThere(isCount), sums: ifThere(listOf(isNumber)) })(value),
} as const;

/** Each member, and what it must be to be read at all: as that of a project file, with where it lies. */
const MEMBERS = {
  revision: isCount,
  state: isState,
  data: orNull(isData),
  aside: ifThere(isData),
  models: listOf(ITEMS.models),
  tracked: ifThere(shaped({ key: isText, count: isCount, sizeBytes: isCount, sum: ifThere(isNumber) })),
  files: ifThere(listOf(ITEMS.files)),
  seal: ifThere(mapOf(either(isNumber, listOf(isNumber)))),
} as const;

/**
 * The manifest that a database holds, as today's build has it; the next flip stores it so.
 *
 * @throws AppError DATABASE_NEWER, and DATABASE_DAMAGED where it is not what was written.
 */
export function presentManifest(found: unknown): Manifest {
  const broken = brokenIn(found);
  if (broken.length > 0) throw new AppError('DATABASE_DAMAGED', { part: 'list', members: broken });
  const manifest = unsealedOf(found as Manifest);
  const earlier = manifest.format === 1 ? ofEarlierBuild(manifest) : manifest;
  return { ...earlier, format: MANIFEST_FORMAT };
}

function unsealedOf({ seal: _checked, ...manifest }: Manifest): Manifest {
  return manifest;
}

/** Members of a manifest that are not as they were written, `format` among them. @throws AppError DATABASE_NEWER. */
export function brokenIn(found: unknown): readonly string[] {
  const manifest = found as Json | undefined;
  if (!isObject(manifest)) return ['format'];
  const { format, seal } = manifest;
  if (isOrdinal(format) && Number(format) > MANIFEST_FORMAT) throw new AppError('DATABASE_NEWER', { format });
  const isSummed = seal !== undefined;
  const isFormat = isOrdinal(format) && isSummed === Number(format) > UNSUMMED;
  const misshapen = Object.entries(MEMBERS)
    .filter(([member, is]) => !is(manifest[member]))
    .map(([member]) => member);
  const changed = isSummed ? brokenMembers(found as Manifest) : [];
  return [...new Set([...(isFormat ? [] : ['format']), ...misshapen, ...changed])];
}
