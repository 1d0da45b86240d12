import { assembleTables, entitiesOf, interactionsOf } from '../../data/table/assemble';
import { HEAD_BYTES, previewOf, SAMPLE_BYTES } from '../../data/guess/sample';
import { roleDoubts } from '../../data/guess/doubts';
import { evidenceOf, otherKey } from '../../data/guess/plan-columns';
import { sampleColumns } from '../../data/guess/sampled-column';
import type { RawEntities, RawInteractions } from '../../data/table/raw-table';
import { withoutSums } from '../../data/table/row-sieve';
import { NO_TABLES, tablesWith } from '../../data/table/table-of';
import { describingTables } from './card';
import { countInteractions, joinOf, rowsOf, tallyOf } from './import-rules';
import { withMade } from './made/with-made';
import { withServices } from './service-files';
import { inSteps } from '../../domain/steps';
import { proposeImport } from './import-inspect';
import type { Known } from './look-at';
import { expandSources, tablesOf, type SourceMap } from './open-sources';
import type { SourceFile } from '../../data/bytes/source';
import type { DatasetCard } from '../../domain/card';
import type { Tables } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import type {
  DatasetImport,
  ExistingData,
  FileCheck,
  FilePlan,
  ImportCheck,
  ImportPlan,
  ImportProposal,
  ImportReport,
} from '../../domain/imports';
import type { Job } from '../../domain/ports';
import {
  isAboutActions,
  type DatasetType,
  type Profile,
  type Schemas,
  type EntityDatasetType,
} from '../../domain/schema';
import { missingInteractions, readPlanned, type Outcome } from './read-planned';

/** Opens archives and looks at the beginning of every file. `known` holds what the caller knows, by source path. */
export async function inspect(
  sources: readonly SourceFile[],
  rules: Profile | null,
  job: Job,
  known: ReadonlyMap<string, Known> = new Map(),
): Promise<{ proposal: ImportProposal; sources: SourceMap }> {
  const tables = await tablesOf(await expandSources(sources, job), job);
  const meant = await withServices(tables, job);
  return { proposal: await proposeImport(meant, rules, known, job), sources: meant };
}

/** Reads everything under the plan and judges it; nothing is kept. */
export async function check(
  sources: SourceMap,
  plan: ImportPlan,
  existing: ExistingData | null,
  job: Job,
): Promise<ImportCheck> {
  const made = withMade(sources, plan, job);
  const { outcomes, issues } = await readPlanned(made.sources, plan, existing, SAMPLE_BYTES, job);
  const files = outcomes.flatMap(fileChecks);
  const all = [...issues, ...made.issues(), ...outcomes.flatMap((outcome) => outcome.issues)];
  const importable = ![...all, ...files.flatMap((file) => file.issues)].some(
    (issue) => issue.severity === 'error',
  );
  const interactions = eventsOf(outcomes, 'INTERACTIONS');
  const counts = interactions ? countInteractions(interactions) : null;
  const joins = outcomes.flatMap(({ dataset, raw }) =>
    interactions === undefined || (dataset !== 'ITEMS' && dataset !== 'USERS') || !('entities' in raw)
      ? []
      : [joinOf(dataset, raw.entities, interactions)],
  );
  const tallies = outcomes.map(({ dataset, reading, kept, duplicates }) => {
    return { dataset, ...tallyOf(reading, kept, duplicates) };
  });
  return { files, issues: all, importable, counts, joins, tallies };
}

/**
 * Imports under the plan. FULL replaces the datasets that the plan has files for, INCREMENTAL appends to them
 * (Items and Users rows of the same id are replaced); datasets without a file stay. `existing` is never changed.
 *
 * @throws AppError IMPORT_FAILED with `issues` when any error is left; FILE_UNREADABLE, ARCHIVE_LIMIT, CANCELLED.
 */
