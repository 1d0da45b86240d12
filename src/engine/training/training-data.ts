import { NO_EVENT_TYPE, type Column, type InteractionTable, type Tables } from '../../domain/columns';
import { AppError, isAppError } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import type { SolutionSpec, SolutionVersion } from '../../domain/resources';
import { countActive } from '../../domain/rows-by-key';
import type { Profile } from '../../domain/schema';
import { LIMITS } from '../../domain/limits';
import { alignColumn, alignTable } from '../../data/columns/align-columns';
import { groupByUser, rankIds } from '../../data/columns/by-user';
import { drawSeconds } from '../../data/columns/drawn-seconds';
import { actionHistories } from './action-histories';
import { eventColumnsOf } from './event-columns';
import { excludedColumns } from '../resources/excluded-columns';
import { type TrainingFilter, trainingRows } from '../resources/training-filter';

/**
 * What recipes learn from: filtered rows, by user in order of time, with metadata aligned to indices.
 * Users and items without a row stay: they are served and listed.
 *
 * @throws AppError T01–T05, P06; the `relaxed` profile only asks for two items and one user with two rows. P03 and
 * INVALID_INPUT for a filter that does not fit. O(rows log rows per user).
 *
 * @param learnsFrom `anything`: amounts are not asked for, as of a recipe that can do without Interactions.
 * @param seed draws the order of what somebody did within one second, which says nothing; absent: rows keep theirs.
 */
export function buildTrainingData(
  tables: Tables,
  filter: TrainingFilter,
  profile: Profile,
  seed?: number,
  learnsFrom: 'events' | 'anything' = 'events',
): TrainingData {
  const { rows, weights } = trainingRows(tables.interactions, filter);
  const excluded = excludedColumns(filter.trainingDataConfig, {
    INTERACTIONS: namesOf(tables.interactions),
    ...(tables.items && { ITEMS: namesOf(tables.items) }),
    ...(tables.users && { USERS: namesOf(tables.users) }),
    ...(tables.actions && {
      ACTIONS: tables.actions.items ? namesOf(tables.actions.items) : [],
      ACTION_INTERACTIONS: namesOf(tables.actions.interactions),
    }),
  });
  const nUsers = tables.userIds.length;
  const nItems = tables.itemIds.length;
  const { userPtr, order } = groupByUser(tables.interactions, nUsers, rows);
  const drawn = seed !== undefined && drawAll(userPtr, order, tables, seed);
  const items = new Int32Array(rows.length);
  const timestampSec = new Float64Array(rows.length);
  const eventType = new Uint16Array(rows.length);
  const rowWeight = weights && weightsInOrder(order, rows, weights);
  for (let p = 0; p < order.length; p++) {
    items[p] = tables.interactions.itemIdx[order[p]];
    timestampSec[p] = tables.interactions.timestampSec[order[p]];
    eventType[p] = tables.interactions.eventType[order[p]];
  }
  const data = {
    ...{ nUsers, nItems, userPtr, items, timestampSec, eventType, rowWeight },
    ...(drawn && { drawnSeconds: true as const }),
  };
  if (learnsFrom === 'events') checkAmounts(tables.interactions, data, filter, profile);
  const eventColumns = eventColumnsOf(tables.interactions, excluded.get('INTERACTIONS'));
  return {
    ...data,
    itemRank: rankIds(tables.itemIds),
    itemColumns: alignTable(tables.items, nItems, excluded.get('ITEMS')),
    userColumns: alignTable(tables.users, nUsers, excluded.get('USERS')),
    ...(eventColumns.length > 0 && { eventColumns, columnRow: order }),
    ...(tables.actions && {
      actionHistories: actionHistories(tables.actions, tables.userIds, profile, excluded.get('ACTIONS')),
    }),
  };
}

/** The same for one recipe and a version of it. @throws AppError as `buildTrainingData`. */
export function trainingDataFor(
  recipe: RecipeName,
  tables: Tables,
  spec: Pick<SolutionSpec, 'seed'> & TrainingFilter,
  profile: Profile,
): TrainingData {
  const learnsFrom = recipeFacts(recipe).readsTexts ? 'anything' : 'events';
  return buildTrainingData(tables, spec, profile, spec.seed, learnsFrom);
}

function drawAll(userPtr: Int32Array, order: Int32Array, tables: Tables, seed: number): boolean {
  return tables.userIds.reduce(
    (drawn, userId, u) =>
      drawSeconds(order.subarray(userPtr[u], userPtr[u + 1]), tables, userId, seed) || drawn,
    false,
  );
}

