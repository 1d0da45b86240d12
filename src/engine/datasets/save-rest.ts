import type { DatasetCard } from '../../domain/card';
import type { Column, Tables } from '../../domain/columns';
import { AppError, type Json } from '../../domain/errors';
import { datasetArn, groupName } from '../../domain/names';
import {
  assemble,
  cut,
  dismantle,
  emptyArray,
  viewOf,
  type Part,
  type PartReference,
} from '../../domain/parts';
import type { Job } from '../../domain/ports';
import type { PieceOwner, ProjectPiece, ProjectSnapshot } from '../../domain/project-file';
import type { DatasetResource, ProjectId, ProjectState } from '../../domain/resources';
import {
  DATASET_TYPES,
  entityKey,
  holdsEvents,
  isAboutActions,
  thingKey,
  type AvroSchema,
  type DatasetType,
  type SchemaField,
} from '../../domain/schema';
import type { DatasetLoss, Remains } from '../../domain/stored/remains';
import { inStretches } from '../../domain/stored/text-pieces';
import { makeSchema } from '../../import/read/finish';
import { NO_INTERACTIONS, NO_TABLES, tableOf, withTable } from '../../data/tables/table-of';
import { newState } from '../resources/new-state';
import { nextDataVersion, withRows } from '../resources/data-changes';
import { describeTables } from '../../data/card';
import { findings, lossesOf } from './check-project';
import { LeftColumns } from './without-columns';

/**
 * All of a project that is whole, as a project of its own: a column that is lost is left out, a dataset whose rows are
 * lost is empty, the card is made anew, and so is the state where that is lost. Versions without their models stay
 * listed, and say what they lack.
 *
 * @param nowMs of a state that is made anew. @throws AppError NOT_FOUND where nothing is left, CANCELLED.
 */
export async function restOf(
  remains: Remains,
  { name, nowMs }: { readonly name: string; readonly nowMs: number },
  job: Job,
): Promise<ProjectSnapshot> {
  const { broken } = await findings(remains, job);
  const wholeModels = placesOf(remains.models, (i) => `models/${i} `, broken);
  const wholeFiles = placesOf(remains.files, (i) => `files/${i} `, broken);
  const { state, data } = remains;
  if (data === null && (state === null || wholeModels.length === 0))
    throw new AppError('NOT_FOUND', { what: 'data', id: name });
  const before = state ?? newState('' as ProjectId, name, 'relaxed', nowMs);
  const isWhole = state !== null && data !== null && ![...broken].some((key) => key.startsWith('data '));
  const rest: RestOfData = isWhole ? { state, layout: data } : await restOfData(remains, before, broken);
  const [models, files] = state === null ? [[], []] : [wholeModels, wholeFiles];
  const texts = await countsOf(remains);
  return {
    facts: {
      state: rest.state,
      data: rest.layout,
      models: models.map((i) => remains.models[i]),
      files: files.map((i) => remains.files[i]),
      ...texts,
    },
    async *pieces() {
      yield* rest.pieces?.() ?? [];
      for await (const { owner, part, content } of remains.pieces()) {
        if (content === null || (owner === 'data' && rest.pieces !== undefined)) continue;
        const as = ownerAs(owner, models, files);
        if (as !== null) yield { owner: as, part, content };
      }
    },
    release: () => undefined,
  };
}

/** What an owner is called among those that are left; null where it is not. */
function ownerAs(owner: PieceOwner, models: readonly number[], files: readonly number[]): PieceOwner | null {
  const [kind, place] = owner.split('/');
  if (place === undefined) return owner;
  const to = (kind === 'models' ? models : files).indexOf(Number(place));
  if (to < 0) return null;
  return kind === 'models' ? `models/${to}` : `files/${to}`;
}

function placesOf(
  items: readonly unknown[],
  prefix: (place: number) => string,
  broken: ReadonlySet<string>,
): readonly number[] {
  return items.flatMap((_, i) => ([...broken].some((key) => key.startsWith(prefix(i))) ? [] : [i]));
}

/** Batches and lists that are left. */
async function countsOf(remains: Remains): Promise<{ readonly tracked: number; readonly served: number }> {
  const counts = { tracked: 0, served: 0 };
  for await (const { owner, content } of remains.pieces())
    if ((owner === 'tracked' || owner === 'served') && content !== null) counts[owner] += content.length;
  return counts;
}

interface RestOfData {
  readonly state: ProjectState;
  readonly layout: { readonly tables: Json; readonly card: Json };
  /** Where they are other than those that are stored. */
  pieces?(): Generator<ProjectPiece>;
}

