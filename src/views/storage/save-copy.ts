import { personalWords } from '../../copy/personal';
import { PROJECT_EXTENSION } from '../../domain/project-file';
import type { ProjectSummary } from '../../domain/resources';
import type { AppState } from '../../state/app';
import { copyOfProject, peopleIn } from '../../state/copies';
import { bytes } from '../../domain/numbers';
import * as say from '../../words/storage';
import { download, fileName } from '../words';

/** Long enough to read which columns are in it, and to decide. */
const QUESTION_MS = 30_000;

/** Hands the browser all of a project as one file. @returns what it is, or null where it was stopped or failed (see `openError`). */
async function saved(app: AppState, project: ProjectSummary): Promise<{ file: string; size: string } | null> {
  const copy = await copyOfProject(app, project, 'kept');
  if (copy === null) return null;
  const file = `${fileName(project.name)}${PROJECT_EXTENSION}`;
  download(file, copy, 'application/zip');
  return { file, size: bytes(copy.size) };
}

/** Saves a project before it is deleted. @returns false where it was stopped or failed. */
export async function saveBeforeDeletion(app: AppState, project: ProjectSummary): Promise<boolean> {
  const made = await saved(app, project);
  if (made === null) return false;
  void app.toasts.show(say.holdsAll({ ...made, project: project.name }));
  return true;
}

/**
 * Saves a project as it is, so that all of it can be had back. Where it says who people are, that is told, and another
 * file is offered that does not and can be shared.
 */
export async function saveCopy(app: AppState, project: ProjectSummary): Promise<void> {
  const made = await saved(app, project);
  if (made === null) return;
  const found = await peopleIn(app, project);
  if (found.length === 0) {
    void app.toasts.show(say.holdsAll({ ...made, project: project.name }));
    return;
  }
  const columns = personalWords(found.map(({ kind, column }) => ({ kind, name: column })));
  const told = say.holdsPeople({ ...made, project: project.name, columns });
  void app.toasts.show(told, say.saveWithout(), QUESTION_MS).then(async (end) => {
    if (end === 'pressed') await saveToShare(app, project);
  });
}

async function saveToShare(app: AppState, project: ProjectSummary): Promise<void> {
  const copy = await copyOfProject(app, project, 'left-out');
  if (copy === null) return;
  const file = `${fileName(project.name)}-to-share${PROJECT_EXTENSION}`;
  download(file, copy, 'application/zip');
  void app.toasts.show(say.holdsNobody({ file, size: bytes(copy.size) }));
}
