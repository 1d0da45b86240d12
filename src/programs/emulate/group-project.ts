import { messageOf } from '../../words/copy/api-message';
import type { Clock, Pool } from '../../domain/ports';
import type { ProjectId } from '../../domain/resources';
import type { Profile } from '../../domain/schema';
import type { Identifiers } from '../../engine/project/identifiers';
import { OpenProject } from '../../engine/project/open-project';
import { newState } from '../../engine/resources/new-state';
import { LocalService, type SerialQueue } from '../../engine/service/local-service';
import type { ApiContext, FileRegistry } from '../../engine/service/operation';
import type { ServingThreads } from '../../engine/serving/serving-threads';
import { ChunkedProjectStore } from '../../store/project-store';
import { Room } from '../../store/room';
import { tellingLeftOut } from './left-out';
import { FolderChunks } from './store/folder-chunks';

/** What all projects of an account share. */
export interface AccountTools {
  readonly pool: Pool;
  readonly profile: Profile;
  /** Of new solutions and of identifiers. */
  readonly seed: number;
  readonly clock: Clock;
  readonly files: FileRegistry;
  readonly queue: SerialQueue;
  readonly identifiers: Identifiers;
  /** Where models are asked. Default: in this thread. */
  readonly threads?: ServingThreads;
  /** Where the files of import jobs are read. Default: in this thread. */
  readonly readImport?: ApiContext['readImport'];
}

/** A dataset group with what is in it, kept in a folder of its own. */
export interface GroupProject {
  readonly folder: string;
  readonly project: OpenProject;
  readonly service: LocalService;
}

const ID = 'account' as ProjectId;

/** What is read of a folder before its project is opened. */
export interface KeptProject {
  readonly folder: string;
  readonly chunks: FolderChunks;
  /** Of the last change that was stored; null where nothing ever was. It grows with every start. */
  readonly revision: number | null;
}

export async function readProject(folder: string): Promise<KeptProject> {
  const chunks = new FolderChunks(folder);
  return { folder, chunks, revision: (await chunks.readManifest())?.revision ?? null };
}

/** Opens what a folder holds, or begins anew. What a killed process left running has failed. */
export async function openProject(
  { folder, chunks, revision }: KeptProject,
  { clock, profile, identifiers, ...tools }: AccountTools,
): Promise<GroupProject> {
  const store = new ChunkedProjectStore(ID, chunks, new Room(), async () => undefined);
  const state = revision === null ? newState(ID, 'account', profile, clock.nowMs()) : await store.readState();
  const project = new OpenProject(store, state, {
    clock,
    workers: tools.pool.size,
    requireWriter: () => undefined,
    onState: tellingLeftOut(state),
  });
  await project.recover();
  await project.update((now) => ({ ...now, profile }));
  await store.sweep();
  const service = new LocalService(project, {
    ...tools,
    clock,
    identifiers,
    describe: messageOf,
    onFailure,
  });
  return { folder, project, service };
}

/** Of work that was queued. */
export function onFailure(error: unknown): void {
  console.error('queued work', error);
}