async function restOfData(
  remains: Remains,
  before: ProjectState,
  broken: ReadonlySet<string>,
): Promise<RestOfData> {
  const { data } = remains;
  const read = data === null ? NO_TABLES : await tablesIn(remains, data.tables, broken);
  const losses = data === null ? [] : lossesOf(data.tables, broken);
  const left = new LeftColumns(
    losses.flatMap(({ type, rows, columns }) =>
      rows ? [] : columns.map((column) => ({ dataset: type, column })),
    ),
    before.datasets,
  );
  const tables = left.tables(withoutRows(read, losses));
  const named =
    remains.state === null ? { ...before, datasets: datasetsOf(tables, before) } : left.state(before);
  const card: DatasetCard = describeTables(tables);
  const isLess = data === null || losses.some(({ rows, columns }) => rows || columns.length > 0);
  const dataVersion = isLess ? nextDataVersion(named) : named.dataVersion;
  const state = { ...withRows(named, tables), dataVersion: Math.max(1, dataVersion) };
  const { layout, parts } = dismantle({ tables, card });
  return {
    state,
    layout: layout as RestOfData['layout'],
    *pieces() {
      for (const [part, content] of parts)
        for (const record of cut(content))
          if (record instanceof ArrayBuffer) yield { owner: 'data', part, content: new Uint8Array(record) };
          else for (const texts of inStretches(record)) yield { owner: 'data', part, content: texts };
    },
  };
}

/** Tables as they are stored, with nothing in the place of what is lost. */
async function tablesIn(remains: Remains, layout: Json, broken: ReadonlySet<string>): Promise<Tables> {
  const contents = new Map<string, ProjectPiece['content'][]>();
  for await (const { owner, part, content } of remains.pieces()) {
    if (owner !== 'data') break;
    if (content !== null && !broken.has(`data ${part}`))
      contents.set(part, [...(contents.get(part) ?? []), content]);
  }
  const partOf = async (reference: PartReference): Promise<Part> =>
    joinedPart(reference, contents.get(reference.part) ?? []);
  return (await assemble(layout, partOf)) as Tables;
}

function joinedPart({ type, length }: PartReference, contents: readonly ProjectPiece['content'][]): Part {
  if (type === 'strings') return contents.flatMap((texts) => [...(texts as readonly (string | null)[])]);
  const array = emptyArray(type, contents.length === 0 ? 0 : length);
  let from = 0;
  for (const bytes of contents as readonly Uint8Array[]) {
    const values = viewOf(type, bytes.slice().buffer);
    array.set(values, from);
    from += values.length;
  }
  return array;
}

function withoutRows(tables: Tables, losses: readonly DatasetLoss[]): Tables {
  return losses
    .filter(({ rows }) => rows)
    .reduce((left, { type }) => withTable(left, type, holdsEvents(type) ? NO_INTERACTIONS : null), tables);
}

/** Datasets as their columns tell them: which were called so is lost with the state. */
function datasetsOf(tables: Tables, { project }: ProjectState): readonly DatasetResource[] {
  const nowSec = project.createdMs / 1000;
  return DATASET_TYPES.flatMap((type): DatasetResource[] => {
    const table = isAboutActions(type) && tables.actions === undefined ? null : tableOf(tables, type);
    if (table === null) return [];
    return [
      {
        arn: datasetArn(groupName(project.name), type),
        type,
        schema: schemaOf(type, table.columns),
        rows: table.nRows,
        status: 'ACTIVE',
        creationDateTime: nowSec,
        lastUpdatedDateTime: nowSec,
      },
    ];
  });
}

function schemaOf(type: DatasetType, columns: readonly Column[]): AvroSchema {
  const text = (name: string): SchemaField => ({ name, type: 'string' });
  const keys = holdsEvents(type)
    ? [
        text('USER_ID'),
        text(thingKey(type)),
        { name: 'TIMESTAMP', type: 'long' } as const,
        { name: 'EVENT_TYPE', type: ['string', 'null'] } as const,
      ]
    : [text(entityKey(type))];
  return makeSchema(type, [...keys, ...columns.map(fieldOf)]);
}

function fieldOf(column: Column): SchemaField {
  const { name, kind } = column;
  if (kind === 'number') return { name, type: ['double', 'null'] };
  if (kind === 'boolean') return { name, type: ['boolean', 'null'] };
  const field: SchemaField = { name, type: ['string', 'null'] };
  if (kind === 'text') return column.textual ? { ...field, textual: true } : field;
  return column.categorical ? { ...field, categorical: true } : field;
}
