import type { ItemMap } from './item-map';
import type { EpochPoint } from './resources';

/** What the inner code asks of its surroundings, so that the worker, tests and the command line can each supply it. */

export interface Clock {
  /** Milliseconds since the epoch; only for records and ETAs, never for a decision that changes a model. */
  nowMs(): number;
}

export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
  /** Present while training: points of the learning curve so far. */
  readonly curve?: readonly EpochPoint[];
  /** Present while training: the popularity line on the same split. */
  readonly baselineNdcgAt10?: number;
  /** Present while training: what lists of ten find, by finished step. */
  readonly found?: Found;
  /** Present while training: the step whose list there is to look at; halves are of a step that is half done. */
  readonly listed?: number;
  /** Present while training: what of the whole job is still to be done. */
  readonly course?: CourseReport;
  /** Present while a map is drawn: as it lies by now. */
  readonly map?: ItemMap;
  /** The training is paused and holds at the end of an epoch, until it is told to go on. */
  readonly held?: true;
}
/** Hits in lists of ten, for a hundred people. */
export interface Found {
  readonly popularity: number;
  /** By finished step of the recipe. */
  readonly steps: readonly number[];
}
/** A stretch of a job, and about how long it takes. */
export interface Stage {
  readonly key: string;
  readonly seconds: number;
  /** The stage that was planned, where more than one came of it. */
  readonly partOf?: string;
}
/** Where a job of several stages is. */
export interface CourseReport {
  /** The same for jobs that take about the same: a recipe, an effort, so many rows. */
  readonly of: string;
  /** The present stage first. */
  readonly ahead: readonly Stage[];
  /** 0…1 of the present stage: so much is known to be done. */
  readonly inside: number;
}
/** How a training goes on: by itself, one epoch more, or not beyond the present one. */
export type Pace = 'play' | 'step' | 'pause';
export type OnProgress = (progress: Progress) => void;

/**
 * Handed to every long loop. Call `checkpoint` at least every 50 ms of work: it reports (at most ten times a
 * second), lets messages in, and throws AppError CANCELLED when the person stopped the job.
 */
export interface Job {
  checkpoint(phase: string, done: number, total: number): Promise<void>;
  /** True once a stop was asked for; cheap enough for inner loops. */
  readonly stopped: boolean;
}
/** For what is quick, or cannot be stopped. */
export const uncancelled: Job = { stopped: false, checkpoint: async () => undefined };

export type NumberArray =
  | Float64Array<ArrayBufferLike>
  | Float32Array<ArrayBufferLike>
  | Int32Array<ArrayBufferLike>
  | Uint32Array<ArrayBufferLike>
  | Uint16Array<ArrayBufferLike>
  | Uint8Array<ArrayBufferLike>;
export type TaskArrays = { readonly [name: string]: NumberArray };
export type TaskParams = { readonly [name: string]: number | string | boolean };

/**
 * Runs kernel tasks side by side. Work is cut by the data and never by `size`, and callers combine the parts
 * in order, so the result has the same bytes for any number of workers.
 */
export interface Pool {
  readonly size: number;
  /** Whether its arrays, and the inputs of a task, are the same memory for all workers. */
  readonly sharesMemory: boolean;
  /** A zeroed array that workers can read and write in place where memory is shared, and plain memory elsewhere. */
  float64(length: number): Float64Array<ArrayBufferLike>;
  float32(length: number): Float32Array<ArrayBufferLike>;
  int32(length: number): Int32Array<ArrayBufferLike>;
  /**
   * Nobody reads or writes these any more, and what is asked for next may lie where they lay. Only of what came from the
   * three above, or is not shared; without it memory that threads share is held until all of them look for garbage.
   */
  giveBack(arrays: Iterable<NumberArray>): void;
  /**
   * Runs one task per element of `parts` and returns their outputs in that order. `inputs` are the same for
   * every part and read-only (shared, or copied once per worker). Outputs are moved to the caller.
   */
  map(task: string, inputs: TaskArrays, parts: readonly TaskParams[], job: Job): Promise<TaskArrays[]>;
  /**
   * Runs a task that divides its work among all who run it, by counts in memory that they share: in as many workers as
   * there are, each from when it is free. The first one that finds nothing left to do says so for those that have not
   * begun; who has begun is waited for. Without shared memory it runs once.
   */
  divide(task: string, inputs: TaskArrays, params: TaskParams, job: Job): Promise<void>;
  /** A task that is asked again and again, and remembers between: `inputs` are the same for every `run`. */
  keep(task: string, inputs: TaskArrays): KeptTask;
  /** Lets go of memory that nobody uses, and of workers that have nothing to do; a later `map` starts what it needs. */
  release(): void;
}

/** A task that stays with one worker, which may keep what it makes of the inputs; several run side by side. */
export interface KeptTask {
  /**
   * Runs the task once more, in the worker of before. Should that have ended, another one begins anew, with nothing kept.
   * One `run` at a time.
   */
  run(params: TaskParams, job: Job): Promise<TaskArrays>;
  /** Lets go of the inputs and of what was kept; nothing runs after it. */
  end(): void;
}
