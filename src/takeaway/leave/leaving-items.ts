import { rowOfEntity, type Column, type EntityTable } from '../../domain/columns';
import { fieldType, type AvroSchema, type Schemas } from '../../domain/schema';
import type { LeavingVersion } from '../../engine/serving/leaving-version';
import { type ItemsFile, writtenColumns } from '../items-file';

/** The items as they leave: by the model's numbers, then those that it does not know. */
export function leavingItems({ served, index, schemas }: LeavingVersion): ItemsFile {
  const { itemIds, items } = index.tables;
  const order: number[] = [];
  for (let item = 0; item < served.model.nItems; item++) order.push(served.presentItem(item));
  for (let item = 0; item < itemIds.length; item++) if (served.modelItem(item) < 0) order.push(item);
  const ids = order.map((item) => (item < 0 ? null : itemIds[item]));
  const names = order.map((item) => (item < 0 ? null : index.words.titleOf(item)));
  return {
    ids,
    names,
    schemas: filterable(schemas),
    ...columnsOf(items, order, itemIds.length, schemas.ITEMS),
  };
}

function columnsOf(
  table: EntityTable | null,
  order: readonly number[],
  nItems: number,
  schema: AvroSchema | undefined,
): Pick<ItemsFile, 'rows' | 'columns'> {
  if (table === null) return { columns: [] };
  const rowOf = rowOfEntity(table, nItems);
  const placed = order.flatMap((item, place) =>
    item >= 0 && rowOf[item] >= 0 ? [{ place, row: rowOf[item] }] : [],
  );
  const wanted = new Set((schema === undefined ? [] : filterableFields(schema)).map(({ name }) => name));
  const columns = table.columns.filter(({ name }) => wanted.has(name));
  const written = writtenColumns({ nRows: table.nRows, columns: columns as readonly Column[] }).map(
    ({ cells, ...column }) => ({ ...column, cells: placed.map(({ row }) => cells[row]) }),
  );
  const isWhole = placed.every(({ place }, k) => place === k);
  return { ...(!isWhole && { rows: placed.map(({ place }) => place) }), columns: written };
}

/** What filters can name: no texts, and of people the names of columns alone. */
function filterable(schemas: Schemas): Schemas {
  const { INTERACTIONS, ITEMS, USERS } = schemas;
  const of = (schema: AvroSchema): AvroSchema => ({ ...schema, fields: filterableFields(schema) });
  return {
    ...(INTERACTIONS && { INTERACTIONS: of(INTERACTIONS) }),
    ...(ITEMS && { ITEMS: of(ITEMS) }),
    ...(USERS && { USERS: of(USERS) }),
  };
}

function filterableFields({ fields }: AvroSchema): AvroSchema['fields'] {
  return fields.filter((field) => field.textual !== true && fieldType(field).primitive !== 'boolean');
}
