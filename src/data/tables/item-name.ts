import type { Column, Tables } from '../../domain/columns';
import type { AvroSchema } from '../../domain/schema';

/** The tables with the mark on the column that the schema of Items says items are called by. */
export function withItemName(tables: Tables, schema: AvroSchema | undefined): Tables {
  const name = schema?.fields.find((field) => field.itemName === true)?.name;
  if (name === undefined || tables.items === null) return tables;
  const columns = tables.items.columns.map((column): Column =>
    column.name === name ? { ...column, itemName: true } : column,
  );
  return { ...tables, items: { ...tables.items, columns } };
}
