import { readDataset, type DatasetReading } from './read-dataset';
import { finishEntities, finishInteractions, schemaOf } from './finish';
import type { RawEntities, RawInteractions } from '../../data/tables/raw-table';
import { reservedFields } from '../../data/schema/reserved';
import { validateSchema } from '../../data/schema/validate';
import { tableOf } from '../../data/tables/table-of';
import type { SourceMap } from '../open/open-sources';
import type { Tables } from '../../domain/columns';
import type { ColumnPlan, ExistingData, FilePlan, ImportPlan } from '../../domain/imports';
import { issueOf, type Issue } from '../../domain/issue';
import type { Job } from '../../domain/ports';
import {
  DATASET_TYPES,
  holdsEvents,
  type AvroSchema,
  type DatasetDomain,
  type DatasetType,
} from '../../domain/schema';

/** What became of the files of one dataset. */
export interface Outcome {
  readonly dataset: DatasetType;
  readonly reading: DatasetReading;
  readonly schema: AvroSchema;
  readonly raw: { interactions: RawInteractions } | { entities: RawEntities };
  /** Events that were there already, and rows of one id by their places: the earlier one, the later one. */
  readonly same: number;
  readonly repeats: readonly (readonly [number, number])[];
  readonly kept: number;
}

/** Reads the files of every dataset under the plan, and finishes what was read; nothing is kept, and nothing judged but what keeps it from being read. */
export async function readPlanned(
  sources: SourceMap,
  plan: ImportPlan,
  existing: ExistingData | null,
  sampleBytes: number,
  job: Job,
): Promise<{ outcomes: Outcome[]; issues: Issue[] }> {
  const issues: Issue[] = [];
  const outcomes: Outcome[] = [];
  const domain = (existing === null ? plan.domain : existing.domain) ?? null;
  const used = plan.files
    .filter((file) => file.dataset !== null)
    .map((file) => columnsInDomain(file, domain));
  const total = used.reduce((sum, file) => sum + (sources.get(file.file)?.sizeBytes ?? 0), 0);
  const progress = { done: 0, total };
  const pause = (): Promise<void> => job.checkpoint('reading', Math.min(progress.done, total), total);
  if (!used.some((file) => file.dataset === 'INTERACTIONS') && !existing)
    issues.push(missingInteractions(plan.files));
  for (const dataset of DATASET_TYPES) {
    const plans = used.filter((file) => file.dataset === dataset);
    if (plans.length === 0) continue;
    const goesOn = plan.mode === 'INCREMENTAL';
    const hasEarlier = existing !== null && hasDataset(existing.tables, dataset);
    if (goesOn && !hasEarlier) {
      issues.push(issueOf('D18', 'error', { dataset, file: plans[0].file }, {}));
      continue;
    }
    const schema =
      plans.find((file) => file.schema)?.schema ?? (goesOn ? existing?.schemas[dataset] : undefined) ?? null;
    const faults = schema ? validateSchema(schema, dataset, domain) : [];
    if (faults.length > 0) {
      issues.push(...faults);
      continue;
    }
    const task = {
      dataset,
      schema,
      plans,
      sources,
      sampleBytes,
      goOnFrom: goesOn && existing ? existing.tables : null,
    };
    const { reading, issues: found } = await readDataset(task, progress, job);
    issues.push(...found);
    if (reading) outcomes.push(await finish(dataset, reading, pause));
  }
  return { outcomes, issues };
}

function hasDataset(tables: Tables, dataset: DatasetType): boolean {
  const table = tableOf(tables, dataset);
  return holdsEvents(dataset) ? table !== null && table.nRows > 0 : table !== null;
}

/** Says which side of the events is there, by the plans of all files. */
export function missingInteractions(plans: readonly FilePlan[]): Issue {
  const lists = plans.filter(({ dataset, lacking }) => dataset !== null && lacking === undefined);
  const about = plans.find(({ lacking }) => lacking !== undefined && lacking !== 'unclear') ?? lists.at(0);
  const kinds = new Set(lists.map(({ dataset }) => dataset));
  const listed =
    kinds.size > 1 ? 'both' : kinds.has('ITEMS') ? 'things' : kinds.has('USERS') ? 'people' : 'unclear';
  const lacking = about?.lacking ?? listed;
  const facts = { reason: 'no-events', lacking, file: about?.file ?? null } as const;
  return issueOf('D02', 'error', { dataset: 'INTERACTIONS' }, facts);
}

async function finish(
  dataset: DatasetType,
  reading: DatasetReading,
  pause: () => Promise<void>,
): Promise<Outcome> {
  const { reader, stored } = reading;
  const { raw, same, repeats } = await rawOf(dataset, reading, pause);
  const kept = reader.n - stored - same - repeats.length;
  return { dataset, reading, schema: schemaOf(reader), raw, same, repeats, kept };
}

/** What was read, how many events were there already, and which rows of one id the files have twice. */
async function rawOf(
  dataset: DatasetType,
  { reader, stored }: DatasetReading,
  pause: () => Promise<void>,
): Promise<Pick<Outcome, 'raw' | 'same' | 'repeats'>> {
  if (holdsEvents(dataset)) {
    const { raw, duplicates } = await finishInteractions(reader, pause, stored);
    return { raw: { interactions: raw }, same: duplicates, repeats: [] };
  }
  const { raw, repeats } = finishEntities(reader);
  return { raw: { entities: raw }, same: 0, repeats: repeats.filter(([earlier]) => earlier >= stored) };
}

/** A file's plan in which columns that the domain knows by name have the type and flags that it asks for. */
function columnsInDomain(plan: FilePlan, domain: DatasetDomain | null): FilePlan {
  const { dataset } = plan;
  if (domain === null || dataset === null || plan.schema !== undefined) return plan;
  const reserved = reservedFields(dataset, domain);
  const columns = plan.columns.map((column): ColumnPlan => {
    const known = reserved.find(({ name }) => name === column.field.toUpperCase());
    if (column.role !== 'KEEP' || known === undefined) return column;
    const { name, types, nullable, categorical, textual } = known;
    return { ...column, field: name, type: types[0], nullable, categorical, textual };
  });
  return { ...plan, columns };
}

/** The events of one kind among what was read. */
export function eventsOf(outcomes: readonly Outcome[], type: DatasetType): RawInteractions | undefined {
  const raw = outcomes.find(({ dataset }) => dataset === type)?.raw;
  return raw && 'interactions' in raw ? raw.interactions : undefined;
}
