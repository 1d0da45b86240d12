import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StudioEvent } from '../../src/domain/events';
import type { Clock, Pool, Progress } from '../../src/domain/ports';
import type { ProjectState } from '../../src/domain/resources';
import { memorySource, type SourceFile } from '../../src/import/open/bytes/source';
import type { FetchSample } from '../../src/engine/datasets/sample';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import type { JobToken } from '../../src/engine/project/job-token';
import { MemoryCatalogue } from '../../src/store/memory-catalogue';
import type { ProjectCatalogue } from '../../src/engine/project/store-port';
import { createStudio, type Studio } from '../../src/engine/studio/studio';
import { projectRoot } from '../../src/programs/server/project-root.mjs';
import { full } from './full';
import { nodeJob } from './node-job';
import { smallInteractions } from './scripted-recipe';

export { nodeJob };
export { specOf, trainedVersion } from './trained-version';

export interface NodeStudio {
  readonly studio: Studio;
  readonly catalogue: ProjectCatalogue;
  /** Everything the studio has told, in order. */
  readonly events: StudioEvent[];
  /** Statuses that were told of each version, without repeats. */
  statusesOf(arn: string): string[];
}

/** The engine as the worker runs it, with storage in memory and all work in this thread. */
export function nodeStudio(
  options: {
    readonly catalogue?: ProjectCatalogue;
    readonly pool?: Pool;
    readonly clock?: Clock;
    readonly seed?: number;
    readonly fetchSample?: FetchSample;
  } = {},
): NodeStudio {
  const events: StudioEvent[] = [];
  const catalogue = options.catalogue ?? new MemoryCatalogue();
  const studio = createStudio({
    catalogue,
    pool: options.pool ?? new InProcessPool(),
    clock: options.clock ?? { nowMs: () => Date.now() },
    version: 'test',
    fetchSample: options.fetchSample ?? shopOnDisk,
    identifierSeed: options.seed ?? 1,
    onEvent: (event) => events.push(event),
  });
  const statusesOf = (arn: string): string[] => {
    const all = events.flatMap((event) => {
      const state = event.kind === 'state' ? event.state : null;
      return (
        state?.solutionVersions.filter((version) => version.arn === arn).map(({ status }) => status) ?? []
      );
    });
    return all.filter((status, i) => status !== all[i - 1]);
  };
  return { studio, catalogue, events, statusesOf };
}

/** The file of the real shop as the worker fetches it. */
export async function shopOnDisk(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(readFileSync(join(projectRoot, 'src/data/samples/real-shop.bin')));
}

/** A job that records its reports. */
export function recordedJob(): { readonly job: JobToken; readonly reports: Progress[] } {
  const reports: Progress[] = [];
  return { job: nodeJob((progress) => reports.push(progress)), reports };
}

export function textFile(path: string, text: string): SourceFile {
  return memorySource(path, new TextEncoder().encode(text));
}

const movielens = join(projectRoot, '..', 'shared', 'data', 'ml-latest-small');
export const hasMovielens = existsSync(join(movielens, 'ratings.csv'));

/** The published ratings and films; only where `hasMovielens`. */
export function movielensFiles(): SourceFile[] {
  return ['ratings.csv', 'movies.csv'].map((name) => {
    const bytes = readFileSync(join(movielens, name));
    return memorySource(`ml-latest-small/${name}`, new Uint8Array(bytes));
  });
}

/** Imports files as the product proposes. */
export async function importFiles(
  { studio }: NodeStudio,
  files: readonly SourceFile[],
  into: ProjectState | null = null,
): Promise<ProjectState> {
  const proposal = await studio.inspectFiles(nodeJob(), files);
  const target = { into: into?.project.id ?? null, name: proposal.name };
  return (await studio.importFiles(nodeJob(), proposal.id, proposal.plan, target)).state;
}

/** Imports a small shop: 40 people with 30 events each, of 60 items. */
export function importShop(studio: NodeStudio): Promise<ProjectState> {
  return importFiles(studio, [textFile('shop.csv', smallInteractions(40, 60, 30))]);
}

/** A project with real data in the full run where they are at hand, else with the simulated sample; says which. */
export async function openRealData(studio: NodeStudio): Promise<{ state: ProjectState; real: boolean }> {
  if (full && hasMovielens) return { state: await importFiles(studio, movielensFiles()), real: true };
  return { state: await studio.studio.openSample(nodeJob(), 'film-club'), real: false };
}
