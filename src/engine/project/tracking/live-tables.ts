import { NO_EVENT_TYPE, type EntityTable, type InteractionTable, type Tables } from '../../../domain/columns';
import { isAboutActions } from '../../../domain/schema';
import { PUT_INTO, type TrackedBatch, type TrackedEntity, type TrackedEvent } from '../../../domain/tracking';
import { Numbered } from '../../../domain/numbered';
import { lengthened } from '../../../domain/number-lists';
import { setCells } from './set-cells';

/** Sessions whose visitors have said who they are: session id → user id. */
export type JoinedSessions = ReadonlyMap<string, string>;

/**
 * The imported tables with everything that was put since, in order: events as rows at the end, items and users in place
 * of their earlier rows. Ids keep their numbers and new ones follow, so that models go on answering. The tables given are
 * left as they were; columns without a change are shared. O(rows).
 */
export function withTracked(
  tables: Tables,
  batches: readonly TrackedBatch[],
  joined: JoinedSessions = new Map(),
): Tables {
  const own = batches.filter(({ kind }) => !isAboutActions(PUT_INTO[kind]));
  if (own.length < batches.length) return withTracked(withActions(tables, batches, joined), own, joined);
  let next = withIds(tables, batches);
  const events = batches.flatMap((batch) => (batch.kind === 'events' ? batch.events : []));
  for (const kind of ['items', 'users'] as const) {
    const entities = batches.flatMap((batch) => (batch.kind === kind ? batch.entities : []));
    if (entities.length > 0) next = withEntities(next, kind, entities);
  }
  return events.length > 0 ? withEvents(next, events, joined) : next;
}

/** What was put of actions, put over their tables as items and events are over theirs. */
function withActions(tables: Tables, batches: readonly TrackedBatch[], joined: JoinedSessions): Tables {
  if (tables.actions === undefined) return tables;
  const asItems = batches.flatMap((batch): TrackedBatch[] => {
    if (batch.kind === 'actions') return [{ kind: 'items', entities: batch.entities }];
    return batch.kind === 'actionInteractions' ? [{ kind: 'events', events: batch.events }] : [];
  });
  return { ...tables, actions: withTracked(tables.actions, asItems, joined) };
}

/** Ids numbered as they came, whatever they came with and whoever joined since: what was trained meanwhile counts on it. */
function withIds(tables: Tables, batches: readonly TrackedBatch[]): Tables {
  const users = new Numbered(tables.userIds);
  const items = new Numbered(tables.itemIds);
  for (const batch of batches) {
    if (!('events' in batch)) {
      const ids = batch.kind === 'items' ? items : users;
      for (const { id } of batch.entities) ids.placeOf(id);
      continue;
    }
    for (const { userId, sessionId, itemId } of batch.events) {
      if (itemId === null) continue;
      users.placeOf(userId ?? sessionId);
      items.placeOf(itemId);
    }
  }
  const same = users.list.length === tables.userIds.length && items.list.length === tables.itemIds.length;
  return same ? tables : { ...tables, userIds: users.list, itemIds: items.list };
}

/** Users that a session has become: what joins it is an event that names both. */
export function sessionsOf(batches: readonly TrackedBatch[]): JoinedSessions {
  const joined = new Map<string, string>();
  for (const batch of batches) {
    if (!('events' in batch)) continue;
    for (const { sessionId, userId } of batch.events) if (userId !== null) joined.set(sessionId, userId);
  }
  return joined;
}

/** Whose event it is: the user's, or the session's as long as nobody joined it. */
export function actorOf({ userId, sessionId }: TrackedEvent, joined: JoinedSessions): string {
  return userId ?? joined.get(sessionId) ?? sessionId;
}

