import { IN_BUNDLES, type PersonalChoice } from '../../../domain/personal';
import type { AppState } from '../../state/app';
import * as say from '../../../words/messages/export';
import { download, fileName } from '../words';

/**
 * Saves all that Amazon Personalize would get of the open project as one zip, as a job that can be cancelled.
 *
 * @param personal what becomes of columns that say who people are. @param holdsOut leaves out the rows that are hidden here. @throws AppError as the export does, CANCELLED included.
 */
export async function saveBundle(
  { api, jobs, toasts, workspace }: AppState,
  personal: PersonalChoice = IN_BUNDLES,
  holdsOut = false,
): Promise<void> {
  const project = workspace.project?.project;
  if (project === undefined) return;
  const name = `${fileName(project.name)}-personalize.zip`;
  const zip = await jobs.run('export', name, (id, onProgress) =>
    api.exportBundle(id, workspace.deleting, personal, holdsOut, onProgress),
  );
  download(name, zip, 'application/zip');
  void toasts.show(say.saved({ name }));
}
