import { expose, releaseProxy, type ProxyMethods } from 'comlink';
import { version } from '../../package.json';

import { messageOf } from '../copy/api-message';
import { blobSource } from '../engine/datasets/import';
import type { JsonObject } from '../domain/errors';
import type { StudioEvent } from '../domain/events';
import type { OnProgress, Pool } from '../domain/ports';
import type { JobId } from '../domain/resources';
import { InProcessPool } from '../engine/project/in-process-pool';
import { JobToken } from '../engine/project/job-token';
import { Studio } from '../engine/studio/studio';
import { IdbCatalogue } from '../store/catalogue';
import type { StudioApi } from './api';
import { zippedBundle } from './bundle';
import { JobTable, nextTask } from './jobs';
import { WorkerPool } from './pool';
import { zippedProject } from './project-file';
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
  const catalogue = await IdbCatalogue.open(() => tell({ kind: 'lost' }));
  if (lock.held) await catalogue.sweep();
  const ready = new Studio({
    catalogue,
    pool: startPool(),
    clock: { nowMs: () => Date.now() },
    version,
    sharedMemory: globalThis.crossOriginIsolated,
    describe: messageOf,
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
  if (lock.held && event.kind !== 'lock' && event.kind !== 'lost') channel.postMessage(event.kind);
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

const api: StudioApi = {
  hello: async () => (await studio).hello(),
  subscribe: async (onEvent: FromPage<(event: StudioEvent) => void>) => {
    listener?.[releaseProxy]?.();
    listener = onEvent;
  },
  listProjects: async () => (await studio).listProjects(),
  openProject: async (id) => (await studio).openProject(id),
  releaseMemory: async () => (await studio).releaseMemory(),
  renameProject: async (id, name) => (await studio).renameProject(id, name),
  deleteProject: async (id) => (await studio).deleteProject(id),
  exportProject: (id, project, onProgress) =>
    asJob(id, onProgress, (job, ready) =>
      ready.exportProject(project, (snapshot) => zippedProject(snapshot, version, job)),
    ),
  importProject: (id, file, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.importProject(job, blobSource(file.name, file))),
  duplicateProject: (id, project, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.duplicateProject(job, project)),
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
  describeColumns: (id, onProgress) => asJob(id, onProgress, (job, ready) => ready.describeColumns(job)),
  selectData: async (selection) => (await studio).selectData(unasked(), selection),
  readRows: async (dataset, from, count) => (await studio).readRows(dataset, from, count),
  listInsights: async () => (await studio).listInsights(unasked()),
  previewFix: async (fix) => (await studio).previewFix(unasked(), fix),
  applyFix: (id, fix, onProgress) => asJob(id, onProgress, (job, ready) => ready.applyFix(job, fix)),
  undoFix: async () => (await studio).undoFix(),
  listRecipes: async () => (await studio).listRecipes(),
  train: (id, request, onProgress) => asJob(id, onProgress, (job, ready) => ready.train(job, request)),
  updateSolution: (id, solution, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.updateSolution(job, solution)),
  resumeTraining: (id, arn, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.resumeTraining(job, arn)),
  stopTraining: async (id, how) => jobs.end(id, how),
  paceTraining: async (id, how) => jobs.pace(id, how),
  compareVersions: (id, versions, metric, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.compareVersions(job, versions, metric)),
  epochChange: async (userId, epoch, numResults) => (await studio).epochChange(userId, epoch, numResults),
  traceSession: (id, arn, userId, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.traceSession(job, arn, userId)),
  itemMap: (id, seed, onProgress) => asJob(id, onProgress, (job, ready) => ready.itemMap(job, seed)),
  lessonFact: (id, question, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.lessonFact(job, question)),
  deleteSolutionVersion: async (arn, project) => (await studio).deleteSolutionVersion(arn, project),
  dataChecksum: async () => (await studio).dataChecksum(),
  findData: async (rows, checksum) => (await studio).findData(rows, checksum),
  listOldVersions: async () => (await studio).listOldVersions(),
  searchUsers: async (text, limit) => (await studio).searchUsers(text, limit),
  searchItems: async (text, limit) => (await studio).searchItems(text, limit),
  itemTitles: async (itemIds) => (await studio).itemTitles(itemIds),
  typicalUser: async () => (await studio).typicalUser(),
  getUserHistory: async (userId, limit) => (await studio).getUserHistory(userId, limit),
  getRecommendations: async (request) => (await studio).getRecommendations(request),
  explainRecommendation: async (request) => (await studio).explainRecommendation(request),
  getPersonalizedRanking: async (request) => (await studio).getPersonalizedRanking(request),
  listCategories: async () => (await studio).listCategories(),
  listContextFields: async () => (await studio).listContextFields(),
  // Messages are JSON, which the service reads as such.
  invoke: async (operation, input, of) =>
    (await studio).invoke(operation, input as JsonObject, of) as Promise<never>,
  checkFilter: async (expression, trial) => (await studio).checkFilter(expression, trial),
  completeFilter: async (expression, caret) => (await studio).completeFilter(expression, caret),
  registerFile: async (path, file) => (await studio).registerFile(path, file),
  readFile: async (path, maxBytes) => (await studio).readFile(path, maxBytes),
  describeExport: async () => (await studio).describeExport(),
  exportBundle: (id, onProgress) =>
    asJob(id, onProgress, (job, ready) => ready.exportBundle(job, (source) => zippedBundle(source, job))),
  cancel: async (id) => jobs.end(id, 'cancel'),
};

carryAppErrors();
expose(api);
