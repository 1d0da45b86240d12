import { assembleTables, entitiesOf, interactionsOf } from '../../data/tables/assemble';
import type { RawEntities } from '../../data/tables/raw-table';
import { NO_TABLES, tablesWith } from '../../data/tables/table-of';
import type { Tables } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import { isAboutActions, type EntityDatasetType } from '../../domain/schema';
import { eventsOf, missingInteractions, type Outcome } from './read-planned';

/**
 * What was read in the place of what was there; datasets without a file stay.
 *
 * @returns users and items of the interactions beside the tables. @throws AppError IMPORT_FAILED without interactions.
 */
export function assembled(
  outcomes: readonly Outcome[],
  before: Tables | null,
): { readonly tables: Tables; readonly users: number; readonly items: number } {
  const entities = (type: EntityDatasetType): RawEntities | null => {
    const raw = outcomes.find((outcome) => outcome.dataset === type)?.raw;
    if (raw && 'entities' in raw) return raw.entities;
    if (before === null) return null;
    const { items, users, itemIds, userIds } = tablesWith(before, type);
    return type === 'USERS' ? entitiesOf(users, userIds) : entitiesOf(items, itemIds);
  };
  const base = eventsOf(outcomes, 'INTERACTIONS') ?? (before && interactionsOf(before));
  if (!base) throw new AppError('IMPORT_FAILED', { issues: [missingInteractions([])] });
  const actions = outcomes.some(({ dataset }) => isAboutActions(dataset))
    ? assembleTables(
        eventsOf(outcomes, 'ACTION_INTERACTIONS') ?? interactionsOf(before?.actions ?? NO_TABLES),
        entities('ACTIONS'),
        null,
      )
    : before?.actions;
  const tables = assembleTables(base, entities('ITEMS'), entities('USERS'), actions);
  return { tables, users: base.userIds.length, items: base.itemIds.length };
}
