import { asAppError, type AppError } from '../../domain/errors';
import type { OnProgress, Pace, Progress } from '../../domain/ports';
import type { RecipeName } from '../../domain/recipe-catalogue';
import type { JobId } from '../../domain/resources';
import type { StudioApi } from '../../domain/door';
import { Eta } from './eta';
import type * as bars from './stage-seconds';
import type { WholeJob } from './whole-job';
import { randomId } from '../../domain/random-id';

export type JobKind =
  | 'copy'
  | 'restore'
  | 'project-check'
  | 'export'
  | 'takeaway'
  | 'inspect'
  | 'check'
  | 'import'
  | 'sample'
  | 'train'
  | 'fix';
export type JobStatus = 'running' | 'stopping' | 'done' | 'failed' | 'cancelled';

/** How a training was asked to go on; `slow`: by itself, with a pause after each epoch to look at. */
export type Tempo = 'play' | 'slow' | 'pause';
/** Between two epochs in slow motion. */
const SLOW_MS = 1500;
/** How often the bar of a job of several stages moves. */
const BAR_MS = 250;
/** Before, nobody knows how long it will take. */
const QUIET_MS = 1000;

/** One long call into the worker, as the bottom line and the screens show it. */
export class RunningJob {
  progress = $state.raw<Progress | null>(null);
  /** Seconds left of the present phase, or of the whole job where it has a course; null while that cannot be told. */
  secondsLeft = $state<number | null>(null);
  status = $state<JobStatus>('running');
  error = $state.raw<AppError | null>(null);
  tempo = $state<Tempo>('play');
  /** Epochs or parts of the training that runs, once they were counted; other phases count something else. */
  steps = $state(1);

  readonly #eta = new Eta();
  /** What makes one bar of several stages; null until it is loaded. */
  #bars: typeof bars | null = null;
  #whole: WholeJob | null = null;
  #wholeShare = $state<number | null>(null);
  #movedMs = 0;

