import type { BundleWarning } from '../../../domain/bundle';
import type { Tables } from '../../../domain/columns';
import type { Job } from '../../../domain/ports';
import type { ProjectState } from '../../../domain/resources';
import { fieldType, type AvroSchema, type DatasetType } from '../../../domain/schema';
import { cellReader, rowsOf } from '../../../data/csv/csv-text';
import { LIMITS } from '../../../domain/limits';
import { validateSchema } from '../../../data/schema/validate';
import { campaignKind } from '../../resources/campaigns';
import { datasetGroupOf } from '../../resources/dataset-groups';
import { filterKind } from '../../resources/filters';
import { allOf, type Resource } from '../../resources/resource-kind';
import { serviceOf } from '../../resources/service-resources';
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
  if (nRows === 0) return [{ code: 'NO_INTERACTIONS', severity: 'refused', details: {} }];
  const counts = new Int32Array(userIds.length);
  await scanRows({ from: 0, to: nRows }, job, (row) => counts[userIdx[row]]++);
  const active = counts.reduce((sum, count) => sum + (count >= 2 ? 1 : 0), 0);
  const warnings: BundleWarning[] = [];
  if (nRows < LIMITS.importRows)
    warnings.push({
      code: 'FEW_INTERACTIONS',
      severity: 'refused',
      details: { rows: nRows, least: LIMITS.importRows },
    });
  if (active < LIMITS.activeUsers)
    warnings.push({
      code: 'FEW_USERS',
      severity: 'refused',
      details: { users: active, least: LIMITS.activeUsers },
    });
  if (eventTypes.length > LIMITS.eventTypes)
    warnings.push({
      code: 'EVENT_TYPES',
      severity: 'refused',
      details: { types: eventTypes.length, most: LIMITS.eventTypes },
    });
  return warnings;
}

function schemaWarnings(
  state: ProjectState,
  dataset: DatasetType,
  schema: AvroSchema,
): readonly BundleWarning[] {
  const faults = validateSchema(schema, dataset, datasetGroupOf(state)?.domain ?? null);
  return faults.map(({ code }) => ({
    code: 'SCHEMA_REFUSED',
    severity: 'refused',
    details: { dataset, fault: code },
  }));
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
    if (formulas > 0)
      warnings.push({
        code: 'FORMULA_CELLS',
        severity: 'note',
        details: { ...where, cells: formulas, example },
      });
    if (empty > 0 && !nullable)
      warnings.push({ code: 'EMPTY_REQUIRED', severity: 'refused', details: { ...where, cells: empty } });
  }
  return warnings;
}

function quotaWarnings(state: ProjectState): readonly BundleWarning[] {
  return [filterKind, solutionKind, campaignKind].flatMap((kind): BundleWarning[] => {
    const count = allOf<Resource>(kind, state).length;
    const { quota: most = Infinity } = kind;
    if (count <= most) return [];
    return [{ code: 'QUOTA', severity: 'refused', details: { what: `${kind.name}s`, count, most } }];
  });
}

/** What the service makes anew, and what it is not told of. */
function leftBehind(state: ProjectState): readonly BundleWarning[] {
  const models = state.solutionVersions.filter(({ status }) => status === 'ACTIVE').length;
  const { batchJobs } = serviceOf(state);
  const notes: BundleWarning[] = [];
  if (solutionsOf(state).length === 0) notes.push({ code: 'NO_SOLUTION', severity: 'note', details: {} });
  if (models > 0) notes.push({ code: 'MODELS_STAY', severity: 'note', details: { models } });
  if (batchJobs.length > 0)
    notes.push({ code: 'BATCH_JOBS_STAY', severity: 'note', details: { jobs: batchJobs.length } });
  return notes;
}
