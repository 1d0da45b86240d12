import type { Json } from '../domain/errors';
import type { KeptFile } from '../domain/files';
import type { KeptModel } from '../domain/project-file';
import type { ProjectState } from '../domain/resources';

/** What the manifest says of one stored model. */
export interface ModelRecord extends KeptModel {
  /** Key of the arrays in `chunks`; new for every write. */
  readonly key: string;
  readonly sizeBytes: number;
  readonly sums?: ChunkSums;
}

/** Of each chunk of each part, in order (`sumOfChunk`). Absent where a build stored it that kept none. */
export type ChunkSums = { readonly [part: string]: readonly number[] };

/** What the manifest says of the stored tables and their card. */
export interface DataRecord {
  readonly key: string;
  readonly tables: Json;
  readonly card: Json;
  readonly sizeBytes: number;
  readonly sums?: ChunkSums;
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
  /** The data before the last fix, kept for its undo; absent where there is none. */
  readonly aside?: DataRecord;
  readonly models: readonly ModelRecord[];
  /** What was put over the imported data; absent where nothing was. */
  readonly tracked?: TrackedRecord;
  /** Inputs and outputs of batch jobs; absent where there were none. */
  readonly files?: readonly FileRecord[];
  /** Over each of the above; absent in formats before 3. */
  readonly seal?: Seal;
}

/** The sum of each member of a manifest; of a list, that of each in it. */
export type Seal = { readonly [member: string]: number | readonly number[] };

/** So many chunks of the bytes lie under the key; files that were copied together share one, each from its own number. */
export interface FileRecord extends KeptFile {
  readonly key: string;
  /** Number of the first chunk; absent = 0. */
  readonly from?: number;
  readonly chunks: number;
  /** Of each chunk, in order. */
  readonly sums?: readonly number[];
}

/** Batches 0 … count − 1 lie as chunks of one text each under the key, with the text's own sum behind it. */
export interface TrackedRecord {
  readonly key: string;
  readonly count: number;
  readonly sizeBytes: number;
  /** Over all texts in order. */
  readonly sum?: number;
}

/**
 * Format of what the records mean; the database version counts stores and indices. 1 had other ids of resources, 2 had no
 * sums.
 */
export const MANIFEST_FORMAT = 3;

/** [owner key, part, chunk number]: `data-<uuid>`, `model-<uuid>` and so on own their parts. */
export type ChunkKey = [string, string, number];
export type Chunk = ArrayBuffer | (string | null)[];
