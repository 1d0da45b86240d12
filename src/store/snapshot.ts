import { AppError, type Json } from '../domain/errors';
import { joined } from '../domain/joined-bytes';
import { referencesIn, type PartReference } from '../domain/parts';
import { withoutUndo, type PieceOwner, type ProjectFacts, type ProjectPiece } from '../domain/project-file';
import type { ChunkDatabase } from './chunk-database';
import { recordsOf, type Stored } from './chunk-store';
import { asKept, chunksOf } from './files';
import type { Manifest } from './manifest';
import { readTrackedTexts } from './tracked';

/** Characters of texts in one piece, more or less: a piece is held whole. */
const PIECE_CHARS = 1 << 21;
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

/** Everything that a manifest names, as it lies, and these texts of what was served. */
export async function* piecesOf(
  db: ChunkDatabase,
  { data, models, tracked, files = [] }: Manifest,
  served: readonly string[],
): AsyncGenerator<ProjectPiece> {
  if (data !== null) yield* arrays(db, data, 'data', [data.tables, data.card]);
  for (const [i, model] of models.entries()) yield* arrays(db, model, `models/${i}`, [model.layout]);
  if (tracked !== undefined) yield* inPieces('tracked', 'all', await readTrackedTexts(db, tracked));
  yield* inPieces('served', 'all', served);
  for (const [i, file] of files.entries())
    for await (const content of gathered(chunksOf(db, file)))
      yield { owner: `files/${i}`, part: 'all', content };
}

async function* arrays(
  db: ChunkDatabase,
  stored: Stored,
  owner: PieceOwner,
  layouts: readonly Json[],
): AsyncGenerator<ProjectPiece> {
  for (const reference of layouts.flatMap(referencesIn)) yield* array(db, stored, owner, reference);
}

async function* array(
  db: ChunkDatabase,
  stored: Stored,
  owner: PieceOwner,
  reference: PartReference,
): AsyncGenerator<ProjectPiece> {
  for await (const record of recordsOf(db, stored, reference)) {
    if (record instanceof ArrayBuffer) yield { owner, part: reference.part, content: new Uint8Array(record) };
    else yield* inPieces(owner, reference.part, record);
  }
}

/** Chunks as they were appended, small ones together. */
async function* gathered(
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

function* inPieces(
  owner: PieceOwner,
  part: string,
  texts: readonly (string | null)[],
): Generator<ProjectPiece> {
  for (let from = 0; from < texts.length;) {
    let to = from;
    for (let chars = 0; to < texts.length && chars < PIECE_CHARS; to++) chars += (texts[to]?.length ?? 4) + 3;
    yield { owner, part, content: texts.slice(from, to) };
    from = to;
  }
}
