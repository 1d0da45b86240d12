import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { withPresentIds } from '../../../domain/earlier';
import { AppError, isAppError, type ErrorFacts } from '../../../domain/errors';
import { jsonIn } from '../../../domain/json';
import type { Job } from '../../../domain/ports';
import {
  PROJECT_MANIFEST,
  PROJECT_SEAL,
  piecePath,
  type PieceEntry,
  type ProjectManifest,
  type ProjectPiece,
} from '../../../domain/project-file';
import type { SourceFile } from '../../../import/open/bytes/source';
import { wholeEntries, type WholeEntry } from '../../../import/open/bytes/whole-entries';
import { partChecks } from '../../../domain/stored/part-checks';
import { PROJECT_LIMITS, bytesOf, checkedManifest, expectedParts, partKey } from './check-manifest';

/** A SHA-256 in hexadecimal. */
export const SEAL_BYTES = 64;

export interface OpenProjectFile {
  readonly manifest: ProjectManifest;
  /** What the parts unpack to. */
  readonly sizeBytes: number;
  /**
   * The parts, once, in the order of the file: each is yielded only if it is what the manifest says. Ends only when
   * all were there.
   *
   * @throws AppError PROJECT_FILE
   */
  pieces(job: Job): AsyncGenerator<ProjectPiece>;
}

/**
 * Reads what a project file says of itself, and holds it against its checksum and against itself.
 *
 * @throws AppError PROJECT_FILE with the reason: foreign, newer, incomplete, changed, limit, malformed.
 */
export async function openProjectFile(source: SourceFile): Promise<OpenProjectFile> {
  const file = source.path;
  const sizes = new Map<string, number>([
    [PROJECT_MANIFEST, PROJECT_LIMITS.manifestBytes],
    [PROJECT_SEAL, SEAL_BYTES],
  ]);
  // The first parts may be unpacked together with the list: what they are checked against comes after.
  let others: number = PROJECT_LIMITS.pieceBytes;
  let begun = '';
  const entries = wholeEntries(source, (name) => {
    begun ||= name;
    return sizes.get(name) ?? others;
  });
  const first = await nextOf(entries, file);
  if (first === null && begun === PROJECT_MANIFEST) throw fault({ file, reason: 'incomplete', counts: null });
  if (first?.name !== PROJECT_MANIFEST) throw fault({ file, reason: 'foreign' });
  const manifest = sealedManifest(first, await nextOf(entries, file), file);
  for (const [i, { bytes }] of manifest.pieces.entries()) sizes.set(piecePath(i), bytes);
  others = 0;
  const sizeBytes = bytesOf(manifest);
  return { manifest, sizeBytes, pieces: (job) => checkedPieces(entries, manifest, sizeBytes, file, job) };
}

/** What the first two entries say. @throws AppError PROJECT_FILE. */
export function sealedManifest(first: WholeEntry, seal: WholeEntry | null, file: string): ProjectManifest {
  if (seal === null) throw fault({ file, reason: 'incomplete', counts: null });
  if (seal.name !== PROJECT_SEAL || textOf(seal.bytes, file) !== sha256Of(first.bytes))
    throw fault({ file, reason: 'changed', part: 'the list of its parts' });
  return checkedManifest(textOf(first.bytes, file), file);
}

async function* checkedPieces(
  entries: AsyncGenerator<WholeEntry>,
  { pieces, facts }: ProjectManifest,
  sizeBytes: number,
  file: string,
  job: Job,
): AsyncGenerator<ProjectPiece> {
  const texts = new Map<string, number>();
  const checks = partChecks(facts);
  let done = 0;
  for (const [i, piece] of pieces.entries()) {
    await job.checkpoint('restore', done, sizeBytes);
    const entry = await nextOf(entries, file);
    if (entry === null)
      throw fault({ file, reason: 'incomplete', counts: { found: i, expected: pieces.length } });
    const { owner, part, bytes } = piece;
    if (entry.name !== piecePath(i) || !isPiece(entry.bytes, piece))
      throw fault({ file, reason: 'changed', part: `part ${i + 1}` });
    const content = contentOf(piece, entry.bytes, file);
    if (checks.get(partKey(piece))?.(content) === false) throw fault({ file, reason: 'malformed' });
    if (Array.isArray(content)) texts.set(partKey(piece), (texts.get(partKey(piece)) ?? 0) + content.length);
    yield { owner, part, content };
    done += bytes;
  }
  for (const [part, { kind, amount }] of expectedParts(facts))
    if (kind === 'texts' && (texts.get(part) ?? 0) !== amount) throw fault({ file, reason: 'malformed' });
}

/** Whether bytes are those that the manifest names. */
export function isPiece(found: Uint8Array, { bytes, sha256: expected }: PieceEntry): boolean {
  return found.length === bytes && sha256Of(found) === expected;
}

/** @throws AppError PROJECT_FILE for what is none of its kind. */
export function contentOf(
  { kind, owner }: PieceEntry,
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
): Uint8Array<ArrayBuffer> | readonly (string | null)[] {
  if (kind === 'bytes') return bytes;
  const text = textOf(bytes, file);
  const isJson = owner === 'tracked' || owner === 'served';
  const list = jsonIn(isJson ? withPresentIds(text) : text);
  const isList = Array.isArray(list) && list.every((each) => typeof each === 'string' || each === null);
  if (!isList || (isJson && list.some((each) => typeof jsonIn(String(each)) !== 'object')))
    throw fault({ file, reason: 'malformed' });
  return list as readonly (string | null)[];
}

/** The next entry, or null at the end of the archive. What cannot be unpacked was changed. */
async function nextOf(entries: AsyncGenerator<WholeEntry>, file: string): Promise<WholeEntry | null> {
  try {
    const next = await entries.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    const limit = isAppError(error) && error.code === 'ARCHIVE_LIMIT';
    const facts = limit
      ? { file, reason: 'limit' as const }
      : { file, reason: 'changed' as const, part: null };
    throw new AppError('PROJECT_FILE', facts, { cause: error });
  }
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new AppError('PROJECT_FILE', { file, reason: 'malformed' }, { cause: error });
  }
}

function sha256Of(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

function fault(facts: ErrorFacts['PROJECT_FILE']): AppError {
  return new AppError('PROJECT_FILE', facts);
}
