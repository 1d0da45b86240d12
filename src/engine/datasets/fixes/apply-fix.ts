import { reservedFields } from '../../../data/schema/reserved';
import { describeQuality } from '../../../data/quality';
import type { DataFix, DataInsight } from '../../../domain/data-fix';
import { AppError } from '../../../domain/errors';
import type { Job } from '../../../domain/ports';
import { fieldType, type AvroSchema, type DatasetDomain } from '../../../domain/schema';
import type { ProjectState } from '../../../domain/resources';
import { describingTables } from '../../../data/card';
import {
  nextDataVersion,
  requireNothingRunning,
  requireSameData,
  withRows,
} from '../../resources/data-changes';
import { datasetGroupOf } from '../../resources/dataset-groups';
import { inSteps } from '../../../domain/steps';
import type { OpenProject } from '../../project/open-project';
import { fixFor } from './fix-for';
import { fixTables } from './fix-tables';

/** What the service's analysis finds, then what a person would, each with what mends it. */
export async function listInsights(project: OpenProject, job: Job): Promise<readonly DataInsight[]> {
  const [{ tables }, card] = await Promise.all([project.data.existing(), project.data.card()]);
  const domain = datasetGroupOf(project.state)?.domain ?? null;
  const quality = await inSteps(describeQuality(tables), job, 'insights');
  return [...card.insights, ...quality].map((issue) => {
    const fix = fixFor(issue, tables);
    return { issue, fix: fix !== null && isAllowed(fix, domain) ? fix : null };
  });
}

/** A field that the service wants filled takes no empty cells. */
function isAllowed(fix: DataFix, domain: DatasetDomain | null): boolean {
  if (fix.kind !== 'empty-outside') return true;
  return reservedFields(fix.dataset, domain).every(({ name, nullable }) => nullable || name !== fix.column);
}

/**
 * Stores the data as a fix leaves them, in one step with the state; the data before it are kept for `undoFix` until
 * the next change of data. Versions stay, and are older than the data from then on.
 *
 * @throws AppError RESOURCE_IN_USE while an import or a training runs; INVALID_INPUT, CANCELLED, QUOTA_EXCEEDED.
 */
export async function applyFix(project: OpenProject, fix: DataFix, job: Job): Promise<ProjectState> {
  const before = project.state;
  requireNothingRunning(before);
  await job.checkpoint('fix', 0, 3);
  const { tables, dropped, dataset } = await inSteps(
    fixTables((await project.data.existing()).tables, fix),
    job,
    'fix',
    [0, 3],
  );
  if (tables.interactions.nRows === 0) throw new AppError('INVALID_INPUT', { field: 'fix', value: fix.kind });
  await job.checkpoint('fix', 1, 3);
  const card = await inSteps(describingTables(tables), job, 'fix', [1, 3]);
  await job.checkpoint('store', 2, 3);
  return project.storage.replaceData(
    (state) => {
      requireNothingRunning(state);
      // What is left was made from the data before it.
      requireSameData(state, before.dataVersion);
      const dataVersion = nextDataVersion(state);
      const { datasets, project: summary } = state;
      const next = withRows(
        {
          ...state,
          dataVersion,
          fixed: { fix, dataVersion, before: { dataVersion: state.dataVersion, datasets, summary } },
        },
        tables,
      );
      return {
        ...next,
        datasets: next.datasets.map((entry) =>
          entry.type === dataset && (dropped !== null || fix.kind === 'empty-outside')
            ? { ...entry, schema: schemaAfter(entry.schema, fix), lastUpdatedDateTime: project.nowSec }
            : entry,
        ),
      };
    },
    tables,
    card,
  );
}

/**
 * Puts the data back as they were before the last fix, byte for byte. Versions that were trained on them are up to
 * date again, unless something was trained on the fixed data meanwhile.
 *
 * @throws AppError NOT_FOUND where there is nothing to undo; RESOURCE_IN_USE while an import or a training runs.
 */
export async function undoFix(project: OpenProject): Promise<ProjectState> {
  return project.storage.restoreData((state) => {
    requireNothingRunning(state);
    const { fixed, ...rest } = state;
    if (fixed?.dataVersion !== state.dataVersion) throw new AppError('NOT_FOUND', { what: 'fix' });
    const { dataVersion, datasets, summary } = fixed.before;
    const { interactions, users, items } = summary;
    // A number that a version was trained under must not come to mean other data.
    const trained = state.solutionVersions.some(
      (version) => Math.max(version.dataVersion, version.autoUpdate?.dataVersion ?? 0) > dataVersion,
    );
    return {
      ...rest,
      dataVersion: trained ? nextDataVersion(state) : dataVersion,
      usedDataVersion: Math.max(state.dataVersion, state.usedDataVersion ?? 0),
      datasets,
      project: { ...state.project, interactions, users, items },
    };
  });
}

/** A column that went is no field any more, and one with emptied cells may be empty. */
function schemaAfter(schema: AvroSchema, fix: DataFix): AvroSchema {
  switch (fix.kind) {
    case 'drop-column':
      return { ...schema, fields: schema.fields.filter(({ name }) => name !== fix.column) };
    case 'empty-outside':
      return {
        ...schema,
        fields: schema.fields.map((field) =>
          field.name === fix.column ? { ...field, type: ['null', fieldType(field).primitive] } : field,
        ),
      };
    default:
      return schema;
  }
}
