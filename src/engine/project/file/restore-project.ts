import { freeName } from '../../../domain/free-name';
import type { Clock, Job } from '../../../domain/ports';
import {
  withoutUndo,
  type ProjectFacts,
  type ProjectPiece,
  type ProjectSnapshot,
} from '../../../domain/project-file';
import type { ProjectId } from '../../../domain/resources';
import type { SourceFile } from '../../../import/open/bytes/source';
import type { OpenProject } from '../open-project';
import type { ProjectCatalogue } from '../store-port';
import { openProjectFile } from './read-project-file';

interface Tools {
  readonly catalogue: ProjectCatalogue;
  readonly clock: Clock;
}

/**
 * Makes a project file a project beside those there are. It is listed only when all of it is stored; on any failure
 * nothing is left.
 *
 * @throws AppError PROJECT_FILE, QUOTA_EXCEEDED, CANCELLED.
 */
export async function restoreProject(source: SourceFile, job: Job, tools: Tools): Promise<ProjectId> {
  const { manifest, sizeBytes, pieces } = await openProjectFile(source);
  return create({ facts: manifest.facts, name: manifest.name, sizeBytes, pieces: pieces(job) }, tools);
}

/** Makes a project once more. @throws AppError QUOTA_EXCEEDED, CANCELLED. */
export async function duplicate(snapshot: ProjectSnapshot, job: Job, tools: Tools): Promise<ProjectId> {
  const { facts } = snapshot;
  const { name, sizeBytes } = facts.state.project;
  return create({ facts, name, sizeBytes, pieces: reported(snapshot, sizeBytes, job) }, tools);
}

/** Hands out what is stored of a project, and lets it go when the work has ended. */
export async function withSnapshot<T>(
  project: OpenProject,
  work: (snapshot: ProjectSnapshot) => Promise<T>,
): Promise<T> {
  const snapshot = await project.snapshot();
  try {
    return await work(snapshot);
  } finally {
    snapshot.release();
  }
}

interface Copy {
  readonly facts: ProjectFacts;
  readonly name: string;
  readonly sizeBytes: number;
  readonly pieces: AsyncIterable<ProjectPiece>;
}

async function create({ facts, name, sizeBytes, pieces }: Copy, tools: Tools): Promise<ProjectId> {
  const { catalogue, clock } = tools;
  const taken = (await catalogue.list()).map((project) => project.name);
  const store = await catalogue.create();
  const state = withoutUndo(facts.state);
  const project = {
    ...state.project,
    id: store.id,
    name: numbered(name, taken),
    openedMs: clock.nowMs(),
  };
  try {
    await store.restore({ ...facts, state: { ...state, project } }, sizeBytes, pieces);
  } catch (error) {
    store.close();
    await catalogue.delete(store.id);
    throw error;
  }
  store.close();
  return store.id;
}

async function* reported(
  snapshot: ProjectSnapshot,
  sizeBytes: number,
  job: Job,
): AsyncGenerator<ProjectPiece> {
  let done = 0;
  for await (const piece of snapshot.pieces()) {
    await job.checkpoint('copy', Math.min(done, sizeBytes), sizeBytes);
    yield piece;
    if (piece.content instanceof Uint8Array) done += piece.content.length;
  }
}

/**
 * A name that no project has: this one, or with the first number behind it that is free. A small number that stands there
 * already, beside the name without it, is one of these; any other belongs to the name.
 */
export function numbered(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  const bare = name.replace(/ [1-9]\d?$/, '');
  const stem = taken.includes(bare) ? bare : name;
  return freeName(stem, (one) => taken.includes(one), ' ');
}
