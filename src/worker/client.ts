import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { AppError, asAppError } from '../domain/errors';
import type { JobId, ProjectId } from '../domain/resources';
import { DOOR, type StudioApi, type StudioEvent, type StudioInfo } from '../domain/door';
import studioScript from './studio.worker.ts?worker&url';
import { carryAppErrors, IN_MEMORY, isOriginless } from './wire';

/** A cancelled call that has not settled by then is stuck: the worker is ended and a new one takes over. */
const STUCK_AFTER_MS = 1000;
/** Where other jobs would go with it, as a training on a slow phone, it may be busy for so long. */
const STUCK_BESIDE_OTHERS_MS = 10_000;

interface Pending {
  readonly reject: (error: AppError) => void;
  readonly jobId: JobId | null;
}

/**
 * The page's end of the worker door: the only file that knows both Comlink and Worker. A dead worker rejects every
 * pending call with WORKER_GONE or MEMORY_GONE, and a new one takes over, which listens and opens the project as before.
 *
 * @param page tells when the browser puts it away for the Back button. It would keep its worker there, and the worker the
 * lock that every other page of ours waits for, so the worker ends. A page that comes back is loaded again then. Where
 * nothing is stored there is no lock, and everything would end with the worker: it stays.
 */
export function connectStudio(
  start: () => Worker = () => startStudioWorker(),
  page: Pick<Window, 'addEventListener' | 'location'> = window,
): StudioApi {
  carryAppErrors();
  const connection = new Connection(start);
  page.addEventListener('pagehide', ({ persisted }) => {
    if (!persisted || !connection.keeps) return;
    connection.end();
    page.addEventListener('pageshow', () => page.location.reload(), { once: true });
  });
  const methods = Object.entries(DOOR).map(([name, { kind }]) => [
    name,
    (...args: unknown[]) => connection.call(name as keyof StudioApi, args, kind === 'job'),
  ]);
  return Object.fromEntries(methods) as StudioApi;
}

function startStudioWorker(name = 'studio'): Worker {
  const address = new URL(studioScript, import.meta.url).href;
  return isOriginless() ? startByImport(address, name) : new Worker(address, { type: 'module', name });
}

/**
 * A page without an origin starts workers only from what it has made itself, and only classic ones; such a worker may
 * import our script. What it is told before that is there waits for it.
 */
function startByImport(address: string, name: string): Worker {
  const own = `
    const early = [];
    const keep = (event) => early.push(event);
    addEventListener('message', keep);
    import(${JSON.stringify(address)}).then(() => {
      removeEventListener('message', keep);
      for (const { data, ports } of early) dispatchEvent(new MessageEvent('message', { data, ports }));
    });`;
  return new Worker(URL.createObjectURL(new Blob([own], { type: 'text/javascript' })), { name });
}

/** The same engine in a worker whose projects end with it. */
export function startInMemory(): Worker {
  return startStudioWorker(IN_MEMORY);
}

type AnyRemote = Record<string, (...args: unknown[]) => Promise<unknown>>;

class Connection {
  private worker: Worker | null = null;
  private remote: Remote<StudioApi> | null = null;
  /** The present worker, once it stands where the last one stood. */
  private ready: Promise<Remote<StudioApi>> | null = null;
  /** The present worker has answered the page; one that dies before is not replaced until it is asked for. */
  private answered = false;
  private readonly pending = new Set<Pending>();
  private listener: ((event: StudioEvent) => void) | null = null;
  private project: ProjectId | null = null;
  private openings = 0;
  /** False once the worker has said that it stores nothing: what it holds ends with it. */
  keeps = true;

  constructor(private readonly start: () => Worker) {}

