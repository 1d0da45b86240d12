import { NO_EVENT_TYPE, type Tables } from '../../domain/columns';
import type { DataSelection, Range, SelectedData } from '../../domain/data-selection';
import { monthOf, writtenMonth } from '../../domain/months';
import type { Steps } from '../../domain/steps';

/** Rows between two pauses: a few milliseconds of work. */
const STEP_ROWS = 1 << 16;

interface Counts {
  readonly perUser: Int32Array;
  readonly perItem: Int32Array;
  /** Events that the least of the top 1 % of items has. */
  readonly top: number;
  /** Month of each row, counted from the year 0. */
  readonly month: Int32Array;
}

/** By tables, which never change: brushing asks again and again. */
const known = new WeakMap<Tables, Counts>();

/** One pass over the rows, after a first that is kept. O(rows). */
export function* selectData(tables: Tables, selection: DataSelection): Steps<SelectedData> {
  const { interactions, userIds, itemIds } = tables;
  const { nRows, userIdx, itemIdx, timestampSec, eventType, eventTypes } = interactions;
  const { perUser, perItem, top, month } = yield* countsOf(tables);
  const { time, activity, popularity } = selection;
  const type = selection.eventType === null ? null : eventTypes.indexOf(selection.eventType);
  const users = new Uint8Array(userIds.length);
  const items = new Int32Array(itemIds.length);
  const types = new Float64Array(eventTypes.length);
  const months = new Map<number, number>();
  let [events, topEvents, topAll] = [0, 0, 0];
  for (let row = 0; row < nRows; row++) {
    if (row % STEP_ROWS === 0) yield;
    const isTop = perItem[itemIdx[row]] >= top;
    if (isTop) topAll++;
    if (!within(timestampSec[row], time) || !within(perUser[userIdx[row]], activity)) continue;
    if (!within(perItem[itemIdx[row]], popularity) || (type !== null && eventType[row] !== type)) continue;
    events++;
    if (isTop) topEvents++;
    users[userIdx[row]] = 1;
    items[itemIdx[row]]++;
    if (eventType[row] !== NO_EVENT_TYPE) types[eventType[row]]++;
    months.set(month[row], (months.get(month[row]) ?? 0) + 1);
  }
  const itemCounts = items
    .filter((count) => count > 0)
    .sort()
    .reverse();
  const own = itemCounts.subarray(0, Math.max(1, Math.round(itemCounts.length * 0.01)));
  const bins: number[] = [];
  let selectedUsers = 0;
  users.forEach((chosen, user) => {
    if (chosen === 0) return;
    selectedUsers++;
    const bin = 31 - Math.clz32(perUser[user]);
    while (bins.length <= bin) bins.push(0);
    bins[bin]++;
  });
  return {
    events,
    users: selectedUsers,
    items: itemCounts.length,
    topShare: topAll === 0 ? 0 : topEvents / topAll,
    itemCounts,
    ownTopShare: own.reduce((sum, count) => sum + count, 0) / Math.max(1, events),
    activity: bins,
    months: new Map([...months].map(([at, count]) => [writtenMonth(at), count])),
    eventTypes: new Map(eventTypes.map((name, code) => [name, types[code]])),
  };
}

function within(value: number, range: Range | null): boolean {
  return range === null || (value >= range[0] && value <= range[1]);
}

function* countsOf(tables: Tables): Steps<Counts> {
  const there = known.get(tables);
  if (there !== undefined) return there;
  const { interactions, userIds, itemIds } = tables;
  const perUser = new Int32Array(userIds.length);
  const perItem = new Int32Array(itemIds.length);
  const month = new Int32Array(interactions.nRows);
  for (let row = 0; row < interactions.nRows; row++) {
    if (row % STEP_ROWS === 0) yield;
    perUser[interactions.userIdx[row]]++;
    perItem[interactions.itemIdx[row]]++;
    month[row] = monthOf(interactions.timestampSec[row]);
  }
  const used = perItem.filter((count) => count > 0).sort();
  const top = used[Math.max(0, used.length - Math.max(1, Math.round(used.length * 0.01)))] ?? 0;
  const counts = { perUser, perItem, top, month };
  known.set(tables, counts);
  return counts;
}
