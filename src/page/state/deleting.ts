import { asAppError } from '../../domain/errors';
import type { ProjectId, ProjectSummary } from '../../domain/resources';
import * as ui from '../../words/messages/ui';
import * as say from '../../words/messages/state';
import type { AppState } from './app';
import type { RouteState } from './route-table';
import { forgetProject, noteProject } from './project-notes';
import { finishDeletion, forgetDeletion, noteDeletion, type Deletion } from './unfinished-deletions';

/**
 * Takes a project off the screen at once and deletes it when the Undo has lapsed. Leaving the page
 * before that takes the Undo away: the next page deletes it.
 */
export async function deleteWithUndo(app: AppState, project: ProjectSummary): Promise<void> {
  const { workspace, toasts } = app;
  workspace.bin.put({ project: project.id });
  noteProject(project.id);
  const left = workspace.project?.project.id === project.id ? leave(app) : null;
  const end = await toasts.show(say.deleted({ project: project.name }), ui.undo());
  // Shown again meanwhile, as a sample is that was pressed, it is kept.
  if (end !== 'pressed' && !workspace.bin.has(project.id)) return;
  if (end === 'pressed') {
    forgetProject(project.id);
    workspace.bin.takeOut({ project: project.id });
    if (left !== null) await comeBack(app, project.id, left);
    return;
  }
  try {
    await workspace.remove(project.id);
    app.places.forget(project.id);
  } catch (error) {
    workspace.bin.takeOut({ project: project.id });
    workspace.openError = asAppError(error);
  }
  forgetProject(project.id);
}

/**
 * Takes a resource of the open project off all screens, and deletes it when the Undo has lapsed, also where another
 * project was opened meanwhile. Leaving the page before that takes the Undo away: the next page deletes it.
 *
 * @param text what the message says. @param remove deletes it for good, while its project is open.
 */
export async function deleteResource(
  { workspace, toasts }: Pick<AppState, 'workspace' | 'toasts'>,
  { arn, kind }: Omit<Deletion, 'project'>,
  text: string,
  remove: () => Promise<unknown>,
): Promise<void> {
  const of = workspace.project?.project.id;
  if (of === undefined) return;
  const deleted = { arn, project: of };
  workspace.bin.put(deleted);
  noteDeletion({ ...deleted, kind });
  try {
    if ((await toasts.show(text, ui.undo())) !== 'lapsed') return;
    if (workspace.opening === null && workspace.project?.project.id === of) await remove();
    else await finishDeletion(deleted, workspace);
  } finally {
    forgetDeletion(deleted);
    workspace.bin.takeOut(deleted);
  }
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