  async call(name: keyof StudioApi, args: unknown[], isJob: boolean): Promise<unknown> {
    const remote = await this.connect();
    if (name === 'subscribe') this.listener = args[0] as (event: StudioEvent) => void;
    if (name === 'cancel') this.watch(args[0] as JobId);
    const opening = name === 'openProject' ? ++this.openings : null;
    const jobId = isJob ? (args[0] as JobId) : null;
    const asked = this.guard(jobId, () => this.send(remote, name, args));
    const result = await (name === 'cancel' ? asked.catch(unlessGone) : asked);
    this.answered = true;
    if (name === 'hello') this.keeps = (result as StudioInfo).keeps;
    const opened = projectOf(result);
    // Of several openings the last one asked for counts; an import or a sample opens its project when it ends.
    if (opened !== null && (opening ?? ++this.openings) === this.openings) this.project = opened;
    return result;
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

  private async send(remote: Remote<StudioApi>, name: keyof StudioApi, args: unknown[]): Promise<unknown> {
    return (remote as unknown as AnyRemote)[name](...args.map(asMessage));
  }

  /** All calls wait for the same worker to be ready. */
  private async connect(): Promise<Remote<StudioApi>> {
    this.ready ??= this.begin(this.launch());
    return this.ready;
  }

  private launch(): Worker {
    try {
      return this.start();
    } catch (error) {
      throw this.gone('not started', error);
    }
  }

  private gone(reason: string, cause?: unknown): AppError {
    return new AppError(this.keeps ? 'WORKER_GONE' : 'MEMORY_GONE', { reason }, { cause });
  }

  private async begin(worker: Worker): Promise<Remote<StudioApi>> {
    worker.addEventListener('error', (event) => this.lose(worker, event.message));
    worker.addEventListener('messageerror', () => this.lose(worker, 'unreadable message'));
    this.worker = worker;
    const remote = wrap<StudioApi>(worker);
    this.remote = remote;
    try {
      await this.resume(remote);
    } catch (error) {
      // What cannot be taken up again is said by the first call that needs it, unless the worker is gone.
      if (worker !== this.worker) throw error;
    }
    return remote;
  }

  /** A worker that takes over continues where the last one stood, and tells what has changed meanwhile. */
  private async resume(remote: Remote<StudioApi>): Promise<void> {
    const { listener, project } = this;
    if (listener !== null) {
      await this.guard(null, () => this.send(remote, 'subscribe', [listener]));
      const { writer } = (await this.guard(null, () => this.send(remote, 'hello', []))) as StudioInfo;
      listener({ kind: 'lock', writer });
    }
    if (project !== null) await this.guard(null, () => this.send(remote, 'openProject', [project]));
  }

  private watch(jobId: JobId): void {
    if (!this.keeps) return; // Rather a job that ends late than everything.
    const { worker } = this;
    const hasOthers = [...this.pending].some((entry) => entry.jobId !== null && entry.jobId !== jobId);
    setTimeout(
      () => {
        const stuck = [...this.pending].some((entry) => entry.jobId === jobId);
        if (stuck && worker !== null) this.lose(worker, 'no answer to a cancel', jobId);
      },
      hasOthers ? STUCK_BESIDE_OTHERS_MS : STUCK_AFTER_MS,
    );
  }

  /** Ends the worker; nothing takes over. */
  end(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  /** @param cancelled the job the person wanted ended: this is its end. */
  private lose(worker: Worker, reason: string, cancelled: JobId | null = null): void {
    if (worker !== this.worker) return;
    worker.terminate();
    this.remote?.[releaseProxy]();
    this.worker = this.remote = this.ready = null;
    const lost = [...this.pending];
    this.pending.clear();
    for (const { reject, jobId } of lost) {
      const asked = jobId !== null && jobId === cancelled;
      reject(asked ? new AppError('CANCELLED') : this.gone(reason));
    }
    if (!this.answered || this.listener === null) return;
    this.answered = false;
    // The page hears at once what was interrupted; should this worker fail too, the next call says so.
    this.connect().catch(() => undefined);
  }
}

/** What a worker was to end has ended with it. */
function unlessGone(error: unknown): void {
  const { code } = asAppError(error);
  if (code !== 'WORKER_GONE' && code !== 'MEMORY_GONE') throw error;
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
