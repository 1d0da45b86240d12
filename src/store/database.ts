import type { DBSchema } from 'idb';
import type { Json } from '../domain/errors';
import type { StoredModel } from '../domain/model';
import type { ProjectState, ProjectSummary } from '../domain/resources';

/** The list of projects. One record a project; its own database holds everything else. */
export interface CatalogueDb extends DBSchema {
  projects: { key: string; value: ProjectSummary };
}
export const CATALOGUE = 'foretaste';
export const PROJECT_PREFIX = 'foretaste-project-';

/** What the manifest says of one stored model. */
export interface ModelRecord {
  readonly arn: string;
  /** Key of the arrays in `chunks`; new for every write. */
  readonly key: string;
  readonly header: StoredModel['header'];
  readonly layout: Json;
  readonly checksum: number;
  readonly sizeBytes: number;
}

/** What the manifest says of the stored tables and their card. */
export interface DataRecord {
  readonly key: string;
  readonly tables: Json;
  readonly card: Json;
  readonly sizeBytes: number;
}

/**
 * The one record that makes a project what it is. Every array lies under a key that a manifest names; flipping the
 * manifest in one transaction is the only way anything changes, so whatever it does not name is rubbish.
 */
export interface Manifest {
  readonly format: number;
  /** Counts the flips: who has not seen the latest may not write over it. */
  readonly revision: number;
  readonly state: ProjectState;
  readonly data: DataRecord | null;
  readonly models: readonly ModelRecord[];
  /** What was put over the imported data; absent where nothing was. */
  readonly tracked?: TrackedRecord;
}

/** Batches 0 … count − 1 lie as chunks of one text each under the key. */
export interface TrackedRecord {
  readonly key: string;
  readonly count: number;
  readonly sizeBytes: number;
}

/** Format of what the records mean; the database version counts stores and indices. */
export const MANIFEST_FORMAT = 1;

/** [owner key, part, chunk number]: `data-<uuid>` or `model-<uuid>` own their parts. */
export type ChunkKey = [string, string, number];
export type Chunk = ArrayBuffer | (string | null)[];

export interface ProjectDb extends DBSchema {
  manifest: { key: 'current'; value: Manifest };
  chunks: { key: ChunkKey; value: Chunk };
}
