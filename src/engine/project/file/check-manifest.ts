import { AppError, type Json } from '../../../domain/errors';
import { ofEarlierBuild } from '../../../domain/earlier';
import { referencesIn, valueBytes, type PartReference } from '../../../domain/parts';
import {
  PROJECT_FILE_FORMAT,
  type PieceEntry,
  type ProjectFacts,
  type ProjectManifest,
} from '../../../domain/project-file';
import { isObject } from '../../../domain/json';
import { all, isCount, isOrdinal, isText, listOf, oneOf, shaped } from '../../../domain/shape';
import { isCard, isTables } from '../../../domain/stored/layout-shapes';
import { isFilledState, isKeptFile, isModel } from '../../../domain/stored/project-shapes';

/** What a project file may hold. */
export const PROJECT_LIMITS = {
  manifestBytes: 64 * 1024 ** 2,
  pieces: 60_000,
  pieceBytes: 64 * 1024 ** 2,
  bytes: 8 * 1024 ** 3,
} as const;

/** What belongs to a part: so many bytes of a file or an array, or so many texts. */
export interface Expected {
  readonly kind: 'bytes' | 'texts';
  readonly amount: number;
}

/**
 * A manifest whose every claim that can be checked beforehand holds: the pieces are those that the facts name, in
 * number and size.
 *
 * @throws AppError PROJECT_FILE
 */
export function checkedManifest(text: string, file: string): ProjectManifest {
  const fault = (reason: 'limit' | 'malformed'): AppError => new AppError('PROJECT_FILE', { file, reason });
  let parsed: Json;
  try {
    parsed = JSON.parse(text, refuseProto) as Json;
  } catch (error) {
    throw new AppError('PROJECT_FILE', { file, reason: 'malformed' }, { cause: error });
  }
  if (!isObject(parsed) || !isOrdinal(parsed.format)) throw fault('malformed');
  if (Number(parsed.format) > PROJECT_FILE_FORMAT)
    throw new AppError('PROJECT_FILE', {
      file,
      reason: 'newer',
      version: typeof parsed.version === 'string' ? parsed.version : null,
    });
  if (!isManifest(parsed)) throw fault('malformed');
  const written = parsed as unknown as ProjectManifest;
  const manifest =
    written.format === PROJECT_FILE_FORMAT ? written : { ...written, facts: ofEarlierBuild(written.facts) };
  if (manifest.pieces.length > PROJECT_LIMITS.pieces) throw fault('limit');
  if (bytesOf(manifest) > PROJECT_LIMITS.bytes) throw fault('limit');
  if (manifest.pieces.some(({ bytes }) => bytes > PROJECT_LIMITS.pieceBytes)) throw fault('limit');
  const expected = expectedParts(manifest.facts);
  const found = new Map<string, number>();
  for (const piece of manifest.pieces) {
    const part = partKey(piece);
    if (expected.get(part)?.kind !== piece.kind) throw fault('malformed');
    found.set(part, (found.get(part) ?? 0) + piece.bytes);
  }
  for (const [part, { kind, amount }] of expected)
    if (kind === 'bytes' ? (found.get(part) ?? 0) !== amount : amount !== 0 && !found.has(part))
      throw fault('malformed');
  return manifest;
}

export function bytesOf({ pieces }: ProjectManifest): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes, 0);
}

export function partKey({ owner, part }: Pick<PieceEntry, 'owner' | 'part'>): string {
  return `${owner} ${part}`;
}

/** What must be there, by `partKey`. */
export function expectedParts(facts: ProjectFacts): ReadonlyMap<string, Expected> {
  const expected = new Map<string, Expected>();
  const arrays = (owner: string, references: readonly PartReference[]): void => {
    for (const { part, type, length } of references) {
      const key = `${owner} ${part}`;
      // Two arrays of one part are none that was ever written: no amount is right.
      const size = expected.has(key) ? Number.NaN : length;
      expected.set(
        key,
        type === 'strings'
          ? { kind: 'texts', amount: size }
          : { kind: 'bytes', amount: size * (valueBytes(type) ?? Number.NaN) },
      );
    }
  };
  arrays('data', [...referencesIn(facts.data.tables), ...referencesIn(facts.data.card)]);
  for (const [i, { layout }] of facts.models.entries()) arrays(`models/${i}`, referencesIn(layout));
  if (facts.tracked > 0) expected.set('tracked all', { kind: 'texts', amount: facts.tracked });
  if (facts.served > 0) expected.set('served all', { kind: 'texts', amount: facts.served });
  for (const [i, { sizeBytes }] of facts.files.entries())
    expected.set(`files/${i} all`, { kind: 'bytes', amount: sizeBytes });
  return expected;
}

const isManifest = shaped({
  ...all(isText, 'version', 'name'),
  pieces: listOf(
    shaped({ ...all(isText, 'owner', 'part', 'sha256'), kind: oneOf('bytes', 'texts'), bytes: isCount }),
  ),
  facts: shaped({
    state: isFilledState,
    data: shaped({ tables: isTables, card: isCard }),
    models: listOf(isModel),
    ...all(isCount, 'tracked', 'served'),
    files: listOf(isKeptFile),
  }),
});

/** No key of ours is called so; set on an object it would be more than a key. */
function refuseProto(key: string, value: Json): Json {
  if (key === '__proto__') throw new SyntaxError('a key that is not allowed');
  return value;
}
