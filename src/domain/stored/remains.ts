import type { Json } from '../json';
import type { KeptFile } from '../files';
import type { KeptModel, PieceOwner, ProjectPiece } from '../project-file';
import type { ProjectState } from '../resources';
import type { DatasetType } from '../schema';

/** A part that is not what was stored. */
export interface BrokenPart {
  readonly owner: PieceOwner;
  readonly part: string;
  readonly content: null;
}

/**
 * What says of all others where they lie, in members: each is as it was stored, or nothing is known of it. `list` is what
 * it says beyond those.
 */
export type Member = 'state' | 'data' | 'models' | 'events' | 'files' | 'list';

/** What is left of a stored project, or of a project file. */
export interface Remains {
  readonly lost: ReadonlySet<Member>;
  /** Null where it is lost. */
  readonly state: ProjectState | null;
  /** Null where it is lost, and where there never was any. */
  readonly data: { readonly tables: Json; readonly card: Json } | null;
  readonly models: readonly KeptModel[];
  readonly tracked: number;
  readonly served: number;
  readonly files: readonly KeptFile[];
  /** Everything from the first part on, the data before all else. A part that is not whole ends with its break. */
  pieces(): AsyncIterable<ProjectPiece | BrokenPart>;
}

/** One thing of a project, as a person knows it. */
export type CheckedKind = 'record' | 'dataset' | 'card' | 'version' | 'events' | 'lists' | 'file';

export interface CheckedPart {
  readonly kind: CheckedKind;
  /** A dataset's type, a version's name, a file's; a member of the record. Empty where there is one alone. */
  readonly name: string;
  readonly isWhole: boolean;
  readonly bytes: number;
  /** Of a dataset: columns that are lost while its rows are whole. */
  readonly columns: readonly string[];
}

export interface ProjectCheck {
  readonly parts: readonly CheckedPart[];
  /** What of it can be saved as a project file. */
  readonly saves: 'all' | 'rest' | 'nothing';
}

/** What of a dataset is lost. */
export interface DatasetLoss {
  readonly type: DatasetType;
  /** Its rows: who, what and when. */
  readonly rows: boolean;
  readonly columns: readonly string[];
}
