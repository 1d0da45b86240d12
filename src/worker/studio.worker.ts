import { expose, releaseProxy, type ProxyMethods } from 'comlink';
import { version } from '../../package.json';

import { blobSource, type SourceFile } from '../import/open/open-sources';
import type { JsonObject } from '../domain/errors';
import type { StudioEvent } from '../domain/events';
import type { OnProgress, Pool } from '../domain/ports';
import { part } from '../domain/part';
import type { ProjectSnapshot } from '../domain/project-file';
import type { JobId } from '../domain/resources';
import { InProcessPool } from '../engine/project/in-process-pool';
import { JobToken } from '../engine/project/job-token';
import { MemoryCatalogue } from '../store/memory-catalogue';
import type { ProjectCatalogue } from '../engine/project/store-port';
import { createStudio, type Studio } from '../engine/studio/studio';
import { IdbCatalogue } from '../store/catalogue';
import { openUnlessRefused } from '../store/refusal';
import { DOOR, type BehindTheDoor, type DroppedFile, type StudioApi } from '../domain/door';
import { fetchSample } from './fetch-sample';
import { JobTable, nextTask } from './jobs';
import { WorkerPool } from './pool';
import { carryAppErrors, IN_MEMORY, isOriginless } from './wire';
import { WriterLock } from './writer-lock';

/** A function of the page, as Comlink hands it over: it can be let go. */
type FromPage<Callback> = Callback & Partial<ProxyMethods>;

let listener: FromPage<(event: StudioEvent) => void> | null = null;
const jobs = new JobTable();
/** Started to keep nothing: a second worker of a page, which has no part in what the tabs agree on. */
const alone = self.name === IN_MEMORY;
/** Tells the tabs that only read that something was stored; null where nothing is. */
let channel: BroadcastChannel | null = null;
/** The studio has taken over what the lock last said: read again what the writer before stored, ended what it left. */
let change: Promise<void> = Promise.resolve();
const lock = new WriterLock((writer) => {
  if (!writer) jobs.cancelAll();
  change = studio.then((ready) => ready.setWriter(writer));
  change.catch(reportLater);
});
const studio = start();
studio.catch(reportLater); // every call rejects with it; nothing is lost here

async function start(): Promise<Studio> {
  const kept = alone ? null : await openStorage();
  const ready = createStudio({
    catalogue: kept ?? new MemoryCatalogue(),
    keeps: kept !== null,
    pool: startPool(),
    clock: { nowMs: () => Date.now() },
    version,
    fetchSample,
    loadWords: async () => (await part(() => import('../words/copy/api-message'))).messageOf,
    onEvent: tell,
  });
  if (kept === null) return ready;
  await ready.setWriter(lock.held);
  channel = new BroadcastChannel('foretaste');
  channel.onmessage = () => {
    if (!lock.held) void ready.refresh().catch(reportLater);
  };
  return ready;
}

function sourcesOf(files: readonly DroppedFile[]): SourceFile[] {
  return files.map(({ path, file }) => blobSource(path, file));
}

/** Null where the browser lets this page store nothing, as in a page within another's page. */
async function openStorage(): Promise<ProjectCatalogue | null> {
  await lock.start();
  return openUnlessRefused(async () => {
    const catalogue = await IdbCatalogue.open(() => tell({ kind: 'lost' }));
    if (lock.held) await catalogue.sweep();
    return catalogue;
  });
}

/** Compute workers where this worker may start some; else the work is done right here. */
function startPool(): Pool {
  if (typeof Worker === 'undefined' || isOriginless()) return new InProcessPool();
  // WebKitGTK isolates a page that asks for it, and has no shared memory all the same.
  const sharedMemory = globalThis.crossOriginIsolated && 'SharedArrayBuffer' in globalThis;
  return new WorkerPool({ size: navigator.hardwareConcurrency, sharedMemory });
}

function tell(event: StudioEvent): void {
  listener?.(event);
  if (lock.held && event.kind !== 'lock' && event.kind !== 'lost') channel?.postMessage(event.kind);
}

