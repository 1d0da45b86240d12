import type { Json } from './errors';
import type { KeptFile } from './files';
import type { StoredModel } from './model';
import type { ProjectState } from './resources';

/** Raised when what the parts mean changes; a reader refuses what is newer. */
export const PROJECT_FILE_FORMAT = 2;
/** First entry of every project file: what it is told by. */
export const PROJECT_MANIFEST = 'foretaste-project.json';
/** Second entry: the SHA-256 of the first, in hexadecimal. */
export const PROJECT_SEAL = 'foretaste-project.sha256';
export const PROJECT_EXTENSION = '.foretaste.zip';

/** A trained model among the facts; its arrays are the parts under `models/<place>`. */
export interface KeptModel {
  readonly arn: string;
  readonly header: StoredModel['header'];
  readonly layout: Json;
  /** Of the arrays' bytes in layout order, as the store has it. */
  readonly checksum: number;
}

/** Everything of a project but its arrays, texts and files. */
export interface ProjectFacts {
  readonly state: ProjectState;
  /** Layouts of what was imported and of its card; their arrays are the parts under `data`. */
  readonly data: { readonly tables: Json; readonly card: Json };
  readonly models: readonly KeptModel[];
  /** Batches of what was put, one text each under `tracked`. */
  readonly tracked: number;
  /** Lists that were served, one text each under `served`. */
  readonly served: number;
  /** Inputs and outputs of batch jobs; the bytes are under `files/<place>`. */
  readonly files: readonly KeptFile[];
}

export type PieceOwner = 'data' | 'tracked' | 'served' | `models/${number}` | `files/${number}`;

/** Numbers as little-endian bytes, and files as they are; or texts. Pieces of one part stand in order, and together. */
export interface ProjectPiece {
  readonly owner: PieceOwner;
  /** As the layout names it; `all` where the owner is one part. */
  readonly part: string;
  readonly content: Uint8Array<ArrayBuffer> | readonly (string | null)[];
}

/** A project as it was at one moment. */
export interface ProjectSnapshot {
  readonly facts: ProjectFacts;
  /** From the first one on each time it is called; one piece in memory at a time. */
  pieces(): AsyncIterable<ProjectPiece>;
  /** Lets go of what was held so that no change takes it away. */
  release(): void;
}

/** One entry of the archive. */
export interface PieceEntry {
  readonly owner: PieceOwner;
  readonly part: string;
  readonly kind: 'bytes' | 'texts';
  readonly bytes: number;
  readonly sha256: string;
}

export interface ProjectManifest {
  readonly format: number;
  /** Of the app that wrote it. */
  readonly version: string;
  readonly name: string;
  readonly rows: { readonly interactions: number; readonly users: number; readonly items: number };
  readonly facts: ProjectFacts;
  readonly pieces: readonly PieceEntry[];
}

/** The state as a copy has it: the data that an undo of the last fix would bring back are not copied. */
export function withoutUndo({ fixed: _undoable, ...state }: ProjectState): ProjectState {
  return state;
}

/** Where a piece stands in the archive. */
export function piecePath(place: number): string {
  return `parts/${String(place).padStart(6, '0')}`;
}
