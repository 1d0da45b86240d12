import { AppError } from '../../domain/errors';
import type { Clock, Found, Job, OnProgress, Pace, Progress } from '../../domain/ports';
import type { ItemMap } from '../../domain/item-map';
import type { EpochPoint } from '../../domain/resources';
import { stopwatch } from '../../domain/stopwatch';
import { Course } from './course';

/** How a person ends a job: `keep` makes the last finished epoch usable, the others leave nothing. */
export type Stop = 'cancel' | 'keep' | 'discard';
/** `search` ends only the search for settings; the training goes on with the best found. */
export type End = Stop | 'search';

/** A training's job also carries the learning curve out, and how it was stopped in. */
export interface TrainingJob extends Job {
  /** What was asked for, or null while it runs. */
  readonly stop: Stop | null;
  /** The search for settings, if there is one, is to end with what it has found. */
  readonly searchEnded: boolean;
  /** The curve, the popularity line and what lists found that the next reports carry. */
  showCurve(curve: readonly EpochPoint[], baselineNdcgAt10: number | null, found?: Found | null): void;
  /** The next report carries a map as it lies by now. */
  showMap(map: ItemMap): void;
  /** From now on there is a list to look at after this step. */
  showList(step: number): void;
  /** What of the whole job is still to be done. */
  readonly course: Course;
  /** After `keep`: what is left to do is done. Checkpoints go on reporting, and no longer throw. */
  settle(): void;
  /**
   * Between two epochs: waits here, without work, while the training is paused. What is learned does not depend on it.
   *
   * @throws AppError CANCELLED when the job is stopped meanwhile.
   */
  hold(phase: string, done: number, total: number): Promise<void>;
  /** Milliseconds that were spent in `hold` so far. */
  readonly heldMs: number;
}

/** At most ten reports a second. */
const REPORT_MS = 100;
/** Longest stretch of work without letting messages in. */
const BREATH_MS = 25;

/** Between two epochs of a training that a person plays, pauses and steps. */
class PaceGate {
  #paused = false;
  /** Epochs that may still be learned while paused. */
  #steps = 0;
  #goOn: (() => void) | null = null;