function namesOf({ columns }: { readonly columns: readonly Column[] }): string[] {
  return columns.map(({ name }) => name);
}

/** @param order the table rows `rows`, put in another order; `weights` are by place in `rows`, which ascends. */
function weightsInOrder(order: Int32Array, rows: Int32Array, weights: Float32Array): Float32Array {
  const byRow = new Float32Array(rows.length === 0 ? 0 : rows[rows.length - 1] + 1);
  rows.forEach((row, k) => (byRow[row] = weights[k]));
  return Float32Array.from(order, (row) => byRow[row]);
}

/** Whether they are enough for every recipe that learns from events. */
export function hasAmounts(...given: Parameters<typeof checkAmounts>): boolean {
  try {
    checkAmounts(...given);
    return true;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return false;
  }
}

function checkAmounts(
  table: InteractionTable,
  data: Pick<TrainingData, 'nUsers' | 'userPtr' | 'items'>,
  filter: TrainingFilter,
  profile: Profile,
): void {
  const aws = profile === 'aws';
  const after = data.items.length;
  if (after < (aws ? LIMITS.importRows : 1)) {
    throw new AppError('T01', {
      before: table.nRows,
      after,
      needed: aws ? LIMITS.importRows : 1,
      eventType: filter.eventType ?? listedTypes(filter),
      threshold: filter.eventValueThreshold ?? null,
    });
  }
  let users = 0;
  for (let u = 0; u < data.nUsers; u++) if (data.userPtr[u + 1] - data.userPtr[u] >= 2) users++;
  const needed = aws ? LIMITS.activeUsers : 1;
  if (users < needed) throw new AppError('T02', { count: users, needed });
  // One item leaves nothing to recommend in any profile.
  if (data.items.every((item) => item === data.items[0])) throw new AppError('P06', { items: 1 });
  const columns = table.columns.map((column) => column.name);
  const types = [...table.eventTypes];
  const hasTypes = table.eventType.some((code) => code !== NO_EVENT_TYPE);
  const combined = columns.length + (hasTypes ? 1 : 0) + types.length;
  if (aws && (types.length > LIMITS.eventTypes || combined > LIMITS.eventTypes)) {
    throw new AppError('T03', { types, columns, combined, limit: LIMITS.eventTypes });
  }
}

function listedTypes({ eventsConfig }: TrainingFilter): string | null {
  return eventsConfig?.eventParametersList.map(({ eventType }) => eventType).join(', ') ?? null;
}

/**
 * Leaves out the rows of items with fewer than `minCount` rows, and with them the items: users keep their order,
 * items are renumbered by what is left. `minCount` 0 or 1 returns the data unchanged.
 */
export function dropRareItems(data: TrainingData, minCount: number): TrainingData {
  if (minCount <= 1) return data;
  const { rowWeight, columnRow } = data;
  const counts = new Int32Array(data.nItems);
  for (const item of data.items) counts[item]++;
  const kept: number[] = [];
  const newIndex = new Int32Array(data.nItems).fill(-1);
  for (let i = 0; i < data.nItems; i++) if (counts[i] >= minCount) newIndex[i] = kept.push(i) - 1;
  const userPtr = new Int32Array(data.nUsers + 1);
  const rows: number[] = [];
  for (let u = 0; u < data.nUsers; u++) {
    for (let p = data.userPtr[u]; p < data.userPtr[u + 1]; p++)
      if (newIndex[data.items[p]] >= 0) rows.push(p);
    userPtr[u + 1] = rows.length;
  }
  const from = Int32Array.from(kept);
  return {
    ...data,
    nItems: kept.length,
    userPtr,
    items: Int32Array.from(rows, (p) => newIndex[data.items[p]]),
    timestampSec: Float64Array.from(rows, (p) => data.timestampSec[p]),
    eventType: Uint16Array.from(rows, (p) => data.eventType[p]),
    rowWeight: rowWeight && Float32Array.from(rows, (p) => rowWeight[p]),
    ...(columnRow && { columnRow: Int32Array.from(rows, (p) => columnRow[p]) }),
    itemRank: from.map((i) => data.itemRank[i]),
    itemColumns: data.itemColumns.map((column) => alignColumn(column, newIndex, kept.length)),
  };
}

/** Users and items that have rows in training, and the rows. */
export function countsOf(data: TrainingData): SolutionVersion['counts'] {
  return {
    users: countActive(data.userPtr),
    items: new Set(data.items).size,
    interactions: data.items.length,
  };
}
