import { expose, releaseProxy, type ProxyMethods } from 'comlink';
import { version } from '../../package.json';

import { describeError } from '../copy/errors';
import { blobSource } from '../engine/import';
import type { StudioEvent } from '../domain/events';
import type { OnProgress, Pool } from '../domain/ports';
import type { JobId } from '../domain/resources';
import { InProcessPool } from '../engine/in-process-pool';
import type { JobToken } from '../engine/job-token';
import { Studio } from '../engine/studio';
import { IdbCatalogue } from '../store/catalogue';
import type { StudioApi } from './api';
import { JobTable } from './jobs';
import { WorkerPool } from './pool';
import { carryAppErrors } from './wire';
import { WriterLock } from './writer-lock';

/** A function of the page, as Comlink hands it over: it can be let go. */
type FromPage<Callback> = Callback & Partial<ProxyMethods>;

let listener: FromPage<(event: StudioEvent) => void> | null = null;
const jobs = new JobTable();
/** Tells the tabs that only read that something was stored. */
const channel = new BroadcastChannel('foretaste');
/** The studio has taken over what the lock last said: read again what the writer before stored, ended what it left. */
let change: Promise<void> = Promise.resolve();
const lock = new WriterLock((writer) => {
  if (!writer) jobs.endAll('cancel');
  change = studio.then((ready) => ready.setWriter(writer));
  change.catch(reportLater);
});
const studio = start();
studio.catch(reportLater); // every call rejects with it; nothing is lost here

async function start(): Promise<Studio> {
  await lock.start();
  const catalogue = await IdbCatalogue.open(() => undefined);
  if (lock.held) await catalogue.sweep();
  const ready = new Studio({
    catalogue,
    pool: startPool(),
    clock: { nowMs: () => Date.now() },
    version,
    sharedMemory: globalThis.crossOriginIsolated,
    describe: (error) => describeError(error).what,
    onEvent: tell,
  });
  await ready.setWriter(lock.held);
  channel.onmessage = () => {
    if (!lock.held) void ready.refresh().catch(reportLater);
  };
  return ready;
}

/** Compute workers where this worker may start some; else the work is done right here. */
function startPool(): Pool {
  if (typeof Worker === 'undefined') return new InProcessPool();
  const sharedMemory = globalThis.crossOriginIsolated;
  return new WorkerPool({ size: navigator.hardwareConcurrency, sharedMemory });
}

function tell(event: StudioEvent): void {
  listener?.(event);
  if (lock.held && event.kind !== 'lock') channel.postMessage(event.kind);
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

const api: StudioApi = {
  hello: async () => (await studio).hello(),
  subscribe: async (onEvent: FromPage<(event: StudioEvent) => void>) => {
    listener?.[releaseProxy]?.();
    listener = onEvent;
  },
  listProjects: async () => (await studio).listProjects(),
  openProject: async (id) => (await studio).openProject(id),
  renameProject: async (id, name) => (await studio).renameProject(id, name),
  deleteProject: async (id) => (await studio).deleteProject(id),
  workHere: async () => {
    await studio;
    await lock.steal();
    await change;
  },
  inspectFiles: (id, files, onProgress) =>
    asJob(id, onProgress, (job, ready) =>
      ready.inspectFiles(
        job,
        files.map(({ path, file }) => blobSource(path, file)),
      ),
    ),
  reinspectFile: async (proposalId, plan, file) => (await studio).reinspectFile(proposalId, plan, file),
  checkImport: (id, proposalId, plan, into, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.checkImport(job, proposalId, plan, into)),
  importFiles: (id, proposalId, plan, target, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.importFiles(job, proposalId, plan, target)),
  openSample: (id, onProgress) => asJob(id, onProgress, (job, ready) => ready.openSample(job)),
  describeData: async () => (await studio).describeData(),
  listRecipes: async () => (await studio).listRecipes(),
  train: (id, request, onProgress) => asJob(id, onProgress, (job, ready) => ready.train(job, request)),
  updateSolution: (id, solution, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.updateSolution(job, solution)),
  resumeTraining: (id, arn, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.resumeTraining(job, arn)),
  stopTraining: async (id, how) => jobs.end(id, how),
  compareVersions: (id, versions, metric, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.compareVersions(job, versions, metric)),
  deleteSolutionVersion: async (arn, project) => (await studio).deleteSolutionVersion(arn, project),
  searchUsers: async (text, limit) => (await studio).searchUsers(text, limit),
  searchItems: async (text, limit) => (await studio).searchItems(text, limit),
  typicalUser: async () => (await studio).typicalUser(),
  getUserHistory: async (userId, limit) => (await studio).getUserHistory(userId, limit),
  getRecommendations: async (request) => (await studio).getRecommendations(request),
  explainRecommendation: async (request) => (await studio).explainRecommendation(request),
  getPersonalizedRanking: async (request) => (await studio).getPersonalizedRanking(request),
  listCategories: async () => (await studio).listCategories(),
  invoke: async (operation, input) => (await studio).invoke(operation, input),
  checkFilter: async (expression, userId) => (await studio).checkFilter(expression, userId),
  registerFile: async (path, file) => (await studio).registerFile(path, file),
  readFile: async (path) => (await studio).readFile(path),
  cancel: async (id) => jobs.end(id, 'cancel'),
};

carryAppErrors();
expose(api);
