import type { JsonObject } from './errors';
import type { Arn } from './arn';
import type { IssueCode } from './issue';
import type { KindName } from './operations';
import type { PersonalColumn } from './personal';
import type { DatasetType, Profile } from './schema';
import type { Budget } from './solution-spec';

/** What the manifest of an export bundle says first, so that a reader knows what it holds. */
export const BUNDLE_FORMAT = 'foretaste-personalize-bundle';
export const BUNDLE_VERSION = 1;
export const MANIFEST_PATH = 'manifest.json';

/**
 * One call of the service's API that makes one resource of the project. Ids in `input` are the project's own; whoever
 * sends it elsewhere puts in the ids that were given there.
 */
export interface BundleRequest {
  readonly kind: KindName;
  /** Unique within its kind; file names and scripts use it. */
  readonly name: string;
  readonly operation: string;
  readonly input: JsonObject;
  /** The resource's id in the project, by which later requests name it. */
  readonly arn: Arn;
  /** The project has no such resource by name: it follows from files that were imported or a training that ran. */
  readonly implied: boolean;
  /** The same with the settings that a search has found, in place of the search. */
  readonly tuned?: JsonObject;
}

/** Whom lists are to be made for that are judged by what was left out: input of a batch inference job. */
export const HELD_OUT_PEOPLE = 'held-out/people.jsonl';

/** One table of the bundle as text, in parts. */
export interface BundleTable {
  readonly path: string;
  /** Data rows, without the header. */
  readonly rows: number;
  parts(): Iterable<string>;
}

/** Where one dataset lies in the bundle. */
export interface BundleDataset {
  readonly type: DatasetType;
  /** The folder that an import job names: every row, put ones too. */
  readonly folder: string;
  /** The rows that were imported, in their order; null where none was. */
  readonly imported: string | null;
  readonly schema: string;
  readonly rows: number;
}

export interface BundleFileEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface BundleManifest {
  readonly format: typeof BUNDLE_FORMAT;
  readonly version: number;
  readonly project: {
    readonly name: string;
    readonly profile: Profile;
    readonly simulated: boolean;
    readonly provenance: JsonObject;
  };
  readonly datasets: readonly BundleDataset[];
  /** In the order in which they are created. */
  readonly requests: readonly {
    readonly kind: KindName;
    readonly name: string;
    readonly operation: string;
    readonly path: string;
    readonly implied: boolean;
  }[];
  /** What Foretaste adds to a solution, by its name. */
  readonly solutions: { readonly [name: string]: { readonly seed: number; readonly budget: Budget } };
  readonly trackingId: string | null;
  /** After how many of the batches that were put each metric began to count. */
  readonly metricsSince: { readonly [metricName: string]: number };
  /** What was put over the imported rows, one batch a line; null where nothing was. */
  readonly put: string | null;
  readonly putBatches: number;
  readonly joinedSessions: readonly (readonly [string, string])[];
  /** Rows that a training hides here were left out: of so many people, drawn by that seed. */
  readonly heldOut?: { readonly people: number; readonly rows: number; readonly seed: number };
  readonly files: readonly BundleFileEntry[];
}

type None = Record<string, never>;
interface Cells {
  dataset: DatasetType;
  column: string;
  cells: number;
}

/** Columns that say who people are: left out, left out with the Users dataset, there, or there as they are named. */
export type PersonalFacts = {
  [
    Code in
      | 'PERSONAL_LEFT_OUT'
      | 'PERSONAL_USERS_LEFT_OUT'
      | 'PERSONAL_COLUMNS'
      | 'PERSONAL_NAMED'
      | 'PERSONAL_IDS'
  ]: { columns: readonly PersonalColumn[] };
};

/** What each warning says: the facts that its sentence needs. */
export interface BundleFacts extends PersonalFacts {
  NO_INTERACTIONS: None;
  FEW_INTERACTIONS: { rows: number; least: number };
  FEW_USERS: { users: number; least: number };
  EVENT_TYPES: { types: number; most: number };
  SCHEMA_REFUSED: { dataset: DatasetType; fault: IssueCode };
  EMPTY_REQUIRED: Cells;
  FORMULA_CELLS: Cells & { example: string };
  QUOTA: { what: string; count: number; most: number };
  NO_SOLUTION: None;
  MODELS_STAY: { models: number };
  HELD_OUT: { people: number; rows: number };
  BATCH_JOBS_STAY: { jobs: number };
}

/** What of a project a person should know before it goes to Amazon Personalize. */
export type BundleWarning<Code extends keyof BundleFacts = keyof BundleFacts> = Code extends keyof BundleFacts
  ? {
      readonly code: Code;
      /** `refused`: Amazon Personalize would not take it; `note`: it takes it, and something is worth knowing. */
      readonly severity: 'refused' | 'note';
      readonly details: Readonly<BundleFacts[Code]>;
    }
  : never;

/** What a bundle would hold, without the rows themselves. */
export interface BundleOverview extends Omit<BundleSource, 'tables'> {
  readonly tables: readonly Omit<BundleTable, 'parts'>[];
}

/** Everything an export bundle is made from. */
export interface BundleSource {
  readonly manifest: Omit<BundleManifest, 'files' | 'requests'>;
  readonly requests: readonly BundleRequest[];
  readonly tables: readonly BundleTable[];
  readonly warnings: readonly BundleWarning[];
  /** Seconds that the versions took to train here, all solutions together. */
  readonly trainingSeconds: number;
}
