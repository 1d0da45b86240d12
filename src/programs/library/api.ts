/**
 * What can be read: a path or a `file:` URL (in Node alone), a `Blob` or `File`, bytes, or anything of these under a name
 * that you give it. Names help to tell what a file holds; text counts as bytes in UTF-8.
 */
export type FileInput =
  | string
  | URL
  | Blob
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | { readonly name: string; readonly data: string | Blob | ArrayBuffer | Uint8Array<ArrayBuffer> };

/**
 * Files as they would be dropped on the page, which finds out what each of them holds; or files of which you say it. CSV and
 * other delimited text, JSON, JSON Lines, Excel, OpenDocument, Parquet, SQLite, plain, gzipped or in a zip.
 */
export type DataFiles =
  | readonly FileInput[]
  | { readonly interactions: FileInput; readonly items?: FileInput; readonly users?: FileInput };

/** How far a call is: its present step, and how much of that is done. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

/** For calls that take a while. */
export interface CallOptions {
  /** Hears of each step, and at most ten times a second how far it is. */
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the call, which rejects with the code `CANCELLED`. */
  readonly signal?: AbortSignal;
}

export interface OpenOptions extends CallOptions {
  /**
   * Threads that trainings share, 1 to 8; the models have the same bytes with any number of them. Default: one for each
   * core in Node, 1 in a page or worker, where 1 is the thread that calls.
   */
  readonly workers?: number;
}

export interface ImportOptions extends OpenOptions {
  /** What the project is called. Default: after its files. */
  readonly name?: string;
}

/** How much a training tries: `standard` is what the page takes, `instant` less, `thorough` more. */
export type Budget = 'instant' | 'standard' | 'thorough';

export interface TrainOptions extends CallOptions {
  /** One of Amazon Personalize's by its name, or its ARN. Default: the one that the service has for what people choose next. */
  readonly recipe?: string;
  /** Settings of the recipe by the service's names, such as `{ hidden_dimension: 64 }`. */
  readonly hyperparameters?: { readonly [name: string]: string | number };
  /** 0 to 2147483647. The same data, settings and seed give the same model. Default: 42. */
  readonly seed?: number;
  /** Default: `standard`. */
  readonly budget?: Budget;
}

/** Values between 0 and 1 by their names, such as `normalized_discounted_cumulative_gain_at_10`. */
export type Metrics = Readonly<Record<string, number>>;

/** A solution version: what one training has come to. */
export interface Version {
  readonly arn: string;
  readonly recipe: string;
  readonly createdAt: Date;
  /** Measured on rows that the recipe did not see; null where there were too few to measure on. */
  readonly metrics: Metrics | null;
  /** What popularity reaches on the same rows. */
  readonly popularity: Metrics | null;
}

/** Data with what was trained on them, in memory. `saveProject` makes a file of it. */
export interface Project {
  readonly name: string;
  readonly rows: { readonly interactions: number; readonly users: number; readonly items: number };
  /** Newest first. Popularity, which is trained beside every other recipe, is one of them. */
  readonly versions: readonly Version[];
  /** Ends its threads. Nothing can be asked of the project any more. */
  close(): void;
}

/** Somebody (`userId`), something (`itemId`), or both, as the recipe asks. */
export interface RecommendRequest {
  readonly userId?: string;
  readonly itemId?: string;
  /** 1 to 500. Default: 25. */
  readonly numResults?: number;
  /** An expression of the service's filter language, or the name of a filter of the project. */
  readonly filter?: string;
  /** For the placeholders of the filter: `{ GENRE: '"Comedy","Drama"' }`. */
  readonly filterValues?: { readonly [placeholder: string]: string };
  /** What the request comes with, by column: `{ DEVICE: 'phone' }`. */
  readonly context?: { readonly [column: string]: string };
  /** The ARN of the version that answers. Default: the newest of `recipe`. */
  readonly version?: string;
  /** Default: any but popularity, as long as there is another. */
  readonly recipe?: string;
}

/** What GetRecommendations of Amazon Personalize answers. */
export interface Recommendations {
  readonly recommendationId: string;
  readonly itemList: readonly {
    readonly itemId: string;
    /** Absent where the recipe gives none. */
    readonly score?: number;
    readonly reason?: readonly string[];
    readonly promotionName?: string;
  }[];
}

/** JSON, as requests and answers of the service have it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * What the functions here reject with. Beside it there are faults of the caller, which are a `TypeError`, and what Node says
 * of a file that it cannot read.
 */
export class ForetasteError extends Error {
  override readonly name = 'ForetasteError';
  constructor(
    /** What happened, in plain words. */
    message: string,
    /** For programs, such as `PROJECT_FILE` or `NOT_FOUND`. */
    readonly code: string,
    /** What helps, where one thing does; else empty. */
    readonly todo: string,
    /** The facts that the message is made of. */
    readonly details: { readonly [fact: string]: unknown },
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