export async function importTables(
  sources: SourceMap,
  plan: ImportPlan,
  existing: ExistingData | null,
  job: Job,
): Promise<{ tables: Tables; schemas: Schemas; report: ImportReport; card: DatasetCard }> {
  const made = withMade(sources, plan, job);
  const { outcomes, issues } = await readPlanned(made.sources, plan, existing, HEAD_BYTES, job);
  const all = [
    ...issues,
    ...made.issues(),
    ...outcomes.flatMap((outcome) => [
      ...outcome.issues,
      ...outcome.reading.files.flatMap((file) => file.log.list()),
    ]),
  ];
  const errors = all.filter((issue) => issue.severity === 'error');
  if (errors.length > 0) throw new AppError('IMPORT_FAILED', { issues: all });
  const { tables, users, items } = assembled(outcomes, existing?.tables ?? null);
  const schemas: Schemas = {
    ...existing?.schemas,
    ...Object.fromEntries(outcomes.map(({ dataset, schema }) => [dataset, schema])),
  };
  const card = await inSteps(describingTables(tables), job, 'describe');
  const report: ImportReport = {
    datasets: outcomes.map((outcome) => describeOutcome(outcome, plan)),
    schemas,
    errors: [],
    warnings: all,
    insights: card.insights,
    users,
    items,
  };
  return { tables, schemas, report, card };
}

/**
 * What was read in the place of what was there; datasets without a file stay.
 *
 * @returns users and items of the interactions beside the tables. @throws AppError IMPORT_FAILED without interactions.
 */
function assembled(
  outcomes: readonly Outcome[],
  before: Tables | null,
): { readonly tables: Tables; readonly users: number; readonly items: number } {
  const entities = (type: EntityDatasetType): RawEntities | null => {
    const raw = outcomes.find((outcome) => outcome.dataset === type)?.raw;
    if (raw && 'entities' in raw) return raw.entities;
    if (before === null) return null;
    const { items, users, itemIds, userIds } = tablesWith(before, type);
    return type === 'USERS' ? entitiesOf(users, userIds) : entitiesOf(items, itemIds);
  };
  const base = eventsOf(outcomes, 'INTERACTIONS') ?? (before && interactionsOf(before));
  if (!base) throw new AppError('IMPORT_FAILED', { issues: [missingInteractions()] });
  const actions = outcomes.some(({ dataset }) => isAboutActions(dataset))
    ? assembleTables(
        eventsOf(outcomes, 'ACTION_INTERACTIONS') ?? interactionsOf(before?.actions ?? NO_TABLES),
        entities('ACTIONS'),
        null,
      )
    : before?.actions;
  const tables = assembleTables(base, entities('ITEMS'), entities('USERS'), actions);
  return { tables, users: base.userIds.length, items: base.itemIds.length };
}

function eventsOf(outcomes: readonly Outcome[], type: DatasetType): RawInteractions | undefined {
  const raw = outcomes.find(({ dataset }) => dataset === type)?.raw;
  return raw && 'interactions' in raw ? raw.interactions : undefined;
}

function fileChecks({ dataset, reading, schema }: Outcome): FileCheck[] {
  return reading.files.map(({ plan, sample, counts, log }): FileCheck => {
    const columns = sampleColumns(headersOf(plan, sample.headers), withoutSums(sample.rows, plan.rules));
    const first = previewOf(sample);
    const shown = new Set(first.map(({ line }) => line));
    const preview = [...first, ...log.keptRows.filter(({ line }) => !shown.has(line))];
    return {
      file: plan.file,
      dataset,
      schema,
      rows: rowsOf(counts),
      kept: counts.rows - counts.bad,
      dropped: counts.bad,
      evidence: plan.columns.map((column) =>
        evidenceOf(columns[column.index], dataset, column, null, otherKey(column.role, plan, columns)),
      ),
      preview,
      // Of a known service nothing was guessed.
      issues: [...(plan.format.form === 'service' ? [] : roleDoubts(plan, columns)), ...log.list()],
    };
  });
}

/** Of a file that is read otherwise than it was looked at, the header may be shorter: the plan has the other names. */
function headersOf({ columns }: FilePlan, headers: readonly string[]): readonly string[] {
  const width = columns.reduce((most, { index }) => Math.max(most, index + 1), headers.length);
  const planned = (at: number): string => columns.find(({ index }) => index === at)?.header ?? '';
  return Array.from({ length: width }, (_, at) => headers[at] ?? planned(at));
}

function describeOutcome(outcome: Outcome, plan: ImportPlan): DatasetImport {
  const { reading, schema, kept, duplicates, dataset } = outcome;
  const { rows, lost, notMeant } = tallyOf(reading, kept, duplicates);
  return {
    dataset,
    files: reading.files.map((file) => file.plan.file),
    mode: plan.mode,
    rows,
    kept,
    dropped: rows - kept,
    duplicates,
    ...(lost.length > 0 ? { lost } : {}),
    ...(notMeant ? { notMeant } : {}),
    columns: schema.fields.map((field) => field.name),
    issues: [...outcome.issues, ...reading.files.flatMap((file) => file.log.list())],
  };
}