function withEvents(tables: Tables, events: readonly TrackedEvent[], joined: JoinedSessions): Tables {
  const kept = events.filter(({ itemId }) => itemId !== null);
  const shown = withShown(tables.interactions, events);
  if (kept.length === 0)
    return shown.shown === tables.interactions.shown
      ? tables
      : { ...tables, interactions: { ...tables.interactions, ...shown } };
  const { interactions } = tables;
  const users = new Numbered(tables.userIds);
  const items = new Numbered(tables.itemIds);
  const types = new Numbered(interactions.eventTypes);
  const nRows = interactions.nRows + kept.length;
  const table = {
    nRows,
    userIdx: lengthened(interactions.userIdx, new Int32Array(nRows)),
    itemIdx: lengthened(interactions.itemIdx, new Int32Array(nRows)),
    timestampSec: lengthened(interactions.timestampSec, new Float64Array(nRows)),
    eventType: lengthened(interactions.eventType, new Uint16Array(nRows).fill(NO_EVENT_TYPE)),
  };
  const hasTypes = interactions.eventTypes.length > 0 || interactions.nRows === 0;
  kept.forEach((event, k) => {
    const row = interactions.nRows + k;
    table.userIdx[row] = users.placeOf(actorOf(event, joined));
    table.itemIdx[row] = items.placeOf(event.itemId ?? '');
    table.timestampSec[row] = event.timestampSec;
    if (hasTypes) table.eventType[row] = types.placeOf(event.eventType);
  });
  const columns = interactions.columns.map((column) =>
    setCells(
      column,
      kept.map((event, k) => ({ row: interactions.nRows + k, cell: cellOf(event, column.name) })),
      nRows,
    ),
  );
  const grown: InteractionTable = {
    ...table,
    eventTypes: hasTypes ? types.list : interactions.eventTypes,
    columns,
    ...shown,
  };
  return { ...tables, userIds: users.list, itemIds: items.list, interactions: grown };
}

/**
 * Impressions that no column takes: of all events where the schema has no IMPRESSION, else of those that are no rows.
 * By id, since an item may be shown before anything else is known of it.
 */
function withShown(
  { columns, shown }: InteractionTable,
  events: readonly TrackedEvent[],
): Pick<InteractionTable, 'shown'> {
  const hasColumn = columns.some(({ name }) => name === 'IMPRESSION');
  const telling = events.filter(
    ({ impression, itemId }) => impression.length > 0 && !(hasColumn && itemId !== null),
  );
  if (telling.length === 0) return { ...(shown === undefined ? {} : { shown }) };
  const counts = new Map(shown);
  for (const { impression } of telling) {
    for (const id of impression) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return { shown: counts };
}

function cellOf(event: TrackedEvent, column: string): TrackedEvent['cells'][string] {
  if (column === 'IMPRESSION') return event.impression.length === 0 ? null : event.impression.join('|');
  if (column === 'RECOMMENDATION_ID') return event.recommendationId;
  if (column === 'EVENT_ATTRIBUTION_SOURCE') return event.eventAttributionSource;
  return event.cells[column] ?? null;
}

function withEntities(tables: Tables, kind: 'items' | 'users', entities: readonly TrackedEntity[]): Tables {
  const before: EntityTable | null = tables[kind];
  if (before === null) return tables;
  const ids = new Numbered(kind === 'items' ? tables.itemIds : tables.userIds);
  const rowOf = new Map(Array.from(before.entityIdx, (entity, row) => [entity, row]));
  const places: number[] = [...before.entityIdx];
  const changes = entities.map(({ id, cells }) => {
    const entity = ids.placeOf(id);
    const row = rowOf.get(entity) ?? places.push(entity) - 1;
    rowOf.set(entity, row);
    return { row, cells };
  });
  const table: EntityTable = {
    nRows: places.length,
    entityIdx: Int32Array.from(places),
    columns: before.columns.map((column) =>
      setCells(
        column,
        changes.map(({ row, cells }) => ({ row, cell: cells[column.name] ?? null })),
        places.length,
      ),
    ),
  };
  return { ...tables, [kind]: table, [kind === 'items' ? 'itemIds' : 'userIds']: ids.list };
}
