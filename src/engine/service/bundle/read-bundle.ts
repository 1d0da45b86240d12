import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { BUNDLE_FORMAT, BUNDLE_VERSION, MANIFEST_PATH, type BundleManifest } from '../../../domain/bundle';
import { withPresentIds } from '../../../domain/earlier';
import { AppError, type JsonObject } from '../../../domain/errors';
import type { ColumnPlan, ImportProposal, ExistingData } from '../../../domain/imports';
import { issueOf, type Issue } from '../../../domain/issue';
import { isObject, jsonIn } from '../../../domain/json';
import type { Job } from '../../../domain/ports';
import type { AvroSchema } from '../../../domain/schema';
import { readBytes, type SourceFile } from '../../../import/open/bytes/source';
import { checkedManifest, parsedJson } from './check-bundle';
import { NO_TABLES } from '../../../data/tables/table-of';
import { proposeImport } from '../../../import/propose/inspect';
import type { Known } from '../../../import/propose/look-at';
import type { SourceMap } from '../../../import/open/open-sources';

/** A manifest longer than this is none. */
const MAX_MANIFEST_BYTES = 64 * 1024 ** 2;

/** An export bundle that was dropped: its manifest, and its files by their paths in it. */
export interface OpenBundle {
  readonly manifest: BundleManifest;
  readonly sources: SourceMap;
  /** The archive or folder it came in. */
  readonly name: string;
}

/**
 * The export bundle among dropped files, or null where there is none. Every file it lists must be there, unchanged.
 *
 * @throws AppError FILE_UNREADABLE for a file that is missing or differs from its checksum, and for a newer format.
 */
export async function openBundle(sources: SourceMap, job: Job): Promise<OpenBundle | null> {
  for (const source of sources.values()) {
    if (source.path !== MANIFEST_PATH && !source.path.endsWith(`/${MANIFEST_PATH}`)) continue;
    const manifest = await readManifest(source);
    if (manifest === null) continue;
    const root = source.path.slice(0, -MANIFEST_PATH.length);
    const own = new Map<string, SourceFile>();
    for (const [i, { path, sha256: written }] of manifest.files.entries()) {
      await job.checkpoint('inspecting', i, manifest.files.length);
      const file = sources.get(root + path);
      if (file === undefined) throw new AppError('FILE_UNREADABLE', { file: path, reason: 'missing' });
      if ((await sha256Of(file, job)) !== written)
        throw new AppError('FILE_UNREADABLE', { file: path, reason: 'changed' });
      own.set(path, file);
    }
    return { manifest, sources: own, name: source.within ?? root.replace(/\/$/, '') };
  }
  return null;
}

async function readManifest(source: SourceFile): Promise<BundleManifest | null> {
  const parsed = jsonIn(withPresentIds(await textOf(source, MAX_MANIFEST_BYTES)));
  // Some other manifest, or none.
  if (!isObject(parsed) || parsed.format !== BUNDLE_FORMAT) return null;
  if (parsed.version !== BUNDLE_VERSION)
    throw new AppError('FILE_UNREADABLE', { file: source.path, reason: 'newer' });
  return checkedManifest(parsed, source.path);
}

/** The whole text of a file. @throws AppError FILE_UNREADABLE above `most` bytes. */
export async function textOf(source: SourceFile, most = Infinity): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of readBytes(source, false)) {
    bytes += chunk.length;
    if (bytes > most) throw new AppError('FILE_UNREADABLE', { file: source.path, reason: 'too long' });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** @throws AppError FILE_UNREADABLE. */
export async function jsonOf(bundle: OpenBundle, path: string): Promise<JsonObject> {
  return parsedJson(await textOf(fileOf(bundle, path)), path) as JsonObject;
}

/** A dataset's schema; the import judges what is in it. */
export async function schemaAt(bundle: OpenBundle, path: string): Promise<AvroSchema> {
  return parsedJson(await textOf(fileOf(bundle, path)), path) as unknown as AvroSchema;
}

export function fileOf({ sources }: OpenBundle, path: string): SourceFile {
  const file = sources.get(path);
  if (file === undefined) throw new AppError('FILE_UNREADABLE', { file: path, reason: 'missing' });
  return file;
}

async function sha256Of(source: SourceFile, job: Job): Promise<string> {
  const sha = sha256.create();
  for await (const chunk of readBytes(source, false)) {
    sha.update(chunk);
    await job.checkpoint('inspecting', 0, 1);
  }
  return bytesToHex(sha.digest());
}

/** What to do with the tables of a bundle: read as they were written, under their own schemas, nothing guessed. */
export async function proposeBundle(
  bundle: OpenBundle,
  job: Job,
): Promise<{ readonly proposal: ImportProposal; readonly sources: SourceMap }> {
  const { manifest } = bundle;
  const known = new Map<string, Known>();
  const sources = new Map<string, SourceFile>();
  for (const { type, imported, schema: schemaPath } of manifest.datasets) {
    if (imported === null) continue;
    const schema = await schemaAt(bundle, schemaPath);
    const file = fileOf(bundle, imported);
    sources.set(imported, { ...file, path: imported, stream: () => file.stream() });
    const format = { encoding: 'utf-8', delimiter: ',', headerLine: 1, escape: '"' } as const;
    known.set(imported, { dataset: type, schema, format });
  }
  const proposed = await proposeImport(sources, manifest.project.profile, known, job);
  const notice = noticeOf(manifest);
  const files = proposed.files.map((file, i) => ({
    ...file,
    plan: {
      ...file.plan,
      door: 'aws' as const,
      columns: file.plan.columns.map(asWritten),
    },
    recognised: 'amazon' as const,
    issues: i === 0 ? [notice] : [],
  }));
  return {
    sources,
    proposal: {
      ...proposed,
      name: manifest.project.name,
      plan: { ...proposed.plan, files: files.map(({ plan }) => plan) },
      files,
      bundle: true,
    },
  };
}

/** A column without what the guess made of how its cells are written. */
function asWritten({
  index,
  header,
  role,
  field,
  type,
  nullable,
  categorical,
  textual,
}: ColumnPlan): ColumnPlan {
  return { index, header, role, field, type, nullable, categorical, textual };
}

/**
 * What the tables of a bundle are imported over: nothing at all, or, where no interactions were imported, a project
 * whose datasets are empty, because all its events may have been put.
 */
export function beneath({ manifest }: OpenBundle): ExistingData | null {
  const some = manifest.datasets.some(({ type, imported }) => type === 'INTERACTIONS' && imported !== null);
  return some ? null : { tables: NO_TABLES, schemas: {} };
}

/** What comes along with the rows, and what cannot. */
export function noticeOf({ requests, datasets, putBatches }: BundleManifest): Issue {
  const named = (kind: string): string[] =>
    requests.filter((request) => request.kind === kind).map(({ name }) => name);
  // Both serve a trained model, which is not in the bundle.
  const serving = [...named('campaign'), ...named('recommender')];
  const file = datasets.find(({ imported }) => imported !== null)?.imported ?? undefined;
  return issueOf('BUNDLE_RECOGNISED', 'warning', file === undefined ? {} : { file }, {
    filters: named('filter').length,
    solutions: named('solution').length,
    batches: putBatches,
    campaigns: serving.length,
    names: serving,
  });
}
