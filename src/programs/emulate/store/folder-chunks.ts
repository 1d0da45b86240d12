import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../domain/errors';
import type { ChunkDatabase, Entry } from '../../../store/chunk-database';
import type { Chunk, ChunkKey, Manifest } from '../../../store/manifest';
import { writeSynced } from './write-synced';
import { RecordLog } from './record-log';

/** A log is written anew when it is so many times larger than what counts in it, and not small. */
const WASTE = 4;
const SMALL_BYTES = 1 << 22;
/** After a record of so many bytes others have their turn for so long. */
const LARGE_BYTES = 1 << 20;
const REST_MS = 8;
const SUFFIX = '.log';

/**
 * A project's chunks in a folder: one file of records for each owner, and the manifest, which takes its name when it is
 * whole. What a switch has told lies on the disk.
 */
export class FolderChunks implements ChunkDatabase {
  readonly #logs = new Map<string, RecordLog>();
  readonly #manifestPath: string;
  #manifest: Manifest | undefined;

  /** @throws AppError DATABASE_LOST where the manifest cannot be read. */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#manifestPath = join(folder, 'manifest.json');
    this.#manifest = readManifest(this.#manifestPath);
    for (const name of readdirSync(folder))
      if (name.endsWith(SUFFIX)) this.#log(name.slice(0, -SUFFIX.length));
  }

  async readManifest(): Promise<Manifest | undefined> {
    return structuredClone(this.#manifest);
  }

  async switchTo(change: (before: Manifest | undefined) => Manifest, beside?: Entry): Promise<void> {
    const after = change(this.#manifest);
    await storing(async () => {
      // A record that no manifest names yet is written over by the next that takes its key.
      if (beside !== undefined) this.#append(beside);
      await Promise.all([...this.#logs.values()].map((log) => log.sync()));
      await writeSynced(this.#manifestPath, JSON.stringify(after));
    });
    this.#manifest = after;
  }

  async get([owner, part, number]: ChunkKey): Promise<Chunk | undefined> {
    return this.#logs.get(owner)?.get(part, number);
  }

  async put(entries: readonly Entry[]): Promise<void> {
    await storing(async () => entries.forEach((entry) => this.#append(entry)));
    // Writing holds everybody else up, for one record at most. A request needs several turns of the loop, and another
    // thread's answer: after a large record it gets the time for all of them.
    const bytes = entries.reduce((sum, [, chunk]) => sum + (Array.isArray(chunk) ? 0 : chunk.byteLength), 0);
    await (bytes < LARGE_BYTES ? turn() : sleep(REST_MS));
  }

  async entriesOf(owner: string): Promise<readonly Entry[]> {
    return [...(this.#logs.get(owner)?.entries(owner) ?? [])];
  }

  async delete(owner: string): Promise<void> {
    this.#logs.get(owner)?.close();
    this.#logs.delete(owner);
    rmSync(this.#pathOf(owner), { force: true });
  }

  async owners(): Promise<ReadonlySet<string>> {
    return new Set(this.#logs.keys());
  }

  close(): void {
    for (const log of this.#logs.values()) log.close();
    this.#logs.clear();
  }

  #append([key, chunk]: Entry): void {
    const [owner] = key;
    const log = this.#log(owner);
    log.append(key, chunk);
    if (log.fileBytes > SMALL_BYTES && log.fileBytes > WASTE * log.liveBytes) this.#compact(owner, log);
  }

  #log(owner: string): RecordLog {
    const log = this.#logs.get(owner) ?? new RecordLog(this.#pathOf(owner));
    this.#logs.set(owner, log);
    return log;
  }

  /** Writes a log anew with what counts. */
  #compact(owner: string, old: RecordLog): void {
    const path = this.#pathOf(owner);
    const part = `${path}.part`;
    rmSync(part, { force: true });
    const log = new RecordLog(part);
    try {
      for (const [key, chunk] of old.entries(owner)) log.append(key, chunk);
      renameSync(part, path);
    } catch (error) {
      // Everything is in the old one still, which goes on growing.
      console.warn('compacting', error);
      log.close();
      return;
    }
    old.close();
    this.#logs.set(owner, log);
  }

  #pathOf(owner: string): string {
    return join(this.folder, `${owner}${SUFFIX}`);
  }
}

function readManifest(path: string): Manifest | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch (error) {
    throw new AppError(
      'DATABASE_LOST',
      { reason: 'manifest' },
      { cause: new Error(`${path} is not whole.`, { cause: error }) },
    );
  }
}

/** @throws AppError QUOTA_EXCEEDED where the disk is full. */
async function storing(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new AppError('QUOTA_EXCEEDED', { neededBytes: null, freeBytes: 0 }, { cause: error });
  }
}
