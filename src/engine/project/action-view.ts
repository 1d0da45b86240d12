import { NO_TABLES } from '../../data/tables/table-of';
import type { Tables } from '../../domain/columns';
import { Numbered } from '../../domain/numbered';

/**
 * Actions as tables of their own, in the places of items, with all users and what is known of them: filters, lists and
 * training read them as they read items. Actions and users keep the numbers that `tables.actions` has; other users
 * follow. O(users).
 */
export function actionView({ userIds, users, actions = NO_TABLES }: Tables): Tables {
  const numbered = new Numbered(actions.userIds);
  const places = userIds.map((id) => numbered.placeOf(id));
  return {
    ...actions,
    userIds: numbered.list,
    users: users && { ...users, entityIdx: users.entityIdx.map((user) => places[user]) },
  };
}
