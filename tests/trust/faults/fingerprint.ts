import { createHash } from 'node:crypto';
import { isAtWork } from '../../../src/domain/at-work';
import type { ProjectState } from '../../../src/domain/resources';
import type { ProjectStore } from '../../../src/engine/project/store-port';
import type { Manifest } from '../../../src/store/manifest';
import { copyDisk, ownersOf } from './disk';
import { openTab } from './tab';

/** Everything a person has, after the page was opened anew. */
export interface Fingerprint {
  /** Equal texts are equal projects: data, resources, models and events, apart from times and ids drawn by chance. */
  readonly text: string;
  /** The same without models, whose training sees the clock. */
  readonly timeless: string;
  /** What must never be, in words. */
  readonly faults: readonly string[];
}

/** Opens the app on what is stored now, has it tidy up, and takes down all that it finds. */
export async function fingerprint(): Promise<Fingerprint> {
  const { studio, catalogue } = await openTab();
  const faults: string[] = [];
  const projects: { readonly name: string; readonly bare: object; readonly models: object }[] = [];
  for (const { id } of await catalogue.list()) {
    const state = await studio.openProject(id);
    faults.push(...stillRunning(state));
    const store = await catalogue.open(id);
    projects.push({ name: state.project.name, ...(await contentOf(state, store)) });
    store.close();
  }
  faults.push(...(await orphans()));
  projects.sort((one, other) => (one.name < other.name ? -1 : 1));
  const timeless = plain(projects.map(({ name, bare }) => ({ name, bare })));
  return { text: plain(projects), timeless, faults };
}

async function contentOf(
  state: ProjectState,
  store: ProjectStore,
): Promise<{ readonly bare: object; readonly models: object }> {
  const models: { [arn: string]: unknown } = {};
  const active = state.solutionVersions.filter(({ status }) => status === 'ACTIVE');
  for (const { arn } of active) models[arn] = digest(await store.readModel(arn));
  const files: { [path: string]: string } = {};
  const done = new Set(doneJobs(state).map(({ arn }) => arn));
  for (const file of await store.listFiles()) {
    if (!done.has(file.owner)) continue;
    const hash = createHash('sha256');
    for await (const chunk of store.readFile(file)) hash.update(chunk);
    files[`${file.role} ${file.path}`] = hash.digest('hex');
  }
  const { service, importJobs, ...rest } = state;
  const bare = {
    ...rest,
    importJobs: importJobs.filter(({ status }) => status === 'ACTIVE'),
    solutionVersions: active,
    service: { ...service, batchJobs: doneJobs(state), dataDeletionJobs: [], datasetExportJobs: [] },
    tables: digest(await store.readTables()),
    card: digest(await store.readCard()),
    put: digest(await store.readTracked()),
    files,
  };
  return { bare, models };
}

const doneJobs = ({ service }: ProjectState) =>
  service?.batchJobs.filter(({ status }) => status === 'ACTIVE') ?? [];

/** A page that has just been opened runs nothing. */
function stillRunning(state: ProjectState): readonly string[] {
  return [...state.solutionVersions, ...state.importJobs, ...(state.service?.batchJobs ?? [])]
    .filter(isAtWork)
    .map(({ arn, status }) => `${arn} is ${status} though nothing runs`);
}

/** Databases that no list names, and chunks that no manifest names. */
async function orphans(): Promise<readonly string[]> {
  const disk = await copyDisk();
  const listed = new Set(
    disk
      .find(({ name }) => name === 'foretaste')
      ?.stores[0].records.map(([key]) => `foretaste-project-${key}`),
  );
  return disk.flatMap((database) => {
    if (database.name === 'foretaste') return [];
    if (!listed.has(database.name)) return [`${database.name} is listed nowhere`];
    const manifest = database.stores.find(({ name }) => name === 'manifest')?.records[0]?.[1];
    if (manifest === undefined) return [`${database.name} has no manifest`];
    const named = new Set(['served', ...keysOf(manifest as Manifest)]);
    const active = new Set(
      (manifest as Manifest).state.solutionVersions.flatMap(({ arn, status }) =>
        status === 'ACTIVE' ? [arn] : [],
      ),
    );
    return [
      ...[...ownersOf(database)]
        .filter((owner) => !named.has(owner))
        .map((owner) => `${owner} is named nowhere`),
      ...(manifest as Manifest).models
        .filter(({ arn }) => !active.has(arn))
        .map(({ arn }) => `${arn} has a model and is not ACTIVE`),
    ];
  });
}

function keysOf({ data, aside, tracked, models, files = [] }: Manifest): readonly string[] {
  return [data, aside, tracked, ...models, ...files].flatMap((record) => record?.key ?? []);
}

/** Arrays by their bytes, all else as JSON. */
function digest(value: unknown): string {
  const hash = createHash('sha256');
  const walk = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) {
      hash.update(`${part.constructor.name} ${part.byteLength} `);
      hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    } else if (Array.isArray(part)) {
      hash.update(`[${part.length} `);
      for (const each of part) walk(each);
    } else if (typeof part === 'object' && part !== null) {
      for (const [key, each] of Object.entries(part)) {
        if (VOLATILE.has(key)) continue;
        hash.update(`{${key} `);
        walk(each);
      }
    } else hash.update(`${typeof part} ${String(part)} `);
  };
  walk(value);
  return hash.digest('hex').slice(0, 16);
}

/** What depends on when something was done, and the rooms it takes. */
const VOLATILE = new Set([
  ...[
    'id',
    'createdMs',
    'openedMs',
    'sizeBytes',
    'creationDateTime',
    'lastUpdatedDateTime',
    'trainingSeconds',
  ],
  ...['elapsedMs', 'seconds', 'meter', 'modelBytes', 'nowSec', 'atSec', 'createdSec', 'lastUpdatedSec'],
]);

/** As text; ids that were drawn by chance are numbered as they come. */
export function plain(value: unknown): string {
  const text = JSON.stringify(value, (key, part: unknown) => (VOLATILE.has(key) ? undefined : part), 1);
  const numbers = new Map<string, number>();
  return text.replaceAll(/\b[0-9a-f]{8}\b(?!-)/g, (drawn) => {
    const number = numbers.get(drawn) ?? numbers.size;
    numbers.set(drawn, number);
    return `drawn-${number}`;
  });
}
