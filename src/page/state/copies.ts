import { PROJECT_EXTENSION, PROJECT_MANIFEST } from '../../domain/project-file';
import type { PersonalChoice, PersonalColumn } from '../../domain/personal';
import type { ProjectSummary } from '../../domain/resources';
import type { ProjectCheck } from '../../domain/stored/remains';
import type { AppState } from './app';
import { isCancelled, asAppError } from '../../domain/errors';
import * as say from '../../words/messages/state';

/** Where the name of the first entry stands in a zip. */
const NAME_AT = 30;

/** Whether a file is a copy of a project: by its first entry, or by a name that says so and bytes that do not. */
export async function isProjectFile(file: File): Promise<boolean> {
  if (file.name.endsWith(PROJECT_EXTENSION)) return true;
  if (!file.name.endsWith('.zip')) return false;
  const head = new Uint8Array(await file.slice(0, NAME_AT + PROJECT_MANIFEST.length).arrayBuffer());
  return new TextDecoder().decode(head.subarray(NAME_AT)) === PROJECT_MANIFEST;
}

/** Makes a file a project beside the others and goes there. What is wrong with it is told on the first page. */
export async function openProjectFile(app: AppState, file: File): Promise<void> {
  const { workspace, jobs, route } = app;
  workspace.openError = null;
  try {
    const state = await jobs.run('restore', file.name, (id, onProgress) =>
      workspace.api.importProject(id, file, onProgress),
    );
    workspace.show(state);
    route.go({ ...viewOf(state.project), project: state.project.id });
    void app.toasts.show(say.restored({ project: state.project.name }));
  } catch (error) {
    if (isCancelled(error)) return;
    route.go({ view: 'home', project: null });
    workspace.openError = asAppError(error);
  }
}

/** The project once more, opened. */
export async function duplicateProject(app: AppState, project: ProjectSummary): Promise<void> {
  const { workspace, jobs, route, toasts } = app;
  try {
    const state = await jobs.run('copy', project.name, (id, onProgress) =>
      workspace.api.duplicateProject(id, project.id, onProgress),
    );
    workspace.show(state);
    route.go({ project: state.project.id });
    void toasts.show(say.duplicated({ copy: state.project.name, project: project.name }));
  } catch (error) {
    if (!isCancelled(error)) workspace.openError = asAppError(error);
  }
}

/** A project as a file, with or without what says who people are, or null where it was stopped or failed (see `openError`). */
export async function copyOfProject(
  { workspace, jobs }: AppState,
  project: ProjectSummary,
  personal: PersonalChoice,
): Promise<Blob | null> {
  return unlessStopped(workspace, () =>
    jobs.run('copy', project.name, (id, onProgress) =>
      workspace.api.exportProject(id, project.id, personal, onProgress),
    ),
  );
}

/** What of a project is whole, or null where it was stopped or cannot be told (see `openError`). */
export async function checkOfProject(
  { workspace, jobs }: AppState,
  { id, name }: ProjectSummary,
): Promise<ProjectCheck | null> {
  return unlessStopped(workspace, () =>
    jobs.run('project-check', name, (job, onProgress) => workspace.api.checkProject(job, id, onProgress)),
  );
}

/** What is whole of a project as a file, or null where it was stopped or failed (see `openError`). */
export async function restOfProject(
  { workspace, jobs }: AppState,
  { id, name }: ProjectSummary,
): Promise<Blob | null> {
  return unlessStopped(workspace, () =>
    jobs.run('copy', name, (job, onProgress) => workspace.api.saveRest(job, id, onProgress)),
  );
}

async function unlessStopped<T>(workspace: AppState['workspace'], work: () => Promise<T>): Promise<T | null> {
  workspace.openError = null;
  try {
    return await work();
  } catch (error) {
    if (!isCancelled(error)) workspace.openError = asAppError(error);
    return null;
  }
}

/** Columns of a project that say who people are and that a copy can go without; none where they cannot be read (see `openError`). */
export async function peopleIn(
  { workspace }: AppState,
  { id }: ProjectSummary,
): Promise<readonly PersonalColumn[]> {
  try {
    return await workspace.api.personalColumns(id);
  } catch (error) {
    workspace.openError = asAppError(error);
    return [];
  }
}

/** Where a project is entered that was left nowhere in particular. */
function viewOf({ versions }: ProjectSummary): { readonly view: 'recommendations' | 'overview' } {
  return { view: versions > 0 ? 'recommendations' : 'overview' };
}
