import type { ProjectSummary } from '../domain/resources';
import type { AppState } from './app';
import { forgetProject, noteProject } from './unfinished-projects';
import { asAppError } from './workspace.svelte';

/**
 * Takes a project off the screen at once and deletes it when the Undo has lapsed. Leaving the page
 * before that takes the Undo away: the next page deletes it.
 */
export async function deleteWithUndo(app: AppState, project: ProjectSummary): Promise<void> {
  const { workspace, toasts, route } = app;
  workspace.hide(project.id);
  noteProject(project.id);
  if (workspace.project?.project.id === project.id) {
    workspace.close();
    route.go({ project: null, view: route.view === 'storage' ? 'storage' : 'home' });
  }
  if ((await toasts.show(`${project.name} is deleted`, 'Undo')) === 'pressed') {
    forgetProject(project.id);
    workspace.unhide(project.id);
    return;
  }
  try {
    await workspace.remove(project.id);
    app.places.forget(project.id);
  } catch (error) {
    workspace.unhide(project.id);
    workspace.openError = asAppError(error);
  }
  forgetProject(project.id);
}
