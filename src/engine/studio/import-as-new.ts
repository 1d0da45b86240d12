import type { Job } from '../../domain/ports';
import type { ProjectState } from '../../domain/resources';
import type { SampleKey } from '../../domain/samples';
import type { DatasetDomain } from '../../domain/schema';
import { importTables } from '../../import/store/import-tables';
import { newJob, storeImport, type ImportTools, type Intake, type TakenIn } from '../datasets/import-into';
import { OpenProject, type ProjectHost } from '../project/open-project';
import type { ProjectCatalogue } from '../project/store-port';
import { createDatasetGroup } from '../resources/dataset-groups';
import { groupName } from '../../domain/names';
import { newState } from '../resources/new-state';
import { beneath, noticeOf, type OpenBundle } from '../service/bundle/read-bundle';
import { batchesPutIn, restoring } from '../service/bundle/restore-bundle';

export interface NewProjectIntake extends Intake {
  /** What the rows come from, where the new project is to become what that one was. */
  readonly bundle?: OpenBundle;
}

/**
 * Imports into a new project. It is listed only when its data are stored; on any failure nothing is left.
 *
 * @throws AppError IMPORT_FAILED, CANCELLED, FILE_UNREADABLE, QUOTA_EXCEEDED …
 */
export async function importAsNew(
  intake: NewProjectIntake,
  name: string,
  sample: SampleKey | null,
  job: Job,
  tools: ImportTools & { readonly catalogue: ProjectCatalogue; readonly host: ProjectHost },
): Promise<TakenIn> {
  const existing = intake.bundle === undefined ? null : beneath(intake.bundle);
  const imported = await importTables(intake.sources, intake.plan, existing, job);
  await job.checkpoint('store', 0, 1);
  const store = await tools.catalogue.create();
  const project = new OpenProject(
    store,
    inDomain(newState(store.id, name, intake.plan.profile, tools.clock.nowMs(), sample), intake.plan.domain),
    tools.host,
  );
  try {
    const { bundle } = intake;
    if (bundle === undefined) {
      await storeImport(project, intake, imported, newJob(tools));
      return { project, report: imported.report };
    }
    const resources = await restoring(bundle, project.nowSec);
    const put = await batchesPutIn(bundle);
    await storeImport(project, intake, imported, newJob(tools), { resources, put });
    const warnings = [noticeOf(bundle.manifest), ...imported.report.warnings];
    return { project, report: { ...imported.report, warnings } };
  } catch (error) {
    await project.close();
    await tools.catalogue.delete(store.id);
    throw error;
  }
}

/** The new project with a dataset group of a domain; a custom one goes without saying. */
function inDomain(state: ProjectState, domain: DatasetDomain | undefined): ProjectState {
  if (domain === undefined) return state;
  const { name, createdMs } = state.project;
  return createDatasetGroup(state, { name: groupName(name), domain }, createdMs / 1000).state;
}
