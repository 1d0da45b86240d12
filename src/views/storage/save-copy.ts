import { PROJECT_EXTENSION } from '../../domain/project-file';
import type { ProjectSummary } from '../../domain/resources';
import type { AppState } from '../../state/app';
import { copyOfProject } from '../../state/copies';
import { bytes } from '../../domain/numbers';
import * as say from '../../words/storage';
import { download, fileName } from '../words';

/** Hands the browser a project as one file. @returns false where it was stopped or failed (see `openError`). */
export async function saveCopy(app: AppState, project: ProjectSummary): Promise<boolean> {
  const file = await copyOfProject(app, project);
  if (file === null) return false;
  const name = `${fileName(project.name)}${PROJECT_EXTENSION}`;
  download(name, file, 'application/zip');
  void app.toasts.show(say.holdsAll({ file: name, project: project.name, size: bytes(file.size) }));
  return true;
}
