import type { Chunk, ChunkKey, Manifest } from './manifest';

/** One record with the key it lies under. */
export type Entry = readonly [key: ChunkKey, chunk: Chunk];

/** Where the manifest and the chunks of one project lie. Who asks says in its own words what a fault means. */
export interface ChunkDatabase {
  /** Undefined before the first switch. */
  readManifest(): Promise<Manifest | undefined>;
  /**
   * Reads the manifest, changes it and writes it back in one durable step, with the record beside it or neither. What
   * `change` throws leaves everything as it was.
   */
  switchTo(change: (before: Manifest | undefined) => Manifest, beside?: Entry): Promise<void>;
  get(key: ChunkKey): Promise<Chunk | undefined>;
  /** All of them or none; durable with the next switch at the latest. */
  put(entries: readonly Entry[]): Promise<void>;
  /** Everything of an owner, by part and number. */
  entriesOf(owner: string): Promise<readonly Entry[]>;
  delete(owner: string): Promise<void>;
  owners(): Promise<ReadonlySet<string>>;
  close(): void;
}
