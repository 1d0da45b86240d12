import { AppError, isAppError, type Json } from '../domain/errors';
import { checksum } from '../domain/hashes';
import { isObject } from '../domain/json';
import { referencesIn } from '../domain/parts';
import type { PieceOwner, ProjectPiece } from '../domain/project-file';
import type { ProjectId } from '../domain/resources';
import type { BrokenPart, Member, Remains } from '../domain/stored/remains';
import type { ChunkDatabase } from './chunk-database';
import type { Stored } from './chunk-store';
import { asking } from './faults';
import { asKept, chunksOf } from './files';
import type { DataRecord, FileRecord, Manifest, ModelRecord, TrackedRecord } from './manifest';
import { brokenIn, ITEMS } from './read-manifest';
import { array, gathered, inPieces } from './snapshot';
import { checksOf, type ContentChecks } from './stored-data';
import { soundItems } from './sums';
import { countServed, readServedTexts, readTrackedTexts, remainingBatches } from './tracked';

type Piece = ProjectPiece | BrokenPart;

/**
 * What is left of a project, read without trusting any of it. Nothing is changed.
 *
 * @throws AppError NOT_FOUND where there is no manifest, DATABASE_NEWER.
 */
export async function remainsOf(id: ProjectId, db: ChunkDatabase): Promise<Remains> {
  const found: unknown = await asking(() => db.readManifest());
  if (found === undefined) throw new AppError('NOT_FOUND', { what: 'project', id });
  const { manifest, lost } = soundPartsOf(found);
  const { state = null, data = null, models = [], tracked, files = [] } = manifest;
  const served = await countServed(db);
  return {
    lost,
    state,
    data: data && { tables: data.tables, card: data.card },
    models: models.map(({ arn, header, layout, checksum }) => ({ arn, header, layout, checksum })),
    tracked: tracked?.count ?? 0,
    served,
    files: files.map(asKept),
    async *pieces() {
      if (data !== null) yield* arrayPieces(db, data, 'data', [data.tables, data.card], checksOf(data));
      for (const [i, model] of models.entries()) yield* modelPieces(db, model, `models/${i}`);
      if (tracked !== undefined) yield* batchPieces(db, tracked);
      const lists = await readServedTexts(db);
      yield* inPieces('served', 'all', lists);
      if (lists.length < served) yield broken('served', 'all');
      for (const [i, file] of files.entries()) yield* filePieces(db, file, `files/${i}`);
    },
  };
}

const NAMED: ReadonlySet<string> = new Set(['state', 'data', 'tracked', 'models', 'files']);

type Sound = Partial<
  Pick<Manifest, 'state' | 'tracked'> & {
    readonly data: DataRecord;
    readonly models: readonly ModelRecord[];
    readonly files: readonly FileRecord[];
  }
>;

/** Members of a manifest that are as they were written; of lists, those in them that are. */
function soundPartsOf(found: unknown): { readonly manifest: Sound; readonly lost: ReadonlySet<Member> } {
  const members = new Set(brokenIn(found));
  const manifest = (isObject(found as Json) ? found : {}) as Partial<Manifest>;
  // Without any sums, whoever says which format it is cannot be believed either.
  if (members.has('format') && !isObject(manifest.seal as Json | undefined))
    return { manifest: {}, lost: new Set(['state', 'data', 'models', 'events', 'files']) };
  const { state, data, tracked, seal } = manifest;
  const lost = new Set<Member>();
  if ([...members].some((member) => !NAMED.has(member))) lost.add('list');
  const sound = <Value>(
    member: 'state' | 'data' | 'tracked',
    called: Member,
    value: Value,
  ): Value | undefined => {
    if (!members.has(member)) return value;
    lost.add(called);
    return undefined;
  };
  const soundOf = <Item>(member: 'models' | 'files', items: readonly Item[] | undefined): readonly Item[] => {
    if (!members.has(member)) return items ?? [];
    lost.add(member);
    return Array.isArray(items)
      ? soundItems(items, seal?.[member]).filter((item) => ITEMS[member](item as Json))
      : [];
  };
  return {
    manifest: {
      state: sound('state', 'state', state),
      data: sound('data', 'data', data) ?? undefined,
      tracked: sound('tracked', 'events', tracked),
      models: soundOf('models', manifest.models),
      files: soundOf('files', manifest.files),
    },
    lost,
  };
}

/** Without sums of its own, what project files know a model by tells whether it is whole. */
async function* modelPieces(db: ChunkDatabase, model: ModelRecord, owner: PieceOwner): AsyncGenerator<Piece> {
  let sum: number | undefined;
  for await (const piece of arrayPieces(db, model, owner, [model.layout])) {
    if (piece.content instanceof Uint8Array) sum = checksum(piece.content, sum);
    yield piece;
  }
  if (model.sums === undefined && (sum ?? 0) !== model.checksum) yield broken(owner, 'all');
}

async function* arrayPieces(
  db: ChunkDatabase,
  stored: Stored,
  owner: PieceOwner,
  layouts: readonly Json[],
  checks?: ContentChecks,
): AsyncGenerator<Piece> {
  for (const reference of layouts.flatMap(referencesIn))
    yield* untilBroken(array(db, stored, owner, reference, checks), owner, reference.part);
}

async function* batchPieces(db: ChunkDatabase, tracked: TrackedRecord): AsyncGenerator<Piece> {
  try {
    yield* inPieces('tracked', 'all', await readTrackedTexts(db, tracked));
  } catch (error) {
    if (!isDamage(error)) throw error;
    yield* inPieces('tracked', 'all', await remainingBatches(db, tracked));
    yield broken('tracked', 'all');
  }
}

async function* filePieces(db: ChunkDatabase, file: FileRecord, owner: PieceOwner): AsyncGenerator<Piece> {
  const pieces = async function* (): AsyncGenerator<Piece> {
    for await (const content of gathered(chunksOf(db, file))) yield { owner, part: 'all', content };
  };
  yield* untilBroken(pieces(), owner, 'all');
}

async function* untilBroken(
  pieces: AsyncIterable<Piece>,
  owner: PieceOwner,
  part: string,
): AsyncGenerator<Piece> {
  try {
    yield* pieces;
  } catch (error) {
    if (!isDamage(error)) throw error;
    yield broken(owner, part);
  }
}

function broken(owner: PieceOwner, part: string): BrokenPart {
  return { owner, part, content: null };
}

function isDamage(error: unknown): boolean {
  return error instanceof RangeError || (isAppError(error) && error.code === 'DATABASE_DAMAGED');
}
