import { asAppError } from '../../../domain/errors';
import type { OldVersions } from '../../../domain/old-versions';
import type { AppState } from '../../state/app';
import { saveWhole } from '../storage/save-copy';
import { finishImport } from './finish-import';

/** Bytes that go when all of these are deleted. */
export function freedBy(old: readonly OldVersions[]): number {
  return old.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/**
 * Deletes old versions and takes the import up again, which was stopped for lack of room. With `exportFirst` a copy of
 * each project that loses something is saved before; where that fails or is stopped, nothing is deleted.
 */
export async function makeRoomAndImport(
  app: AppState,
  old: readonly OldVersions[],
  name: string,
  exportFirst: boolean,
): Promise<void> {
  const { workspace, importing } = app;
  for (const { project } of exportFirst ? old : []) {
    const summary = workspace.projects.find(({ id }) => id === project);
    if (summary === undefined || (await saveWhole(app, summary))) continue;
    importing.error = workspace.openError ?? importing.error;
    return;
  }
  try {
    for (const { project, arns } of old)
      for (const arn of arns) await workspace.api.deleteSolutionVersion(arn, project);
  } catch (error) {
    importing.error = asAppError(error);
    return;
  }
  await finishImport(app, name);
}
