import { part } from '../../domain/part';
import { asAppError } from '../../domain/errors';
import type { DroppedFile } from '../../domain/door';
import type { AppState } from './app';

/** Looks into files from wherever they came and goes on to what they hold; errors stay on the import page. */
export async function bringIn(app: AppState, files: readonly DroppedFile[]): Promise<void> {
  try {
    await (await part(() => import('./look-into'))).lookInto(app, files);
  } catch (error) {
    sayUnreadable(app, error);
  }
}

/** Says on the import page why files could not be taken at all; what was brought before stays there. */
export function sayUnreadable(app: AppState, error: unknown): void {
  app.importing.error = asAppError(error);
  app.route.go({ view: 'import' });
}
