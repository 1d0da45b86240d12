import { isNullAt } from '../../data/column-insights';
import type { Column, Tables } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import type { Arn, DatasetResource, ProjectState } from '../../domain/resources';
import {
  fieldType,
  isAboutActions,
  type AvroSchema,
  type DatasetType,
  type SchemaField,
  KEY_FIELDS,
} from '../../domain/schema';
import { tableOf, withTable } from '../../data/tables/table-of';
import { alignColumn } from '../../data/columns/align-columns';
import { describeTables } from '../../data/card';
import type { OpenProject } from '../project/open-project';
import { datedAt } from '../resources/resource-kind';
import { schemaFor } from '../resources/datasets';
import { findByArn } from '../../domain/service-resources';
import { emptyColumn } from '../project/tracking/with-created';
import { nextDataVersion, requireNothingRunning, requireSameData } from '../resources/data-changes';
import type { SchemaRule } from '../../domain/faults';

/**
 * Gives a dataset another schema, where every row that is there still fits it: its columns keep name and type, and new
 * ones may be null, as they are in those rows. A dataset without rows takes any schema of its type.
 *
 * @throws AppError NOT_FOUND, INVALID_INPUT naming the column that does not fit, RESOURCE_IN_USE while an import or a
 *   training runs.
 */
export async function updateDataset(project: OpenProject, arn: Arn, schemaArn: Arn): Promise<void> {
  const { dataVersion } = project.state;
  requireNothingRunning(project.state);
  const dataset = findByArn(project.state.datasets, arn);
  const schema = schemaFor(project.state, dataset.type, schemaArn);
  // What was put counts too.
  const { tables } = await project.data.index();
  requireFit(dataset, schema, tableOf(tables, dataset.type) ?? NO_ROWS);
  const wider = withColumns((await project.data.existing()).tables, dataset.type, schema);
  const { nowSec } = project;
  const latestUpdate = { schemaArn, ...datedAt(nowSec) };
  const change = (state: ProjectState): ProjectState => {
    requireSameData(state, dataVersion);
    requireNothingRunning(state);
    return {
      ...state,
      datasets: state.datasets.map((other) =>
        other.arn === arn
          ? { ...other, schema, schemaArn, latestUpdate, lastUpdatedDateTime: nowSec }
          : other,
      ),
      dataVersion: nextDataVersion(state),
    };
  };
  await project.storage.writeData(change, wider, describeTables(wider));
}

interface Rows {
  readonly nRows: number;
  readonly columns: readonly Column[];
}

const NO_ROWS: Rows = { nRows: 0, columns: [] };

function requireFit(dataset: DatasetResource, schema: AvroSchema, rows: Rows): void {
  if (rows.nRows === 0) return;
  const refuse = (column: string, rule: SchemaRule): never => {
    throw new AppError('INVALID_INPUT', { field: 'schemaArn', column, rule });
  };
  const wanted = new Map(schema.fields.map((field) => [field.name, field]));
  for (const field of dataset.schema.fields) {
    const other = wanted.get(field.name);
    if (other === undefined) refuse(field.name, 'kept');
    else if (!isAlike(field, other)) refuse(field.name, 'type');
    else if (!fieldType(other).nullable && fieldType(field).nullable && hasNull(rows, field.name))
      refuse(field.name, 'null');
    wanted.delete(field.name);
  }
  for (const field of wanted.values()) if (!fieldType(field).nullable) refuse(field.name, 'new');
}

/** The same to store: null or not is a question of the rows. */
function isAlike(one: SchemaField, other: SchemaField): boolean {
  return (
    fieldType(one).primitive === fieldType(other).primitive &&
    (one.categorical === true) === (other.categorical === true) &&
    (one.textual === true) === (other.textual === true)
  );
}

function hasNull({ nRows, columns }: Rows, name: string): boolean {
  const column = columns.find((other) => other.name === name);
  if (column === undefined) return false;
  for (let row = 0; row < nRows; row++) if (isNullAt(column, row)) return true;
  return false;
}

/** The tables with the columns of a schema, in its order; those that rows have none of are null in all. */
function withColumns(tables: Tables, type: DatasetType, { fields }: AvroSchema): Tables {
  const table = tableOf(tables, type);
  // Actions that were only created have no tables yet.
  if (table === null || (isAboutActions(type) && tables.actions === undefined)) return tables;
  const { nRows } = table;
  const columns = fields
    .filter(({ name }) => !KEY_FIELDS.has(name))
    .map((field) => {
      // Without rows the type may be another one.
      const there = nRows === 0 ? undefined : table.columns.find(({ name }) => name === field.name);
      return there ?? alignColumn(emptyColumn(field), new Int32Array(0), nRows);
    });
  return withTable(tables, type, { ...table, columns });
}
