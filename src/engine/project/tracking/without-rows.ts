import { NO_INTERACTIONS, withTable } from '../../../data/table/table-of';
import type { Tables } from '../../../domain/columns';
import { holdsEvents, isAboutActions, type DatasetType } from '../../../domain/schema';

/** The tables without the rows of one dataset; ids keep their numbers. */
export function withoutRows(tables: Tables, type: DatasetType): Tables {
  if (isAboutActions(type) && tables.actions === undefined) return tables;
  return withTable(tables, type, holdsEvents(type) ? NO_INTERACTIONS : null);
}
