import { AppError, isAppError, isCancelled } from '../domain/errors';
import type { ImportPlan, ImportReport } from '../domain/imports';
import type { Clock, Job } from '../domain/ports';
import type { DatasetResource, ImportJob, ProjectState } from '../domain/resources';
import type { DatasetType } from '../domain/schema';
import type { JsonObject } from '../domain/errors';
import { describeTables } from './card';
import { importTables, type Schemas, type SourceMap } from './import';
import type { Identifiers } from './identifiers';
import { isRunning } from './lifecycle';
import { datasetArn, groupName, importJobArn } from './names';
import { newState } from './new-state';
import { OpenProject, type ProjectHost } from './open-project';
import type { ProjectCatalogue } from './store-port';

/** What is to be imported, and where it comes from. */
export interface Intake {
  readonly sources: SourceMap;
  readonly plan: ImportPlan;
  /** Kept with the project: file names, the simulator's seed. */
  readonly provenance: JsonObject;
}

export interface TakenIn {
  readonly project: OpenProject;
  readonly report: ImportReport;
}

interface Tools {
  readonly catalogue: ProjectCatalogue;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly host: ProjectHost;
}

/** Imports run to the end once the rows are read: storing them is one step. */
type Imported = Awaited<ReturnType<typeof importTables>>;

/**
 * Imports into a new project. It is listed only when its data are stored; on any failure nothing is left.
 *
 * @throws AppError IMPORT_FAILED, CANCELLED, FILE_UNREADABLE, QUOTA_EXCEEDED …
 */
export async function importAsNew(
  intake: Intake,
  name: string,
  simulated: boolean,
  job: Job,
  tools: Tools,
): Promise<TakenIn> {
  const imported = await importTables(intake.sources, intake.plan, null, job);
  await job.checkpoint('store', 0, 1);
  const store = await tools.catalogue.create();
  const project = new OpenProject(
    store,
    newState(store.id, name, intake.plan.profile, tools.clock.nowMs(), simulated),
    tools.host,
  );
  try {
    await storeImport(project, intake, imported, newJob(tools));
    return { project, report: imported.report };
  } catch (error) {
    await project.close();
    await tools.catalogue.delete(store.id);
    throw error;
  }
}

/**
 * Imports into a project that has data; they stay whole, and in use, until the new ones are stored.
 *
 * @param importJob a job that waits for its turn; absent: a new one.
 */
export async function importInto(
  project: OpenProject,
  intake: Intake,
  job: Job,
  tools: Omit<Tools, 'catalogue' | 'host'>,
  importJob: ImportJob = newJob(tools),
): Promise<TakenIn> {
  // Asked when the turn to write has come: what was begun at the same time shows only then.
  await project.update((state) => {
    const others = state.importJobs.filter((other) => other.arn !== importJob.arn && !isQueued(other));
    const busy = [...others, ...state.solutionVersions].find(({ status }) => isRunning(status));
    if (busy !== undefined) throw new AppError('RESOURCE_IN_USE', { by: busy.arn });
    return { ...state, importJobs: withJob(state.importJobs, importJob) };
  });
  try {
    await keepJob(project, { ...importJob, status: 'CREATE IN_PROGRESS' });
    const imported = await importTables(intake.sources, intake.plan, await project.data(), job);
    await job.checkpoint('store', 0, 1);
    await storeImport(project, intake, imported, importJob);
    return { project, report: imported.report };
  } catch (error) {
    if (isAppError(error) && error.code === 'READ_ONLY_TAB') throw error;
    const failureReason = isCancelled(error) ? 'cancelled' : isAppError(error) ? error.code : 'INTERNAL';
    await keepJob(project, { ...importJob, status: 'CREATE FAILED', failureReason });
    throw error;
  }
}

/** Asked for through the API, where jobs wait for one another. */
function isQueued({ asked, status }: ImportJob): boolean {
  return asked !== undefined && status === 'CREATE PENDING';
}

async function storeImport(
  project: OpenProject,
  intake: Intake,
  { tables, schemas, report }: Imported,
  importJob: ImportJob,
): Promise<void> {
  const card = describeTables(tables);
  const nowSec = project.nowSec;
  const done: ImportJob = { ...importJob, status: 'ACTIVE', report, lastUpdatedDateTime: nowSec };
  const rows = {
    INTERACTIONS: tables.interactions.nRows,
    ITEMS: tables.items?.nRows,
    USERS: tables.users?.nRows,
  };
  await project.writeData(
    (state) => ({
      ...state,
      profile: intake.plan.profile,
      dataVersion: state.dataVersion + 1,
      datasets: datasetsAfter(state, schemas, rows, report, nowSec),
      importJobs: withJob(state.importJobs, done),
      provenance: { ...state.provenance, ...intake.provenance },
      project: {
        ...state.project,
        interactions: tables.interactions.nRows,
        users: tables.userIds.length,
        items: tables.itemIds.length,
      },
    }),
    tables,
    card,
  );
}

function datasetsAfter(
  state: ProjectState,
  schemas: Schemas,
  rows: { readonly [type in DatasetType]?: number },
  report: ImportReport,
  nowSec: number,
): readonly DatasetResource[] {
  const types: readonly DatasetType[] = ['INTERACTIONS', 'ITEMS', 'USERS'];
  return types.flatMap((type): DatasetResource[] => {
    const schema = schemas[type];
    const nRows = rows[type];
    const before = state.datasets.find((dataset) => dataset.type === type);
    // A dataset that was created and has no rows yet stays.
    if (schema === undefined || nRows === undefined) return before === undefined ? [] : [before];
    const touched = before === undefined || report.datasets.some(({ dataset }) => dataset === type);
    return [
      {
        arn: before?.arn ?? datasetArn(groupName(state.project.name), type),
        type,
        schema,
        rows: nRows,
        status: 'ACTIVE',
        creationDateTime: before?.creationDateTime ?? nowSec,
        lastUpdatedDateTime: touched ? nowSec : before.lastUpdatedDateTime,
      },
    ];
  });
}

function newJob(tools: Pick<Tools, 'clock' | 'identifiers'>): ImportJob {
  const nowSec = tools.clock.nowMs() / 1000;
  return {
    arn: importJobArn(`import-${tools.identifiers.short()}`),
    status: 'CREATE PENDING',
    report: null,
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
}

async function keepJob(project: OpenProject, importJob: ImportJob): Promise<void> {
  const current = { ...importJob, lastUpdatedDateTime: project.nowSec };
  await project.update((state) => ({ ...state, importJobs: withJob(state.importJobs, current) }));
}

function withJob(jobs: readonly ImportJob[], job: ImportJob): readonly ImportJob[] {
  return [...jobs.filter((other) => other.arn !== job.arn), job];
}
