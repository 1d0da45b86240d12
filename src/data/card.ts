import { describeInsights } from './insights';

import type { DatasetCard } from '../domain/card';
import { NO_EVENT_TYPE, type InteractionTable, type Tables } from '../domain/columns';
import { monthOf, writtenMonth } from '../domain/months';
import { rowsByKey } from '../domain/rows-by-key';
import { finish, type Steps } from '../domain/steps';
import { ItemWords } from './item-words';
import { DAY_SEC } from '../domain/epoch';

const TOP_ITEMS = 10;

/** The facts of a data set, O(rows log rows). Users and items count those with interactions. */
export function describeTables(tables: Tables): DatasetCard {
  return finish(describingTables(tables));
}

/** `describeTables` in pieces. */
export function* describingTables(tables: Tables): Steps<DatasetCard> {
  const { interactions, userIds, itemIds, items } = tables;
  const perUser = countIndices(interactions.userIdx, userIds.length);
  const perItem = countIndices(interactions.itemIdx, itemIds.length);
  const userCounts = perUser.filter((count) => count > 0).sort();
  const ranked = rankItems(perItem);
  const itemCounts = ranked.map((item) => perItem[item]);
  yield;
  const filled = density(tables, userCounts.length, itemCounts.length);
  yield;
  const words = new ItemWords(tables);
  yield;
  const months = countMonths(interactions);
  yield;
  const insights = yield* describeInsights(tables);
  const [fromSec, toSec] = timeRange(interactions);
  return {
    users: userCounts.length,
    items: itemCounts.length,
    itemsDescribed: items?.nRows ?? 0,
    interactions: interactions.nRows,
    density: filled,
    fromSec,
    toSec,
    eventTypes: countEventTypes(interactions),
    itemCounts,
    topItems: Array.from(ranked.subarray(0, TOP_ITEMS), (item) => ({
      itemId: itemIds[item],
      title: words.titleOf(item),
      count: perItem[item],
    })),
    tail: describeTail(itemCounts, interactions.nRows),
    activity: doublingBins(userCounts),
    medianEventsPerUser: median(userCounts),
    minEventsPerUser: userCounts[0] ?? 0,
    months,
    insights,
  };
}

function countIndices(indices: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const counts = new Int32Array(size);
  for (const index of indices) counts[index]++;
  return counts;
}

/** Items with interactions, most first; ties keep the order of first appearance. */
function rankItems(perItem: Int32Array): Int32Array<ArrayBuffer> {
  const used = Array.from(perItem.keys()).filter((item) => perItem[item] > 0);
  return Int32Array.from(used.sort((a, b) => perItem[b] - perItem[a] || a - b));
}

function timeRange({ timestampSec }: InteractionTable): [number, number] {
  let from = Infinity;
  let to = -Infinity;
  for (const sec of timestampSec) {
    if (sec < from) from = sec;
    if (sec > to) to = sec;
  }
  return timestampSec.length === 0 ? [0, 0] : [from, to];
}

function density({ interactions, userIds, itemIds }: Tables, users: number, items: number): number {
  if (users === 0 || items === 0) return 0;
  const { starts, rows } = rowsByKey(interactions.userIdx, userIds.length);
  /** Who was last seen with each item. */
  const last = new Int32Array(itemIds.length).fill(-1);
  let distinct = 0;
  for (let user = 0; user < userIds.length; user++)
    for (let at = starts[user]; at < starts[user + 1]; at++) {
      const item = interactions.itemIdx[rows[at]];
      if (last[item] !== user) distinct++;
      last[item] = user;
    }
  return distinct / (users * items);
}

function countEventTypes({ eventType, eventTypes }: InteractionTable): { name: string; count: number }[] {
  if (eventTypes.length === 0) return [];
  const counts = new Array<number>(eventTypes.length).fill(0);
  for (const code of eventType) if (code !== NO_EVENT_TYPE) counts[code]++;
  return eventTypes.map((name, code) => ({ name, count: counts[code] })).sort((a, b) => b.count - a.count);
}

function describeTail(itemCounts: Int32Array, nRows: number): DatasetCard['tail'] {
  const shareOfTop = (part: number): number => {
    const top = itemCounts.subarray(0, Math.ceil(itemCounts.length * part));
    return nRows === 0 ? 0 : top.reduce((sum, count) => sum + count, 0) / nRows;
  };
  const singletons = itemCounts.reduce((sum, count) => sum + (count === 1 ? 1 : 0), 0);
  return { top1: shareOfTop(0.01), top10: shareOfTop(0.1), singletons };
}

/** Users by 1, 2–3, 4–7, … events, up to the most active one. */
function doublingBins(sortedCounts: Int32Array): { from: number; to: number; users: number }[] {
  const bins: { from: number; to: number; users: number }[] = [];
  const most = sortedCounts[sortedCounts.length - 1] ?? 0;
  for (let from = 1; from <= most; from *= 2) bins.push({ from, to: from * 2, users: 0 });
  for (const count of sortedCounts) bins[31 - Math.clz32(count)].users++;
  return bins;
}

function median(sorted: Int32Array): number {
  const half = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Longest run of months that is listed; times further apart than that are no calendar (row order, broken dates). */
const MOST_MONTHS = 1200;

function countMonths({ timestampSec }: InteractionTable): { month: string; count: number }[] {
  const counts = new Map<number, number>();
  const add = (month: number, events: number): void => {
    if (!Number.isNaN(month)) counts.set(month, (counts.get(month) ?? 0) + events);
  };
  // Most rows are of the day of the row before them, or near it; a month is looked up once a run of one day.
  let [day, run] = [NaN, 0];
  for (const sec of timestampSec) {
    const its = Math.floor(sec / DAY_SEC);
    if (its !== day) {
      add(monthOf(day * DAY_SEC), run);
      [day, run] = [its, 0];
    }
    run++;
  }
  add(monthOf(day * DAY_SEC), run);
  const known = [...counts.keys()].sort((a, b) => a - b);
  const first = known[0] ?? 0;
  const last = known[known.length - 1] ?? -1;
  const listed =
    last - first < MOST_MONTHS ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : known;
  return listed.map((month) => ({
    month: writtenMonth(month),
    count: counts.get(month) ?? 0,
  }));
}
