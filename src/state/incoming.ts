import { asAppError } from '../domain/errors';
import { typedNames } from './plan-again';
import type { DroppedFile } from '../door';
import type { AppState } from './app';
import * as say from '../words/state';
import { isProjectFile, openProjectFile } from './copies';

/** Looks into files from wherever they came and goes on to the columns; errors stay on the import page. */
export async function bringIn(
  app: AppState,
  files: readonly DroppedFile[],
  names?: ReadonlyMap<string, string>,
): Promise<void> {
  if (files.length === 0) return;
  if (files.length === 1 && (await isProjectFile(files[0].file))) return openProjectFile(app, files[0].file);
  const label = files.length === 1 ? files[0].file.name : say.files({ files: files.length });
  app.route.go({ view: 'import' });
  if (await app.importing.inspect(files, label, names)) await app.importing.runCheck();
}

/** Says on the import page why files could not be taken at all; what was brought before stays there. */
export function sayUnreadable(app: AppState, error: unknown): void {
  app.importing.error = asAppError(error);
  app.route.go({ view: 'import' });
}

/** Looks into files together with those that are on screen already, whose persons keep the names that were typed. */
export async function bringMore(app: AppState, files: readonly DroppedFile[]): Promise<void> {
  const { importing } = app;
  if (files.length > 0) {
    const typed = typedNames(importing.plan?.files ?? [], importing.proposal?.plan.files ?? []);
    await bringIn(app, [...importing.brought.files, ...files], typed);
  }
}
