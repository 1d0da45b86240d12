import { AppError, isAppError } from '../domain/errors';
import type { OnProgress, Progress } from '../domain/ports';
import type { JobId } from '../domain/resources';
import type { StudioApi } from '../worker/api';
import { Eta } from './eta';

export type JobKind = 'inspect' | 'check' | 'import' | 'sample' | 'train';
export type JobStatus = 'running' | 'stopping' | 'done' | 'failed' | 'cancelled';

/** One long call into the worker, as the bottom line and the screens show it. */
export class RunningJob {
  progress = $state.raw<Progress | null>(null);
  /** Seconds left of the present phase, or null while that cannot be told. */
  secondsLeft = $state<number | null>(null);
  status = $state<JobStatus>('running');
  error = $state.raw<AppError | null>(null);

  readonly #eta = new Eta();

  constructor(
    readonly id: JobId,
    readonly kind: JobKind,
    /** What the person would call it: “ratings.csv”, “user-personalization”. */
    readonly label: string,
  ) {}

  /** 0…1 of the present phase, or null before the first report and where the total is unknown. */
  get share(): number | null {
    const now = this.progress;
    return now === null || now.total <= 0 ? null : Math.min(1, now.done / now.total);
  }

  /** A training has finished a step of its own: stopping before would leave nothing to keep. */
  get keepable(): boolean {
    return this.progress?.curve?.some(({ label }) => label !== 'popularity') ?? false;
  }

  get active(): boolean {
    return this.status === 'running' || this.status === 'stopping';
  }

  report(progress: Progress): void {
    if (!this.active) return;
    this.progress = progress;
    this.secondsLeft = this.#eta.update(progress.phase, progress.done, progress.total, progress.elapsedMs);
  }
}

/** The long calls of this page: their progress, their end, and the ways to stop them. */
export class Jobs {
  list = $state.raw<readonly RunningJob[]>([]);

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
   * Runs one long call. Rejects with what the call rejects with (CANCELLED included); the job keeps the error
   * for the screens.
   */
  async run<Result>(
    kind: JobKind,
    label: string,
    work: (id: JobId, onProgress: OnProgress) => Promise<Result>,
  ): Promise<Result> {
    const job = new RunningJob(crypto.randomUUID() as JobId, kind, label);
    this.list = [...this.list.filter((other) => other.active || other.kind !== kind), job];
    try {
      const result = await work(job.id, (progress) => job.report(progress));
      job.status = 'done';
      return result;
    } catch (error) {
      const fault = isAppError(error) ? error : new AppError('INTERNAL', {}, { cause: error });
      job.error = fault;
      job.status = fault.code === 'CANCELLED' ? 'cancelled' : 'failed';
      throw fault;
    }
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

  /** Ends only the search for settings of a training, which goes on with the best found. */
  async endSearch(job: RunningJob): Promise<void> {
    if (job.active) await this.api.stopTraining(job.id, 'search');
  }

  /** Takes an ended job's line away. */
  dismiss(job: RunningJob): void {
    this.list = this.list.filter((other) => other !== job || other.active);
  }
}
