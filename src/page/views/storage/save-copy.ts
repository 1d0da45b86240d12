import type { PersonalChoice } from '../../../domain/personal';
import { PROJECT_EXTENSION } from '../../../domain/project-file';
import type { ProjectSummary } from '../../../domain/resources';
import type { AppState } from '../../state/app';
import { copyOfProject, peopleIn, restOfProject } from '../../state/copies';
import { bytes } from '../../../domain/numbers';
import * as say from '../../../words/messages/storage';
import { download, fileName } from '../words';

/** Hands the browser a project as one file. Where it says who people are, it is asked first whether the copy should. */
export async function saveCopy(app: AppState, project: ProjectSummary): Promise<void> {
  const columns = await peopleIn(app, project);
  const choice = columns.length === 0 ? 'kept' : await app.copyQuestion.ask({ project, columns });
  if (choice !== null) await save(app, project, choice);
}

/** Saves all of a project before something of it is deleted. @returns false where it was stopped or failed (see `openError`). */
export async function saveWhole(app: AppState, project: ProjectSummary): Promise<boolean> {
  return save(app, project, 'kept');
}

/** Hands the browser what is whole of a project as one file. */
export async function saveRest(app: AppState, project: ProjectSummary): Promise<void> {
  const rest = await restOfProject(app, project);
  if (rest === null) return;
  const file = `${fileName(project.name)}-rest${PROJECT_EXTENSION}`;
  download(file, rest, 'application/zip');
  void app.toasts.show(say.restSaved({ file, project: project.name, size: bytes(rest.size) }));
}

async function save(app: AppState, project: ProjectSummary, personal: PersonalChoice): Promise<boolean> {
  const copy = await copyOfProject(app, project, personal);
  if (copy === null) return false;
  const isWhole = personal === 'kept';
  const file = `${fileName(project.name)}${isWhole ? '' : '-to-share'}${PROJECT_EXTENSION}`;
  download(file, copy, 'application/zip');
  if (isWhole) app.unsaved.noteSaved(project);
  const size = bytes(copy.size);
  void app.toasts.show(
    isWhole ? say.holdsAll({ file, project: project.name, size }) : say.holdsNobody({ file, size }),
  );
  return true;
}
