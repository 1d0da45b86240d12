import { reservedFields } from '../../data/schema/reserved';
import type { ColumnPlan, FilePlan } from '../../domain/imports';
import type { DatasetDomain } from '../../domain/schema';

/** A file's plan in which columns that the domain knows by name have the type and flags that it asks for. */
export function columnsInDomain(plan: FilePlan, domain: DatasetDomain | null): FilePlan {
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