  constructor(
    readonly id: JobId,
    readonly kind: JobKind,
    /** What the person would call it: “ratings.csv”, “user-personalization”. */
    readonly label: string,
  ) {
    if (kind !== 'train') return;
    // Where it cannot be loaded, the bar is that of the present phase.
    import('./stage-seconds').then(
      (loaded) => (this.#bars = loaded),
      () => undefined,
    );
  }

  /**
   * 0…1 of the whole job where it has a course, else of the present phase; null before the first report and where the
   * total is unknown.
   */
  get share(): number | null {
    if (this.#wholeShare !== null) return this.#wholeShare;
    const now = this.progress;
    return now === null || now.total <= 0 ? null : Math.min(1, now.done / now.total);
  }

  /** A training has finished a step of its own: stopping before would leave nothing to keep. */
  get keepable(): boolean {
    return this.progress?.curve?.some(({ label }) => label !== 'popularity') ?? false;
  }

  /** Paused at the end of an epoch: nothing is computed until it is told to go on. */
  get held(): boolean {
    return this.active && this.progress?.held === true;
  }

  get active(): boolean {
    return this.status === 'running' || this.status === 'stopping';
  }

  report(progress: Progress): void {
    if (!this.active) return;
    this.progress = progress;
    if (progress.phase === 'fit') this.steps = progress.total;
    if (progress.course !== undefined && this.#bars !== null) {
      this.#whole ??= this.#bars.wholeJob(progress.course.of);
      this.#whole.report(progress.course);
      this.move(performance.now());
      return;
    }
    const left = this.#eta.update(progress.phase, progress.done, progress.total, progress.elapsedMs);
    this.secondsLeft = progress.held === true ? null : left;
  }

  /** The bar of the whole job goes on, also where nothing was reported. A pause is no work. */
  move(nowMs: number): void {
    if (this.#whole === null || !this.active) return;
    if (this.#movedMs > 0 && !this.held) this.#whole.advance(nowMs - this.#movedMs);
    this.#movedMs = nowMs;
    this.#wholeShare = this.#whole.share;
    const elapsedMs = this.progress?.elapsedMs ?? 0;
    this.secondsLeft = this.held || elapsedMs < QUIET_MS ? null : this.#whole.secondsLeft;
  }

  /** It has come to its end: how long its stages took is of use to the next one. */
  rememberTime(): void {
    const of = this.progress?.course?.of;
    if (this.#whole !== null && of !== undefined) this.#bars?.rememberTime(of, this.#whole);
  }
}

/** The long calls of this page: their progress, their end, and the ways to stop them. */
export class Jobs {
  list = $state.raw<readonly RunningJob[]>([]);
  /** Trainings that were asked for together, one after the other: the one that runs, and those that wait. */
  queue = $state.raw<{ readonly now: RecipeName | null; readonly waiting: readonly RecipeName[] }>({
    now: null,
    waiting: [],
  });

  /** Waits to step on in slow motion. */
  #nextStep: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly api: StudioApi) {}

  /** The job the bottom line shows: the newest that still runs. */
  get current(): RunningJob | null {
    return this.list.findLast((job) => job.active) ?? null;
  }

  /** The newest job of this kind, running or ended; ended ones stay until the next of their kind starts. */
  latest(kind: JobKind): RunningJob | null {
    return this.list.findLast((job) => job.kind === kind) ?? null;
  }

  /**
   * Runs one long call; a training may begin paused. Rejects with what the call rejects with (CANCELLED included); the job keeps the error
   * for the screens.
   */
  async run<Result>(
    kind: JobKind,
    label: string,
    work: (id: JobId, onProgress: OnProgress) => Promise<Result>,
    tempo: Tempo = 'play',
  ): Promise<Result> {
    const job = new RunningJob(randomId() as JobId, kind, label);
    this.list = [...this.list.filter((other) => other.active || other.kind !== kind), job];
    const bar = setInterval(() => job.move(performance.now()), BAR_MS);
    try {
      // Told first: a short training would be over before it hears of it.
      if (tempo !== 'play') await this.pace(job, tempo);
      const result = await work(job.id, (progress) => this.#report(job, progress));
      job.status = 'done';
      job.rememberTime();
      return result;
    } catch (error) {
      const fault = asAppError(error);
      job.error = fault;
      job.status = fault.code === 'CANCELLED' ? 'cancelled' : 'failed';
      throw fault;
    } finally {
      clearInterval(bar);
    }
  }

  /** Goes on by itself, slowly, or holds at the end of the present epoch. */
  async pace(job: RunningJob, tempo: Tempo): Promise<void> {
    if (!job.active) return;
    clearTimeout(this.#nextStep);
    job.tempo = tempo;
    const paces: Record<Tempo, Pace> = { play: 'play', pause: 'pause', slow: job.held ? 'step' : 'pause' };
    await this.api.paceTraining(job.id, paces[tempo]);
  }

  /** One epoch more, and then a pause. */
  async step(job: RunningJob): Promise<void> {
    if (!job.active) return;
    clearTimeout(this.#nextStep);
    job.tempo = 'pause';
    await this.api.paceTraining(job.id, 'step');
  }

  #report(job: RunningJob, progress: Progress): void {
    job.report(progress);
    if (job.tempo !== 'slow' || progress.held !== true) return;
    clearTimeout(this.#nextStep);
    this.#nextStep = setTimeout(() => {
      if (job.tempo === 'slow' && job.held) void this.api.paceTraining(job.id, 'step');
    }, SLOW_MS);
  }

  /** Ends the job without a result. */
  async cancel(job: RunningJob): Promise<void> {
    if (!job.active) return;
    job.status = 'stopping';
    await this.api.cancel(job.id);
  }

  /** Ends a training: `keep` makes the last finished epoch a usable solution version. */
  async stop(job: RunningJob, how: 'keep' | 'discard'): Promise<void> {
    if (!job.active) return;
    job.status = 'stopping';
    await this.api.stopTraining(job.id, how);
  }

  /** Runs trainings one after the other; `false` from one takes the waiting ones away. */
  async inTurn(names: readonly RecipeName[], train: (name: RecipeName) => Promise<boolean>): Promise<void> {
    for (const [at, now] of names.entries()) {
      this.queue = { now, waiting: names.slice(at + 1) };
      if (!(await train(now))) break;
    }
    this.queue = { now: null, waiting: [] };
  }

  /** Ends only the search for settings of a training, which goes on with the best found. */
  async endSearch(job: RunningJob): Promise<void> {
    if (job.active) await this.api.stopTraining(job.id, 'search');
  }

  /** Takes an ended job's line away. */
  dismiss(job: RunningJob): void {
    this.list = this.list.filter((other) => other !== job || other.active);
  }
}
