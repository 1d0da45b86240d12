import type { Tables } from '../../domain/columns';
import { lastPart } from '../../domain/arn';
import type { Json, JsonObject } from '../../domain/errors';
import { isObject } from '../../domain/json';
import { referencesIn } from '../../domain/parts';
import type { Job } from '../../domain/ports';
import type { SolutionVersion } from '../../domain/resources';
import { DATASET_TYPES, isAboutActions, type DatasetType } from '../../domain/schema';
import type { CheckedPart, DatasetLoss, ProjectCheck, Remains } from '../../domain/stored/remains';
import { versionName } from '../../domain/version-names';

/** What a reading of everything has found: by owner and part, what is lost and how much there is. */
export interface Findings {
  readonly broken: ReadonlySet<string>;
  readonly bytes: ReadonlyMap<string, number>;
}

/** Reads all that is left, one piece in memory at a time. @throws AppError CANCELLED. */
export async function findings(remains: Remains, job: Job): Promise<Findings> {
  const broken = new Set<string>();
  const bytes = new Map<string, number>();
  const total = remains.state?.project.sizeBytes ?? 0;
  let done = 0;
  for await (const { owner, part, content } of remains.pieces()) {
    await job.checkpoint('restore', Math.min(done, total), total);
    const key = `${owner} ${part}`;
    if (content === null) {
      broken.add(key);
      continue;
    }
    const size = content instanceof Uint8Array ? content.length : charsOf(content);
    bytes.set(key, (bytes.get(key) ?? 0) + size);
    done += size;
  }
  return { broken, bytes };
}

/** What of a project is whole and what is not, in the things that a person knows. */
export function checkOf(remains: Remains, { broken, bytes }: Findings): ProjectCheck {
  const { lost, state, data, models, tracked, served, files } = remains;
  const sizeOf = (prefix: string): number =>
    [...bytes].reduce((sum, [key, size]) => (key.startsWith(prefix) ? sum + size : sum), 0);
  const isBroken = (prefix: string): boolean => [...broken].some((key) => key.startsWith(prefix));
  const part = (kind: CheckedPart['kind'], name: string, isWhole: boolean, prefix?: string): CheckedPart => ({
    kind,
    name,
    isWhole,
    bytes: prefix === undefined ? 0 : sizeOf(prefix),
    columns: [],
  });
  const versions = state?.solutionVersions ?? [];
  const parts: readonly CheckedPart[] = [
    part('record', 'state', !lost.has('state')),
    ...(['list', 'data', 'models', 'events', 'files'] as const)
      .filter((member) => lost.has(member))
      .map((member) => part('record', member, false)),
    ...(data === null
      ? []
      : lossesOf(data.tables, broken).map(({ type, rows, columns }) => ({
          ...part('dataset', type, !rows && columns.length === 0, `data ${pathOf(type)}/`),
          columns,
        }))),
    ...(data === null ? [] : [part('card', '', !isBroken('data card/'), 'data card/')]),
    ...models.map(({ arn }, i) =>
      part('version', nameOf(arn, versions), !isBroken(`models/${i} `), `models/${i} `),
    ),
    // Whoever listed it lost where its model lies.
    ...versions
      .filter(({ arn, status }) => status === 'ACTIVE' && !models.some((model) => model.arn === arn))
      .map(({ arn }) => part('version', nameOf(arn, versions), false)),
    ...(tracked > 0 ? [part('events', '', !isBroken('tracked '), 'tracked ')] : []),
    ...(served > 0 ? [part('lists', '', !isBroken('served '), 'served ')] : []),
    ...files.map(({ path }, i) => part('file', lastPart(path), !isBroken(`files/${i} `), `files/${i} `)),
  ];
  const isWhole = parts.every((each) => each.isWhole);
  const isSomething = data !== null || (state !== null && models.length > 0);
  return { parts, saves: !isSomething ? 'nothing' : isWhole ? 'all' : 'rest' };
}

/** Which datasets have lost rows or columns, of those that there are. */
export function lossesOf(tables: Json, broken: ReadonlySet<string>): readonly DatasetLoss[] {
  return DATASET_TYPES.flatMap((type): DatasetLoss[] => {
    const around = groupOf(tables, type);
    const table = around[tableNames[type]];
    if (!isObject(table)) return [];
    const { columns, ...keys } = table;
    const isLost = (layout: Json | undefined): boolean =>
      referencesIn(layout ?? null).some(({ part }) => broken.has(`data ${part}`));
    const ids = [
      type === 'ITEMS' || type === 'ACTIONS' ? null : around.userIds,
      type === 'USERS' ? null : around.itemIds,
    ];
    const lostColumns = (Array.isArray(columns) ? columns : []).filter(isLost) as JsonObject[];
    return [
      {
        type,
        rows: [...ids, ...Object.values(keys)].some(isLost),
        columns: lostColumns.map(({ name }) => String(name)),
      },
    ];
  });
}

const tableNames = {
  INTERACTIONS: 'interactions',
  ITEMS: 'items',
  USERS: 'users',
  ACTIONS: 'items',
  ACTION_INTERACTIONS: 'interactions',
} as const satisfies Record<DatasetType, keyof Tables>;

/** The layout of the tables in which a dataset has its place. */
function groupOf(tables: Json, type: DatasetType): JsonObject {
  if (!isObject(tables)) return {};
  if (!isAboutActions(type)) return tables;
  return isObject(tables.actions) ? tables.actions : {};
}

function pathOf(type: DatasetType): string {
  return `tables/${isAboutActions(type) ? 'actions/' : ''}${tableNames[type]}`;
}

function nameOf(arn: string, versions: readonly SolutionVersion[]): string {
  const version = versions.find((each) => each.arn === arn);
  return version === undefined ? lastPart(arn) : versionName(version, versions);
}

function charsOf(texts: readonly (string | null)[]): number {
  return texts.reduce((sum, text) => sum + 2 * (text?.length ?? 0), 0);
}
