import packed from '../data/samples/first-list.bin?url';
import { AppError } from '../domain/errors';
import type { JobId, ProjectState } from '../domain/resources';
import type { StudioApi } from '../domain/door';
import { connectStudio, startInMemory } from './client';
import { randomId } from '../domain/random-id';

/** A project that no storage knows, behind a door of its own. */
export interface OpenInMemory {
  readonly api: StudioApi;
  readonly state: ProjectState;
  /** Ends its worker, and the project with it. What is still asked is never answered. */
  close(): void;
}

/**
 * Opens the list that the first screen plays with, by the same engine as everything else, in a worker that keeps nothing.
 *
 * @throws AppError SAMPLE_UNAVAILABLE where its file cannot be had, PROJECT_FILE where it is damaged, WORKER_GONE.
 */
export async function openFirstList(): Promise<OpenInMemory> {
  let worker: Worker | null = null;
  const api = connectStudio(() => (worker = startInMemory()));
  const close = (): void => worker?.terminate();
  try {
    const file = new File([await bytesOf(packed)], 'first-list.zip');
    const state = await api.importProject(randomId() as JobId, file, () => undefined);
    return { api, state, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function bytesOf(address: string): Promise<Blob> {
  const response = await fetch(address).catch((error: unknown) => error);
  if (response instanceof Response && response.ok) return response.blob();
  const cause = response instanceof Response ? response.status : response;
  throw new AppError('SAMPLE_UNAVAILABLE', { sample: 'film-club', reason: 'unreached' }, { cause });
}
