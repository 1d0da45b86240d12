import { asAppError, isCancelled, type AppError } from '../domain/errors';
import { SAMPLES, type SampleKey } from '../domain/samples';
import type { AppState } from './app';
import type { View } from './route-table';

/**
 * Makes or fetches a sample, shows it, and goes to a page of it.
 *
 * @returns why it did not open; null where it did, or was cancelled.
 */
export async function openSample(
  { workspace, jobs, route, toasts }: Pick<AppState, 'workspace' | 'jobs' | 'route' | 'toasts'>,
  sample: SampleKey,
  view: View = 'overview',
): Promise<AppError | null> {
  try {
    const state = await jobs.run('sample', SAMPLES[sample].name, (id, onProgress) =>
      workspace.api.openSample(id, sample, onProgress),
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