/** Work nobody waits for has failed: the next call of the page meets the same fault and says it. */
function reportLater(error: unknown): void {
  console.warn('studio worker', error);
}

/** Runs one long call as a job and lets go of its callback when it ends. */
async function asJob<Result>(
  id: JobId,
  onProgress: FromPage<OnProgress>,
  call: (job: JobToken, ready: Studio) => Promise<Result>,
): Promise<Result> {
  try {
    const ready = await studio;
    return await jobs.run(id, onProgress, (job) => call(job, ready));
  } finally {
    onProgress[releaseProxy]?.();
  }
}

/** For work that reports to nobody, and lets messages in all the same. */
function unasked(): JobToken {
  return new JobToken({ nowMs: () => Date.now() }, () => undefined, nextTask);
}

async function zipped(snapshot: ProjectSnapshot, job: JobToken): Promise<Blob> {
  const { zippedProject } = await part(() => import('./project-file'));
  return zippedProject(snapshot, version, job);
}

/** What this worker does itself, or hands to the studio in another form. */
const own = {
  subscribe: async (onEvent: FromPage<(event: StudioEvent) => void>) => {
    listener?.[releaseProxy]?.();
    listener = onEvent;
  },
  exportProject: (id, project, personal, onProgress) =>
    asJob(id, onProgress, (job, ready) =>
      ready.exportProject(project, (snapshot) => zipped(snapshot, job), personal),
    ),
  saveRest: (id, project, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.saveRest(job, project, (snapshot) => zipped(snapshot, job))),
  importProject: (id, file, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.importProject(job, blobSource(file.name, file))),
  workHere: async () => {
    await studio;
    await lock.steal();
    await change;
  },
  inspectFiles: (id, files, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.inspectFiles(job, sourcesOf(files))),
  inspectLists: (id, files, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.inspectLists(job, sourcesOf(files))),
  readSurvey: (id, files, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.readSurvey(job, sourcesOf(files))),
  stopTraining: async (id, how) => jobs.end(id, how),
  paceTraining: async (id, how) => jobs.pace(id, how),
  // Messages are JSON, which the service reads as such.
  invoke: async (operation, input, of) =>
    (await studio).invoke(operation, input as JsonObject, of) as Promise<never>,
  exportBundle: (id, without, personal, holdsOut, onProgress) =>
    asJob(id, onProgress, (job, ready) =>
      ready.exportBundle(
        job,
        async (source) => (await part(() => import('./bundle'))).zippedBundle(source, job),
        without,
        personal,
        holdsOut,
      ),
    ),
  takeAway: (id, arn, choice, onProgress) =>
    asJob(id, onProgress, (job, ready) =>
      ready.takeAway(arn, async (leaving) =>
        (await part(() => import('./take-away'))).zippedTakeAway(leaving, choice, job),
      ),
    ),
  cancel: async (id) => jobs.end(id, 'cancel'),
} satisfies Partial<StudioApi>;

/** All other methods are the studio's own, by the same names. */
type Direct = Omit<BehindTheDoor<JobToken>, keyof typeof own>;

function direct(name: keyof Direct, kind: 'call' | 'brief' | 'job') {
  type Method = (...args: unknown[]) => Promise<unknown>;
  const ask = (ready: Direct, args: readonly unknown[]): Promise<unknown> => (ready[name] as Method)(...args);
  if (kind === 'job') {
    return (id: JobId, ...args: unknown[]) => {
      const onProgress = args.pop() as FromPage<OnProgress>;
      return asJob(id, onProgress, (job, ready) => ask(ready, [job, ...args]));
    };
  }
  return async (...args: unknown[]) => ask(await studio, kind === 'brief' ? [unasked(), ...args] : args);
}

const rest = Object.entries(DOOR)
  .filter(([name]) => !(name in own))
  .map(([name, { kind }]) => [name, direct(name as keyof Direct, kind)]);

carryAppErrors();
expose({ ...Object.fromEntries(rest), ...own });
