import { asAppError } from '../domain/errors';
import type { ProjectId, ProjectSummary } from '../domain/resources';
import * as say from '../words/state';
import type { AppState } from './app';
import type { RouteState } from './route-table';
import { forgetProject, noteProject } from './project-notes';

/**
 * Takes a project off the screen at once and deletes it when the Undo has lapsed. Leaving the page
 * before that takes the Undo away: the next page deletes it.
 */
export async function deleteWithUndo(app: AppState, project: ProjectSummary): Promise<void> {
  const { workspace, toasts } = app;
  workspace.hide(project.id);
  noteProject(project.id);
  const left = workspace.project?.project.id === project.id ? leave(app) : null;
  const end = await toasts.show(say.deleted({ project: project.name }), say.undo());
  // Shown again meanwhile, as a sample is that was pressed, it is kept.
  if (end !== 'pressed' && !workspace.isHidden(project.id)) return;
  if (end === 'pressed') {
    forgetProject(project.id);
    workspace.unhide(project.id);
    if (left !== null) await comeBack(app, project.id, left);
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

/** Closes the open project. @returns the place it was at. */
function leave({ workspace, route }: AppState): RouteState {
  const left = route.current;
  workspace.close();
  // Back would lead to a project that is not there.
  route.go({ project: null, view: left.view === 'storage' ? 'storage' : 'home' }, 'replace');
  return left;
}

/** Opens a project again where it was left. Where another one was opened meanwhile, that one stays. */
async function comeBack({ workspace, route }: AppState, id: ProjectId, left: RouteState): Promise<void> {
  const { view, project } = route.current;
  if (project !== null || workspace.project !== null || workspace.opening !== null) return;
  // Whoever went to another page meanwhile stays there.
  route.go({ ...left, view }, 'replace');
  await workspace.open(id);
}
