import { inflateSync } from 'fflate';
import { AppError, isAppError } from '../../../domain/errors';
import {
  PROJECT_MANIFEST,
  piecePath,
  type PieceEntry,
  type ProjectManifest,
  type ProjectPiece,
} from '../../../domain/project-file';
import { partChecks } from '../../../domain/stored/part-checks';
import type { BrokenPart, Remains } from '../../../domain/stored/remains';
import type { SourceFile } from '../../../import/open/bytes/source';
import type { WholeEntry } from '../../../import/open/bytes/whole-entries';
import { partKey, PROJECT_LIMITS } from './check-manifest';
import { contentOf, isPiece, SEAL_BYTES, sealedManifest } from './read-project-file';

/** Begins an entry of a zip; so many bytes stand before its name. */
const ENTRY = 0x04034b50;
const HEAD_BYTES = 30;

interface PackedEntry {
  readonly name: string;
  readonly at: number;
  readonly packed: number;
  readonly bytes: number;
  readonly isDeflated: boolean;
}

/**
 * What is left of a project file, part by part: one that cannot be unpacked keeps no other from being read.
 *
 * @throws AppError PROJECT_FILE where the list of its parts is not whole: nothing can be known of them then.
 */
export async function fileRemains(source: SourceFile): Promise<Remains & { readonly name: string }> {
  const entries = await entriesOf(source);
  const [first, second] = [entries.get(PROJECT_MANIFEST), [...entries.values()][1]];
  const list = first && (await unpacked(source, first, PROJECT_LIMITS.manifestBytes));
  if (first === undefined || !list)
    throw new AppError(
      'PROJECT_FILE',
      first === undefined
        ? { file: source.path, reason: 'foreign' }
        : { file: source.path, reason: 'changed', part: null },
    );
  const seal = second && (await unpacked(source, second, SEAL_BYTES));
  const manifest = sealedManifest(
    { name: PROJECT_MANIFEST, bytes: list },
    seal ? { name: second.name, bytes: seal } : null,
    source.path,
  );
  const { facts, name } = manifest;
  return {
    name,
    lost: new Set(),
    state: facts.state,
    data: facts.data,
    models: facts.models,
    tracked: facts.tracked,
    served: facts.served,
    files: facts.files,
    pieces: () => remainingPieces(source, entries, manifest),
  };
}

async function* remainingPieces(
  source: SourceFile,
  entries: ReadonlyMap<string, PackedEntry>,
  { pieces, facts }: ProjectManifest,
): AsyncGenerator<ProjectPiece | BrokenPart> {
  const checks = partChecks(facts);
  for (const [i, piece] of pieces.entries()) {
    const entry = entries.get(piecePath(i));
    const bytes = entry && (await unpacked(source, entry, piece.bytes));
    const content = bytes && isPiece(bytes, piece) ? wholeContent(piece, bytes, source.path) : null;
    const { owner, part } = piece;
    if (content === null || checks.get(partKey(piece))?.(content) === false)
      yield { owner, part, content: null };
    else yield { owner, part, content };
  }
}

function wholeContent(
  piece: PieceEntry,
  bytes: WholeEntry['bytes'],
  file: string,
): ProjectPiece['content'] | null {
  try {
    return contentOf(piece, bytes, file);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** Entries that can be found one behind the other, by name. */
async function entriesOf(source: SourceFile): Promise<ReadonlyMap<string, PackedEntry>> {
  const entries = new Map<string, PackedEntry>();
  for (let at = 0; at + HEAD_BYTES <= source.sizeBytes && entries.size <= PROJECT_LIMITS.pieces;) {
    const head = await sliceOf(source, at, at + HEAD_BYTES);
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    if (head.byteLength < HEAD_BYTES || view.getUint32(0, true) !== ENTRY) break;
    const [packed, bytes] = [view.getUint32(18, true), view.getUint32(22, true)];
    const [nameLength, extraLength] = [view.getUint16(26, true), view.getUint16(28, true)];
    const name = new TextDecoder().decode(
      await sliceOf(source, at + HEAD_BYTES, at + HEAD_BYTES + nameLength),
    );
    at += HEAD_BYTES + nameLength + extraLength;
    entries.set(name, { name, at, packed, bytes, isDeflated: view.getUint16(8, true) !== 0 });
    at += packed;
  }
  return entries;
}

/** The bytes of an entry; null where it cannot be unpacked, or to more than so many. */
async function unpacked(
  source: SourceFile,
  { at, packed, bytes, isDeflated }: PackedEntry,
  most: number,
): Promise<WholeEntry['bytes'] | null> {
  if (bytes > most || at + packed > source.sizeBytes) return null;
  const content = await sliceOf(source, at, at + packed);
  if (!isDeflated) return content.slice();
  try {
    return inflateSync(content, { out: new Uint8Array(bytes) }).slice();
  } catch (error) {
    // What fflate throws has a number.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

async function sliceOf(source: SourceFile, from: number, to: number): Promise<Uint8Array> {
  if (source.slice === undefined) throw new RangeError(`${source.path} can only be read from its start`);
  return source.slice(from, to);
}
