import { alignTable } from '../../data/columns/align-columns';
import { groupByUser } from '../../data/columns/by-user';
import { NO_EVENT_TYPE, type ActionTables } from '../../domain/columns';
import { outcomeOf, type ActionHistories } from '../../domain/histories';
import { LIMITS } from '../../domain/limits';
import type { Profile } from '../../domain/schema';

/** How many rows of either kind an action needs before it is scored. */
const SCORED_FROM: { readonly [profile in Profile]: number } = { aws: 50, relaxed: 5 };

/**
 * What was done about actions, by person in order of time. Rows of another event type are left out, and so are those of
 * actions beyond the number that a training considers: it keeps new ones, and those that were last spoken of.
 *
 * @param userIds of the training data. @param excluded columns of actions that do not train.
 */
export function actionHistories(
  { interactions, items, itemIds, userIds: people }: ActionTables,
  userIds: readonly string[],
  profile: Profile,
  excluded?: ReadonlySet<string>,
): ActionHistories {
  const outcomes = Int8Array.from(interactions.eventTypes, outcomeOf);
  const kept = keptActions({ interactions, itemIds });
  const rows = Int32Array.from({ length: interactions.nRows }, (_, row) => row).filter((row) => {
    const type = interactions.eventType[row];
    return type !== NO_EVENT_TYPE && outcomes[type] >= 0 && kept[interactions.itemIdx[row]] === 1;
  });
  const { userPtr, order } = groupByUser(interactions, people.length, rows);
  const places = new Map(userIds.map((id, place) => [id, place]));
  return {
    nActions: itemIds.length,
    userPtr,
    users: Int32Array.from(people, (id) => places.get(id) ?? -1),
    actions: Int32Array.from(order, (row) => interactions.itemIdx[row]),
    timestampSec: Float64Array.from(order, (row) => interactions.timestampSec[row]),
    outcomes: Uint8Array.from(order, (row) => outcomes[interactions.eventType[row]]),
    actionColumns: alignTable(items, itemIds.length, excluded),
    scoredFrom: SCORED_FROM[profile],
  };
}

/** One byte for each action: 1 = a training considers it. */
function keptActions({ interactions, itemIds }: Pick<ActionTables, 'interactions' | 'itemIds'>): Uint8Array {
  if (itemIds.length <= LIMITS.actions) return new Uint8Array(itemIds.length).fill(1);
  const lastSec = new Float64Array(itemIds.length).fill(Infinity);
  for (let row = 0; row < interactions.nRows; row++) {
    const action = interactions.itemIdx[row];
    const sec = interactions.timestampSec[row];
    lastSec[action] = lastSec[action] === Infinity ? sec : Math.max(lastSec[action], sec);
  }
  const latest = [...lastSec.keys()].sort((a, b) => lastSec[b] - lastSec[a] || a - b);
  const kept = new Uint8Array(itemIds.length);
  for (const action of latest.slice(0, LIMITS.actions)) kept[action] = 1;
  return kept;
}
