import { tableOf } from '../../data/tables/table-of';
import type { Tables } from '../../domain/columns';
import { defined } from '../../domain/defined';
import { AppError, isAppError, isCancelled, isReadOnlyTab } from '../../domain/errors';
import { partsOfMade, type ExistingData, type ImportPlan, type ImportReport } from '../../domain/imports';
import type { Clock, Job } from '../../domain/ports';
import type { DatasetResource, ImportJob, ProjectState } from '../../domain/resources';
import { DATASET_TYPES, type Schemas } from '../../domain/schema';
import type { TrackedBatch } from '../../domain/tracking';
import type { JsonObject } from '../../domain/errors';
import { nextDataVersion, withRows } from '../resources/data-changes';
import { importTables } from '../../import/store/import-tables';
import type { SourceMap } from '../../import/open/open-sources';
import type { Identifiers } from '../project/identifiers';
import { isAtWork } from '../../domain/at-work';
import { datasetArn, groupName, namedArn } from '../../domain/names';
import type { OpenProject } from '../project/open-project';

/** What is to be imported, and where it comes from. */
export interface Intake {
  readonly sources: SourceMap;
  readonly plan: ImportPlan;
  /** Kept with the project: file names, the simulator's seed. */
  readonly provenance: JsonObject;
  /** The project stays under its own rules: these rows come under others. */
  readonly keepsRules?: true;
}

/** What was read for an import: of the files, how large they are. */
export interface ReadIntake {
  readonly plan: ImportPlan;
  readonly sources: ReadonlyMap<string, { readonly sizeBytes: number }>;
  readonly imported: Imported;
}

/** What is to be imported, by whoever reads it when its turn has come. */
export interface LaterIntake extends Pick<Intake, 'provenance' | 'keepsRules'> {
  read(existing: ExistingData, job: Job): Promise<ReadIntake>;
}

export interface TakenIn {
  readonly project: OpenProject;
  readonly report: ImportReport;
}

export interface ImportTools {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  /** Words for an error, kept with the job that failed of it. Default: its code. */
  readonly describe?: (error: AppError) => string;
}

/** Imports run to the end once the rows are read: storing them is one step. */
export type Imported = Awaited<ReturnType<typeof importTables>>;

/**
 * Imports into a project that has data; they stay whole, and in use, until the new ones are stored.
 *
 * @param importJob a job that waits for its turn; absent: a new one.
 */
export async function importInto(
  project: OpenProject,
  intake: Intake | LaterIntake,
  job: Job,
  tools: ImportTools,
  importJob: ImportJob = newJob(tools),
): Promise<TakenIn> {
  // Asked when the turn to write has come: what was begun at the same time shows only then.
  await project.update((state) => {
    const others = state.importJobs.filter((other) => other.arn !== importJob.arn && !isQueued(other));
    const busy = [...others, ...state.solutionVersions].find(isAtWork);
    if (busy !== undefined) throw new AppError('RESOURCE_IN_USE', { by: busy.arn });
    return { ...state, importJobs: withJob(state.importJobs, importJob) };
  });
  try {
    await keepJob(project, { ...importJob, status: 'CREATE IN_PROGRESS' });
    const existing = await project.data.existing();
    const read =
      'read' in intake
        ? await intake.read(existing, job)
        : { ...intake, imported: await importTables(intake.sources, intake.plan, existing, job) };
    await job.checkpoint('store', 0, 1);
    await storeImport(project, { ...intake, ...read }, read.imported, importJob);
    return { project, report: read.imported.report };
  } catch (error) {
    if (isReadOnlyTab(error)) throw error;
    const { describe = ({ code }) => code } = tools;
    const failureReason = isCancelled(error) ? 'cancelled' : isAppError(error) ? describe(error) : 'INTERNAL';
    await keepJob(project, { ...importJob, status: 'CREATE FAILED', failureReason });
    throw error;
  }
}

/** Asked for through the API, where jobs wait for one another. */
function isQueued({ asked, status }: ImportJob): boolean {
  return asked !== undefined && status === 'CREATE PENDING';
}

/** Stores what was read as the project's data, with its job and whatever comes along, in one step. */
export async function storeImport(
  project: OpenProject,
  intake: Omit<Intake, 'sources'> & Pick<ReadIntake, 'sources'>,
  { tables, schemas, report, card }: Imported,
  importJob: ImportJob,
  /** What comes with the rows, all in one step. */
  along?: {
    readonly resources: (state: ProjectState) => ProjectState;
    readonly put: readonly TrackedBatch[];
  },
): Promise<void> {
  const nowSec = project.nowSec;
  const done: ImportJob = {
    ...importJob,
    status: 'ACTIVE',
    report,
    sizeBytes: bytesOf(intake),
    lastUpdatedDateTime: nowSec,
  };
  await project.storage.writeData(
    (state) => {
      const imported = {
        ...state,
        profile: intake.keepsRules ? state.profile : intake.plan.profile,
        dataVersion: nextDataVersion(state),
        datasets: datasetsAfter(state, schemas, tables, report, nowSec),
        importJobs: withJob(state.importJobs, done),
        provenance: { ...state.provenance, ...intake.provenance },
      };
      const after = withRows(imported, tables);
      return along?.resources(after) ?? after;
    },
    tables,
    card,
    along && (async () => along.put),
  );
}

/** Of all files that were read, each once, whatever tables were made of it. */
function bytesOf({ sources, plan }: Pick<ReadIntake, 'sources' | 'plan'>): number {
  const made = new Map(plan.made?.map((each) => [each.file, partsOfMade(each)]));
  const filesOf = (file: string): readonly string[] => made.get(file)?.flatMap(filesOf) ?? [file];
  const used = plan.files.filter(({ dataset }) => dataset !== null);
  const files = new Set(used.flatMap(({ file }) => filesOf(file)));
  return [...files].reduce((sum, file) => sum + (sources.get(file)?.sizeBytes ?? 0), 0);
}

function datasetsAfter(
  state: ProjectState,
  schemas: Schemas,
  tables: Tables,
  report: ImportReport,
  nowSec: number,
): readonly DatasetResource[] {
  return DATASET_TYPES.flatMap((type): DatasetResource[] => {
    const schema = schemas[type];
    const nRows = tableOf(tables, type)?.nRows;
    const before = state.datasets.find((dataset) => dataset.type === type);
    // A dataset that was created and has no rows yet stays.
    if (schema === undefined || nRows === undefined) return before === undefined ? [] : [before];
    const touched = before === undefined || report.datasets.some(({ dataset }) => dataset === type);
    return [
      {
        arn: before?.arn ?? datasetArn(groupName(state.project.name), type),
        ...defined({ name: before?.name, schemaArn: before?.schemaArn, latestUpdate: before?.latestUpdate }),
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

export function newJob(tools: Pick<ImportTools, 'clock' | 'identifiers'>): ImportJob {
  const nowSec = tools.clock.nowMs() / 1000;
  return {
    arn: namedArn('dataset-import-job', `import-${tools.identifiers.short()}`),
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
