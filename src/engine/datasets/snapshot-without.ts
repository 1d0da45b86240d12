import type { Json, JsonObject } from '../../domain/errors';
import { legalFieldName } from '../../domain/field-name';
import type { ImportReport } from '../../domain/imports';
import { isObject } from '../../domain/json';
import { referencesIn } from '../../domain/parts';
import type { ProjectFacts, ProjectPiece, ProjectSnapshot } from '../../domain/project-file';
import type { ImportJob, ProjectState } from '../../domain/resources';
import type { DatasetType } from '../../domain/schema';
import { serviceOf, withService } from '../../domain/service-resources';
import type { TrackedBatch } from '../../domain/tracking';
import type { LeftColumns } from './without-columns';

/**
 * A project to be copied without columns: their values are in none of its tables, of what was put, of what an import has
 * said of single cells, nor in the words of a model that has learned from them. Models answer as before for people of
 * whom the columns say nothing.
 */
export function snapshotWithout(snapshot: ProjectSnapshot, left: LeftColumns): ProjectSnapshot {
  if (left.columns.length === 0) return snapshot;
  const facts = factsWithout(snapshot.facts, left);
  const parts = new Set([facts.data.tables, facts.data.card].flatMap(referencesIn).map(({ part }) => part));
  return {
    facts,
    async *pieces() {
      for await (const piece of snapshot.pieces()) {
        if (piece.owner === 'data' && !parts.has(piece.part)) continue;
        yield piece.owner === 'tracked' ? putWithout(piece, left) : piece;
      }
    },
    release: () => snapshot.release(),
  };
}

function factsWithout(facts: ProjectFacts, left: LeftColumns): ProjectFacts {
  const { tables, card } = facts.data;
  return {
    ...facts,
    state: stateWithout(facts.state, left, facts.tracked),
    data: { tables: tablesWithout(tables, left), card: cardWithout(card, left) },
    models: facts.models.map((model) => ({
      ...model,
      header: { ...model.header, config: unlearned(model.header.config, left) as JsonObject },
    })),
  };
}

function stateWithout(before: ProjectState, left: LeftColumns, batches: number): ProjectState {
  const state = left.state(before);
  const importJobs = state.importJobs.map((job): ImportJob => ({
    ...job,
    report: job.report && reportWithout(job.report, left),
  }));
  if (!left.isBare) return { ...state, importJobs };
  // As when a dataset is deleted: what was put into it does not count.
  const forgottenBatches = { ...serviceOf(state).forgottenBatches, USERS: batches };
  return withService({ ...state, importJobs }, { forgottenBatches });
}

/** What an import has said, without what it said of the cells of these columns. */
function reportWithout(report: ImportReport, left: LeftColumns): ImportReport {
  const unsaid = <Said extends SaidOf>(issues: readonly Said[]): readonly Said[] =>
    issues.filter((issue) => !isAbout(issue, left));
  const schemas = Object.fromEntries(
    Object.entries(report.schemas).flatMap(([type, schema]) => {
      if (type === 'USERS' && left.isBare) return [];
      const fields = schema.fields.filter(({ name }) => !left.has(type as DatasetType, name));
      return [[type, { ...schema, fields }]];
    }),
  );
  return {
    ...report,
    schemas,
    datasets: report.datasets.map((dataset) => ({
      ...dataset,
      columns: dataset.columns.filter((column) => !left.has(dataset.dataset, column)),
      issues: unsaid(dataset.issues),
    })),
    errors: unsaid(report.errors),
    warnings: unsaid(report.warnings),
    insights: unsaid(report.insights),
  };
}

interface SaidOf {
  readonly column?: string;
  readonly value?: string;
}

/** Of one of the columns, as the file or the schema calls it; a row that could not be read may hold anything. */
function isAbout({ column, value }: SaidOf, { columns }: LeftColumns): boolean {
  if (column === undefined) return value !== undefined;
  return columns.some((gone) => gone.column === column || gone.column === legalFieldName(column));
}

function cardWithout(card: Json, left: LeftColumns): Json {
  if (!isObject(card) || !Array.isArray(card.insights)) return card;
  const insights = card.insights.filter((issue) => !isObject(issue) || !isAbout(issue as SaidOf, left));
  return { ...card, insights };
}

function tablesWithout(tables: Json, left: LeftColumns): Json {
  if (!isObject(tables)) return tables;
  const without = (table: Json | undefined, type: DatasetType): Json => {
    if (!isObject(table) || !Array.isArray(table.columns)) return table ?? null;
    const columns = table.columns.filter(
      (column) => !isObject(column) || !left.has(type, String(column.name)),
    );
    return { ...table, columns };
  };
  const { actions } = tables;
  return {
    ...tables,
    interactions: without(tables.interactions, 'INTERACTIONS'),
    users: left.isBare ? null : without(tables.users, 'USERS'),
    ...(isObject(actions) && {
      actions: { ...actions, interactions: without(actions.interactions, 'ACTION_INTERACTIONS') },
    }),
  };
}

function putWithout(piece: ProjectPiece, left: LeftColumns): ProjectPiece {
  if (piece.content instanceof Uint8Array) return piece;
  const content = piece.content.map((text) =>
    text === null ? null : JSON.stringify(left.batch(JSON.parse(text) as TrackedBatch)),
  );
  return { ...piece, content };
}

/** What a model calls the values of these columns, by their places: the numbers it has learned stay. */
function unlearned(config: Json, left: LeftColumns): Json {
  if (Array.isArray(config)) return config.map((each) => unlearned(each, left));
  if (!isObject(config)) return config;
  return Object.fromEntries(
    Object.entries(config).map(([key, value]): [string, Json] => {
      if (key === 'userEncoders') return [key, unnamed(value, 'USERS', 'known', left)];
      if (key === 'contextFields') return [key, unnamed(value, 'INTERACTIONS', 'values', left)];
      if (key === 'words' && Array.isArray(value))
        return [key, value.map((word, at) => unsaidWord(word, at, left))];
      return [key, unlearned(value, left)];
    }),
  );
}

function unnamed(list: Json, type: DatasetType, values: 'known' | 'values', left: LeftColumns): Json {
  if (!Array.isArray(list)) return list;
  return list.map((one) => {
    if (!isObject(one) || !left.has(type, String(one.name)) || !Array.isArray(one[values])) return one;
    return { ...one, [values]: one[values].map((_, at) => `${at}`) };
  });
}

/** `Users.NAME = Ann`, as a model of actions says it. */
function unsaidWord(word: Json, at: number, left: LeftColumns): Json {
  const [, column] = /^Users\.(\w+) = /.exec(String(word)) ?? [];
  return column !== undefined && left.has('USERS', column) ? `Users.${column} = ${at}` : word;
}
