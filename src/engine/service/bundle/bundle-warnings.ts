import type { BundleFacts, BundleWarning } from '../../../domain/bundle';
import type { Tables } from '../../../domain/columns';
import type { Job } from '../../../domain/ports';
import type { ProjectState } from '../../../domain/resources';
import { fieldType, type AvroSchema, type DatasetType } from '../../../domain/schema';
import { cellReader, rowsOf } from '../../../data/tables/csv-text';
import { LIMITS } from '../../../domain/limits';
import { validateSchema } from '../../../data/schema/validate';
import { campaignKind } from '../../resources/campaigns';
import { datasetGroupOf } from '../../resources/dataset-groups';
import { filterKind } from '../../resources/filters';
import { allOf, type Resource } from '../../resources/resource-kind';
import { serviceOf } from '../../../domain/service-resources';
import { solutionKind, solutionsOf } from '../../resources/solutions';
import { scanRows } from './scan-rows';

/** What the service would refuse or a person should know, most serious first. O(cells). */
export async function bundleWarnings(
  state: ProjectState,
  tables: Tables,
  job: Job,
): Promise<readonly BundleWarning[]> {
  const found = [...(await minimumWarnings(tables, job))];
  for (const { type, schema } of state.datasets)
    found.push(...schemaWarnings(state, type, schema), ...(await cellWarnings(tables, type, schema, job)));
  found.push(...quotaWarnings(state), ...leftBehind(state));
  return [
    ...found.filter(({ severity }) => severity === 'refused'),
    ...found.filter(({ severity }) => severity === 'note'),
  ];
}

async function minimumWarnings(
  { interactions, userIds }: Tables,
  job: Job,
): Promise<readonly BundleWarning[]> {
  const { nRows, userIdx, eventTypes } = interactions;
  if (nRows === 0) return [refused('NO_INTERACTIONS', {})];
  const counts = new Int32Array(userIds.length);
  await scanRows({ from: 0, to: nRows }, job, (row) => counts[userIdx[row]]++);
  const active = counts.reduce((sum, count) => sum + (count >= 2 ? 1 : 0), 0);
  const warnings: BundleWarning[] = [];
  if (nRows < LIMITS.importRows)
    warnings.push(refused('FEW_INTERACTIONS', { rows: nRows, least: LIMITS.importRows }));
  if (active < LIMITS.activeUsers)
    warnings.push(refused('FEW_USERS', { users: active, least: LIMITS.activeUsers }));
  if (eventTypes.length > LIMITS.eventTypes)
    warnings.push(refused('EVENT_TYPES', { types: eventTypes.length, most: LIMITS.eventTypes }));
  return warnings;
}

function schemaWarnings(
  state: ProjectState,
  dataset: DatasetType,
  schema: AvroSchema,
): readonly BundleWarning[] {
  const faults = validateSchema(schema, dataset, datasetGroupOf(state)?.domain ?? null);
  return faults.map(({ code }) => refused('SCHEMA_REFUSED', { dataset, fault: code }));
}

/** Cells that a spreadsheet would take for a formula, and empty ones where the schema wants a value. */
async function cellWarnings(
  tables: Tables,
  dataset: DatasetType,
  schema: AvroSchema,
  job: Job,
): Promise<readonly BundleWarning[]> {
  const warnings: BundleWarning[] = [];
  const rows = rowsOf(tables, dataset);
  for (const field of schema.fields) {
    const { primitive, nullable } = fieldType(field);
    const isText = primitive === 'string';
    if (!isText && nullable) continue;
    const read = cellReader(tables, dataset, field.name);
    let [formulas, empty, example] = [0, 0, ''];
    await scanRows({ from: 0, to: rows }, job, (row) => {
      const cell = read(row);
      if (cell === '') empty++;
      else if (isText && /^[=+\-@]/.test(cell)) {
        if (formulas === 0) example = cell.slice(0, LIMITS.valueChars);
        formulas++;
      }
    });
    const where = { dataset, column: field.name };
    if (formulas > 0) warnings.push(note('FORMULA_CELLS', { ...where, cells: formulas, example }));
    if (empty > 0 && !nullable) warnings.push(refused('EMPTY_REQUIRED', { ...where, cells: empty }));
  }
  return warnings;
}

function quotaWarnings(state: ProjectState): readonly BundleWarning[] {
  return [filterKind, solutionKind, campaignKind].flatMap((kind): BundleWarning[] => {
    const count = allOf<Resource>(kind, state).length;
    const { quota: most = Infinity } = kind;
    if (count <= most) return [];
    return [refused('QUOTA', { what: `${kind.name}s`, count, most })];
  });
}

/** What the service makes anew, and what it is not told of. */
function leftBehind(state: ProjectState): readonly BundleWarning[] {
  const models = state.solutionVersions.filter(({ status }) => status === 'ACTIVE').length;
  const { batchJobs } = serviceOf(state);
  const notes: BundleWarning[] = [];
  if (solutionsOf(state).length === 0) notes.push(note('NO_SOLUTION', {}));
  if (models > 0) notes.push(note('MODELS_STAY', { models }));
  if (batchJobs.length > 0) notes.push(note('BATCH_JOBS_STAY', { jobs: batchJobs.length }));
  return notes;
}

function refused<Code extends keyof BundleFacts>(code: Code, details: BundleFacts[Code]): BundleWarning {
  return { code, severity: 'refused', details } as BundleWarning;
}

export function note<Code extends keyof BundleFacts>(code: Code, details: BundleFacts[Code]): BundleWarning {
  return { code, severity: 'note', details } as BundleWarning;
}
