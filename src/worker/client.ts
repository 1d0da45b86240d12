import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { AppError, isAppError } from '../domain/errors';
import type { JobId, ProjectId } from '../domain/resources';
import type { StudioApi, StudioEvent } from './api';
import { carryAppErrors } from './wire';

/** A cancelled call that has not settled by then is stuck: the worker is ended and a new one takes over. */
const STUCK_AFTER_MS = 1000;

/** Every method of the door, and where its JobId stands (−1: none). Complete by its type. */
const METHODS: Record<keyof StudioApi, 0 | -1> = {
  hello: -1,
  subscribe: -1,
  listProjects: -1,
  openProject: -1,
  renameProject: -1,
  deleteProject: -1,
  workHere: -1,
  inspectFiles: 0,
  reinspectFile: -1,
  checkImport: 0,
  importFiles: 0,
  openSample: 0,
  describeData: -1,
  train: 0,
  stopTraining: -1,
  deleteSolutionVersion: -1,
  searchUsers: -1,
  typicalUser: -1,
  getUserHistory: -1,
  getRecommendations: -1,
  listCategories: -1,
  cancel: -1,
};

interface Pending {
  readonly reject: (error: AppError) => void;
  readonly jobId: JobId | null;
}

/**
 * The page's end of the worker door: the only file that knows both Comlink and Worker. A dead worker rejects every
 * pending call with WORKER_GONE; the next call starts a new one, which listens and opens the project as before.
 */
export function connectStudio(start: () => Worker = startStudioWorker): StudioApi {
  carryAppErrors();
  const connection = new Connection(start);
  const methods = Object.entries(METHODS).map(([name, jobAt]) => [
    name,
    (...args: unknown[]) => connection.call(name as keyof StudioApi, args, jobAt),
  ]);
  return Object.fromEntries(methods) as StudioApi;
}

function startStudioWorker(): Worker {
  return new Worker(new URL('./studio.worker.ts', import.meta.url), { type: 'module', name: 'studio' });
}

type AnyRemote = Record<string, (...args: unknown[]) => Promise<unknown>>;

class Connection {
  private worker: Worker | null = null;
  private remote: Remote<StudioApi> | null = null;
  private readonly pending = new Set<Pending>();
  private listener: ((event: StudioEvent) => void) | null = null;
  private project: ProjectId | null = null;

  constructor(private readonly start: () => Worker) {}

  async call(name: keyof StudioApi, args: unknown[], jobAt: 0 | -1): Promise<unknown> {
    const remote = await this.connect(name);
    if (name === 'subscribe') this.listener = args[0] as (event: StudioEvent) => void;
    if (name === 'openProject') this.project = args[0] as ProjectId;
    if (name === 'cancel') this.watch(args[0] as JobId);
    const jobId = jobAt === 0 ? (args[0] as JobId) : null;
    return this.guard(jobId, () => this.send(remote, name, args));
  }

  /** Settles with the call, or with WORKER_GONE when the worker goes first. */
  private guard(jobId: JobId | null, call: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const entry: Pending = { reject, jobId };
      this.pending.add(entry);
      call()
        .then(resolve, reject)
        .finally(() => this.pending.delete(entry));
    });
  }

  private async send(remote: Remote<StudioApi>, name: string, args: unknown[]): Promise<unknown> {
    const result = await (remote as unknown as AnyRemote)[name](...args.map(asMessage));
    const opened = projectOf(result);
    if (opened !== null) this.project = opened;
    return result;
  }

  private async connect(name: keyof StudioApi): Promise<Remote<StudioApi>> {
    if (this.remote !== null) return this.remote;
    const worker = this.start();
    worker.addEventListener('error', (event) => this.lose(worker, event.message));
    worker.addEventListener('messageerror', () => this.lose(worker, 'unreadable message'));
    this.worker = worker;
    const remote = wrap<StudioApi>(worker);
    this.remote = remote;
    // A worker that takes over continues where the last one stood.
    if (this.listener !== null && name !== 'subscribe') {
      await this.guard(null, () => this.send(remote, 'subscribe', [this.listener]));
    }
    if (this.project !== null && name !== 'openProject') {
      await this.guard(null, () => this.send(remote, 'openProject', [this.project])).catch(
        (error: unknown) => {
          if (!isAppError(error) || error.code === 'WORKER_GONE') throw error;
        },
      );
    }
    return remote;
  }

  private watch(jobId: JobId): void {
    setTimeout(() => {
      const stuck = [...this.pending].some((entry) => entry.jobId === jobId);
      if (stuck && this.worker !== null) this.lose(this.worker, 'no answer to a cancel');
    }, STUCK_AFTER_MS);
  }

  private lose(worker: Worker, reason: string): void {
    if (worker !== this.worker) return;
    worker.terminate();
    this.remote?.[releaseProxy]();
    this.worker = null;
    this.remote = null;
    const lost = [...this.pending];
    this.pending.clear();
    for (const { reject } of lost) reject(new AppError('WORKER_GONE', { reason }));
  }
}

/** Callbacks cross as proxies; everything else is copied. */
function asMessage(argument: unknown): unknown {
  return typeof argument === 'function' ? proxy(argument) : argument;
}

/** The project that a call has opened, if it returns one (import, sample). */
function projectOf(result: unknown): ProjectId | null {
  if (typeof result !== 'object' || result === null) return null;
  if ('state' in result) return projectOf(result.state);
  if (!('project' in result) || typeof result.project !== 'object' || result.project === null) return null;
  return 'id' in result.project ? (result.project.id as ProjectId) : null;
}
