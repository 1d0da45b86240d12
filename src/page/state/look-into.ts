import type { DroppedFile } from '../../domain/door';
import * as say from '../../words/messages/state';
import type { AppState } from './app';
import { broughtLists } from './brought-lists.svelte';
import { isProjectFile, openProjectFile } from './copies';
import { typedNames } from './plan-again';

/**
 * Opens a project file; asks whether files are another recommender's lists, where a project is open whose people and
 * items they name; goes on to the columns with all else.
 */
export async function lookInto(app: AppState, files: readonly DroppedFile[]): Promise<void> {
  if (files.length === 0) return;
  if (files.length === 1 && (await isProjectFile(files[0].file))) return openProjectFile(app, files[0].file);
  const { workspace, route } = app;
  if (workspace.project !== null && route.view !== 'import' && (await broughtLists(app).offer(files)))
    return route.go({ view: 'versions', version: null });
  await importFiles(app, files);
}

/** Looks into files as data; what they are was asked before. */
export async function importFiles(
  app: AppState,
  files: readonly DroppedFile[],
  names?: ReadonlyMap<string, string>,
): Promise<void> {
  const label = files.length === 1 ? files[0].file.name : say.files({ files: files.length });
  app.route.go({ view: 'import' });
  if (await app.importing.inspect(files, label, names)) await app.importing.runCheck();
}

/** Looks into files together with those that are on screen already, whose persons keep the names that were typed. */
export async function bringMore(app: AppState, files: readonly DroppedFile[]): Promise<void> {
  const { importing } = app;
  if (files.length > 0) {
    const typed = typedNames(importing.plan?.files ?? [], importing.proposal?.plan.files ?? []);
    await importFiles(app, [...importing.brought.files, ...files], typed);
  }
}