  /** `step` pauses what plays, lets one more epoch through what is paused, and adds up while an epoch runs. */
  pace(how: Pace): void {
    if (how === 'step' && this.#paused && this.#goOn === null) this.#steps++;
    if (how !== 'step') this.#steps = 0;
    this.#paused = how !== 'play';
    if (how !== 'pause') this.release();
  }

  /** Whether the next epoch may begin at once; a step is used up by it. */
  letsThrough(): boolean {
    if (this.#paused && this.#steps === 0) return false;
    if (this.#paused) this.#steps--;
    return true;
  }

  opened(): Promise<void> {
    return new Promise((resolve) => (this.#goOn = resolve));
  }

  release(): void {
    const goOn = this.#goOn;
    this.#goOn = null;
    goOn?.();
  }
}

/** What a job says of itself: how far it is, and its learning curve where it has one. */
class JobReports {
  #curve: readonly EpochPoint[] | null = null;
  #baselineNdcgAt10: number | null = null;
  #found: Found | null = null;
  #listed: number | null = null;
  #map: ItemMap | null = null;
  readonly course = new Course(() => (this.#reportedMs = -Infinity));
  #phase = '';
  #reportedMs = -Infinity;

  constructor(private readonly onProgress: OnProgress) {}

  /** The next reports carry it, and the next comes as soon as it can. */
  showCurve(curve: readonly EpochPoint[], baselineNdcgAt10: number | null, found: Found | null): void {
    this.#curve = curve;
    this.#baselineNdcgAt10 = baselineNdcgAt10;
    this.#found = found;
    this.#reportedMs = -Infinity;
  }

  showList(step: number): void {
    this.#listed = step;
    this.#reportedMs = -Infinity;
  }

  showMap(map: ItemMap): void {
    this.#map = map;
  }

  /** Another phase is told at once, the same one again only after a while. */
  isDue(phase: string, nowMs: number): boolean {
    return phase !== this.#phase || nowMs - this.#reportedMs >= REPORT_MS;
  }

  report(progress: Progress, nowMs: number): void {
    this.#phase = progress.phase;
    this.#reportedMs = nowMs;
    const course = this.course.report;
    this.onProgress({
      ...progress,
      ...(this.#found === null ? {} : { found: this.#found }),
      ...(this.#listed === null ? {} : { listed: this.#listed }),
      ...(this.#map === null ? {} : { map: this.#map }),
      ...(course === null ? {} : { course }),
      ...(this.#curve === null ? {} : { curve: this.#curve }),
      ...(this.#baselineNdcgAt10 === null ? {} : { baselineNdcgAt10: this.#baselineNdcgAt10 }),
    });
  }
}

/**
 * The token of one long call: reports outwards, lets messages in, and ends the loop that asks it.
 *
 * @param breathe resolves once waiting messages were delivered (a MessageChannel round trip, or setImmediate).
 */
export class JobToken implements TrainingJob {
  #stop: Stop | null = null;
  #settled = false;
  #searchEnded = false;
  readonly #reports: JobReports;
  readonly #gate = new PaceGate();
  #heldMs = 0;
  #breathedMs = 0;
  readonly #sinceStart: () => number;

  constructor(
    clock: Clock,
    onProgress: OnProgress,
    private readonly breathe: () => Promise<void>,
  ) {
    this.#reports = new JobReports(onProgress);
    this.#sinceStart = stopwatch(clock);
  }

  get stop(): Stop | null {
    return this.#stop;
  }

  get stopped(): boolean {
    return this.#stop !== null && !this.#settled;
  }

  get searchEnded(): boolean {
    return this.#searchEnded;
  }

  /** The first request counts, but for a discard or cancel that follows a keep before it has settled. */
  end(how: End): void {
    if (how === 'search') this.#searchEnded = true;
    if (how === 'search' || this.#settled) return;
    if (this.#stop === null || this.#stop === 'keep') this.#stop = how;
    this.#gate.release();
  }

  get heldMs(): number {
    return this.#heldMs;
  }

  pace(how: Pace): void {
    this.#gate.pace(how);
  }

  async hold(phase: string, done: number, total: number): Promise<void> {
    this.#throwIfStopped();
    if (this.#gate.letsThrough()) return;
    const sinceMs = this.#sinceStart();
    this.#report(phase, done, total, true);
    await this.#gate.opened();
    this.#heldMs += this.#sinceStart() - sinceMs;
    this.#throwIfStopped();
    this.#report(phase, done, total, false);
  }

  settle(): void {
    this.#settled = true;
  }

  showCurve(curve: readonly EpochPoint[], baselineNdcgAt10: number | null, found: Found | null = null): void {
    this.#reports.showCurve(curve, baselineNdcgAt10, found);
  }

  showList(step: number): void {
    this.#reports.showList(step);
  }

  showMap(map: ItemMap): void {
    this.#reports.showMap(map);
  }

  get course(): Course {
    return this.#reports.course;
  }

  async checkpoint(phase: string, done: number, total: number): Promise<void> {
    this.#throwIfStopped();
    const nowMs = this.#sinceStart();
    if (this.#reports.isDue(phase, nowMs)) this.#report(phase, done, total, false);
    if (nowMs - this.#breathedMs < BREATH_MS) return;
    await this.breathe();
    this.#breathedMs = this.#sinceStart();
    this.#throwIfStopped();
  }

  #report(phase: string, done: number, total: number, held: boolean): void {
    const nowMs = this.#sinceStart();
    const elapsedMs = nowMs - this.#heldMs;
    this.#reports.report({ phase, done, total, elapsedMs, ...(held ? { held } : {}) }, nowMs);
  }

  #throwIfStopped(): void {
    if (this.stopped) throw new AppError('CANCELLED');
  }
}
