import { asAppError, isCancelled, type AppError } from '../../domain/errors';
import type { SampleKey } from '../../domain/samples';
import type { AppState } from './app';
import type { View } from './route-table';

/**
 * Makes or fetches a sample, shows it, and goes to a page of it.
 *
 * @param name what its project is to be called.
 * @returns why it did not open; null where it did, or was cancelled.
 */
export async function openSample(
  { workspace, jobs, route, toasts }: Pick<AppState, 'workspace' | 'jobs' | 'route' | 'toasts'>,
  sample: SampleKey,
  name: string,
  view: View = 'overview',
): Promise<AppError | null> {
  try {
    const state = await jobs.run('sample', name, (id, onProgress) =>
      workspace.api.openSample(id, sample, name, onProgress),
    );
    const undone = workspace.bin.has(state.project.id);
    workspace.show(state);
    if (undone) toasts.dismiss();
    route.go({ view, project: state.project.id });
    return null;
  } catch (fault) {
    return isCancelled(fault) ? null : asAppError(fault);
  }
}
