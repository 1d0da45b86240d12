import type { Column, Tables } from '../../domain/columns';
import type { PersonalColumn } from '../../domain/personal';
import type { DatasetResource, ProjectState } from '../../domain/resources';
import { KEY_FIELDS, type AvroSchema, type DatasetType } from '../../domain/schema';
import type { Schema } from '../../domain/service';
import { serviceOf, withService } from '../../domain/service-resources';
import { PUT_INTO, type TrackedBatch } from '../../domain/tracking';
import { tableOf, withTable } from '../../data/tables/table-of';
import { sameSchema } from '../resources/schemas';

/** Columns that a copy of a project goes without: they say who people are, or are lost. Of people who would have only their ids left, the dataset goes too. */
export class LeftColumns {
  readonly #names: ReadonlyMap<DatasetType, ReadonlySet<string>>;
  /** The Users dataset goes as a whole. */
  readonly isBare: boolean;

  constructor(
    readonly columns: readonly Pick<PersonalColumn, 'dataset' | 'column'>[],
    private readonly datasets: readonly DatasetResource[],
  ) {
    const names = new Map<DatasetType, Set<string>>();
    for (const { dataset, column } of columns)
      names.set(dataset, (names.get(dataset) ?? new Set<string>()).add(column));
    this.#names = names;
    const users = datasets.find(({ type }) => type === 'USERS');
    this.isBare =
      names.has('USERS') &&
      users !== undefined &&
      users.schema.fields.every(({ name }) => KEY_FIELDS.has(name) || this.has('USERS', name));
  }

  has(type: DatasetType, column: string): boolean {
    return this.#names.get(type)?.has(column) === true;
  }

  /** The state as it is without them: datasets, and the schemas that they were created with. */
  state(before: ProjectState): ProjectState {
    if (this.columns.length === 0) return before;
    const datasets = before.datasets
      .filter(({ type }) => type !== 'USERS' || !this.isBare)
      .map((dataset) => ({ ...dataset, schema: this.#schema(dataset.type, dataset.schema) }));
    const schemas = serviceOf(before).schemas.flatMap((schema): Schema[] => {
      const used = this.datasets.find((dataset) => sameSchema(dataset.schema, schema.schema));
      if (used === undefined) return [schema];
      if (used.type === 'USERS' && this.isBare) return [];
      return [{ ...schema, schema: this.#schema(used.type, schema.schema) }];
    });
    return before.service === undefined
      ? { ...before, datasets }
      : withService({ ...before, datasets }, { schemas });
  }

  #schema(type: DatasetType, schema: AvroSchema): AvroSchema {
    return this.#names.has(type)
      ? { ...schema, fields: schema.fields.filter(({ name }) => !this.has(type, name)) }
      : schema;
  }

  tables(before: Tables): Tables {
    let tables = this.isBare ? { ...before, users: null } : before;
    for (const type of this.#names.keys()) {
      const table = tableOf(tables, type);
      if (table === null) continue;
      const columns = table.columns.filter(({ name }: Column) => !this.has(type, name));
      tables = withTable(tables, type, { ...table, columns });
    }
    return tables;
  }

  /** What was put, in as many batches: they are counted by their place. */
  batch(batch: TrackedBatch): TrackedBatch {
    const type = PUT_INTO[batch.kind];
    if (!this.#names.has(type)) return batch;
    const left = <Row extends { readonly cells: TrackedCells }>(row: Row): Row => ({
      ...row,
      cells: Object.fromEntries(Object.entries(row.cells).filter(([name]) => !this.has(type, name))),
    });
    return 'events' in batch
      ? { kind: batch.kind, events: batch.events.map(left) }
      : { kind: batch.kind, entities: type === 'USERS' && this.isBare ? [] : batch.entities.map(left) };
  }
}

type TrackedCells = Extract<TrackedBatch, { readonly events: unknown }>['events'][number]['cells'];
