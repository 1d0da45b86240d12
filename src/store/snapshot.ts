import { AppError, type Json } from '../domain/errors';
import { joined } from '../domain/joined-bytes';
import { referencesIn, type PartReference } from '../domain/parts';
import { inStretches } from '../domain/stored/text-pieces';
import { withoutUndo, type PieceOwner, type ProjectFacts, type ProjectPiece } from '../domain/project-file';
import type { ChunkDatabase } from './chunk-database';
import { recordsOf, type Stored } from './chunk-store';
import { asKept, chunksOf } from './files';
import type { DataRecord, Manifest } from './manifest';
import { checksOf, requireContent, type ContentChecks } from './stored-data';
import { readTrackedTexts } from './tracked';

/** Bytes of a file in one piece, at least, but for the last. */
const PIECE_BYTES = 1 << 20;

/**
 * What a manifest says, without the keys that are the store's own.
 *
 * @param served texts of what was served, as `piecesOf` will be given them: lists are added while a copy is made.
 * @throws AppError NOT_FOUND without data.
 */
export function factsOf(manifest: Manifest, served: readonly string[]): ProjectFacts {
  const { data, models, tracked, files = [] } = manifest;
  const state = withoutUndo(manifest.state);
  if (data === null) throw new AppError('NOT_FOUND', { what: 'data', id: state.project.id });
  return {
    state,
    data: { tables: data.tables, card: data.card },
    models: models.map(({ arn, header, layout, checksum }) => ({ arn, header, layout, checksum })),
    tracked: tracked?.count ?? 0,
    served: served.length,
    files: files.map(asKept),
  };
}

/**
 * Everything that a manifest names, as it lies, and these texts of what was served.
 *
 * @throws AppError DATABASE_DAMAGED, MODEL_UNREADABLE at what is not as it was stored.
 */
export async function* piecesOf(
  db: ChunkDatabase,
  { data, models, tracked, files = [] }: Manifest,
  served: readonly string[],
): AsyncGenerator<ProjectPiece> {
  if (data !== null) {
    yield* named(arrays(db, data, 'data', [data.tables]), () => damagedData('tables'));
    yield* named(arrays(db, data, 'data', [data.card]), () => damagedData('card'));
  }
  for (const [i, model] of models.entries())
    yield* named(
      arrays(db, model, `models/${i}`, [model.layout]),
      () => new AppError('MODEL_UNREADABLE', { arn: model.arn, reason: 'incomplete' }),
    );
  if (tracked !== undefined) yield* inPieces('tracked', 'all', await readTrackedTexts(db, tracked));
  yield* inPieces('served', 'all', served);
  for (const [i, file] of files.entries())
    for await (const content of gathered(chunksOf(db, file)))
      yield { owner: `files/${i}`, part: 'all', content };
}

function damagedData(part: 'tables' | 'card'): AppError {
  return new AppError('DATABASE_DAMAGED', { part, reason: 'incomplete' });
}

async function* named(
  pieces: AsyncIterable<ProjectPiece>,
  fault: () => AppError,
): AsyncGenerator<ProjectPiece> {
  try {
    yield* pieces;
  } catch (error) {
    throw error instanceof RangeError ? Object.assign(fault(), { cause: error }) : error;
  }
}

async function* arrays(
  db: ChunkDatabase,
  stored: Stored | DataRecord,
  owner: PieceOwner,
  layouts: readonly Json[],
): AsyncGenerator<ProjectPiece> {
  const checks = 'tables' in stored ? checksOf(stored) : undefined;
  for (const reference of layouts.flatMap(referencesIn)) yield* array(db, stored, owner, reference, checks);
}

/** @throws as `readParts`. */
export async function* array(
  db: ChunkDatabase,
  stored: Stored,
  owner: PieceOwner,
  reference: PartReference,
  checks?: ContentChecks,
): AsyncGenerator<ProjectPiece> {
  const { part } = reference;
  for await (const record of recordsOf(db, stored, reference)) {
    requireContent(checks, part, record);
    if (record instanceof ArrayBuffer) yield { owner, part, content: new Uint8Array(record) };
    else yield* inPieces(owner, part, record);
  }
}

/** Chunks as they were appended, small ones together. */
export async function* gathered(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let few: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    few.push(chunk);
    bytes += chunk.length;
    if (bytes < PIECE_BYTES) continue;
    yield joined(few, bytes);
    [few, bytes] = [[], 0];
  }
  if (few.length > 0) yield joined(few, bytes);
}

export function* inPieces(
  owner: PieceOwner,
  part: string,
  texts: readonly (string | null)[],
): Generator<ProjectPiece> {
  for (const content of inStretches(texts)) yield { owner, part, content };
}
