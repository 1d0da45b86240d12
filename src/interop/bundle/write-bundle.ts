import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  MANIFEST_PATH,
  type BundleFileEntry,
  type BundleManifest,
  type BundleRequest,
  type BundleSource,
} from '../../domain/bundle';
import type { JsonObject } from '../../domain/errors';
import type { Job } from '../../domain/ports';
import { cleanUpScript, createScript } from './bash-scripts';
import { askedSolutions, fetchPython, fetchScript } from './fetch-scripts';
import { cleanUpPython, createPython } from './python-scripts';
import { stepsOf, type Step } from './steps';

/** Where the files of a bundle go: an archive, or a folder. */
export interface FileSink {
  add(path: string, pieces: AsyncIterable<Uint8Array>, executable: boolean): Promise<void>;
}

/** What a bundle holds besides what follows from the project. */
export interface BundleWords {
  readonly readme: string;
  /** The price estimate, line by line. */
  readonly cost: JsonObject;
}

interface BundleFile {
  readonly path: string;
  readonly parts: Iterable<string>;
  readonly executable?: boolean;
}

/**
 * Writes the bundle file by file: tables, schemas, requests, scripts, then the checksums. Never holds more than a part
 * of a table.
 *
 * @param wordsFor what there is to say, once it is known how many bytes of tables the service would be given.
 * @returns the manifest as written.
 */
export async function writeBundle(
  source: BundleSource,
  wordsFor: (dataBytes: number) => BundleWords,
  sink: FileSink,
  job: Job,
): Promise<BundleManifest> {
  const steps = stepsOf(source.requests);
  const total = source.tables.reduce((sum, { rows }) => sum + rows, 0);
  const entries: BundleFileEntry[] = [];
  let done = 0;
  const write = async (file: BundleFile): Promise<void> => {
    entries.push(await addFile(file, sink, () => job.checkpoint('write', done, total)));
  };
  for (const { path, rows, parts } of source.tables) {
    await write({ path, parts: parts() });
    done += rows;
  }
  const dataBytes = entries.reduce((sum, { path, bytes }) => sum + (path.startsWith('data/') ? bytes : 0), 0);
  for (const file of smallFiles(source, steps, wordsFor(dataBytes))) await write(file);
  const manifest: BundleManifest = {
    ...source.manifest,
    requests: steps.map(({ request: { kind, name, operation, implied }, path }) => ({
      kind,
      name,
      operation,
      path,
      implied,
    })),
    files: entries,
  };
  const sums = entries.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  await write({ path: 'SHA256SUMS', parts: [sums.join('')] });
  await write({ path: MANIFEST_PATH, parts: [json(manifest)] });
  return manifest;
}

function smallFiles(
  { requests, manifest }: BundleSource,
  steps: readonly Step[],
  { readme, cost }: BundleWords,
): readonly BundleFile[] {
  const group = groupOf(requests);
  const asked = manifest.heldOut === undefined ? [] : askedSolutions(requests);
  const folders = manifest.heldOut === undefined ? ['data'] : ['data', 'held-out', 'lists'];
  const script = (path: string, text: string): BundleFile => ({ path, parts: [text], executable: true });
  return [
    ...manifest.datasets.map(({ schema, type }) => ({
      path: schema,
      parts: [schemaText(requests, schema, type)],
    })),
    ...steps.flatMap(({ request, path, tunedPath }) => [
      { path, parts: [json(request.input)] },
      ...(tunedPath === null ? [] : [{ path: tunedPath, parts: [json(request.tuned ?? {})] }]),
    ]),
    script('create.sh', createScript(group, steps)),
    script('clean-up.sh', cleanUpScript(group, steps, folders)),
    script('create.py', createPython(group, steps)),
    script('clean_up.py', cleanUpPython(group, steps, folders)),
    ...(asked.length === 0
      ? []
      : [
          script('fetch-lists.sh', fetchScript(group, asked)),
          script('fetch_lists.py', fetchPython(group, asked)),
        ]),
    { path: 'cost.json', parts: [json(cost)] },
    { path: 'README.md', parts: [readme] },
  ];
}

export function groupOf(requests: readonly BundleRequest[]): string {
  return requests.find(({ kind }) => kind === 'dataset-group')?.name ?? '';
}

/** The schema a dataset's file is about, as its request has it, for people to read. */
function schemaText(requests: readonly BundleRequest[], path: string, type: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
  const text = requests.find((request) => request.kind === 'schema' && request.name === name)?.input.schema;
  if (typeof text !== 'string') throw new RangeError(`no schema for ${type}`);
  return json(JSON.parse(text));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function addFile(
  { path, parts, executable }: BundleFile,
  sink: FileSink,
  checkpoint: () => Promise<void>,
): Promise<BundleFileEntry> {
  const encoder = new TextEncoder();
  const sha = sha256.create();
  let bytes = 0;
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (const part of parts) {
      await checkpoint();
      const piece = encoder.encode(part);
      sha.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  await sink.add(path, pieces(), executable ?? false);
  return { path, bytes, sha256: bytesToHex(sha.digest()) };
}
