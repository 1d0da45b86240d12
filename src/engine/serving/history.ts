import { cellTexts } from '../../domain/cell-texts';
import { eventTypeAt } from '../../domain/columns';
import { defined } from '../../domain/defined';
import type { HistoryEvent, UserHistory } from '../../domain/recommendations';
import type { DataIndex } from '../project/data-index';
import { testRows } from '../measuring/split';

/** One user's events, newest first and at most `limit`; a user the data do not know has none. */
export function userHistory(index: DataIndex, userId: string, limit: number): UserHistory {
  const userIdx = index.userIdx(userId);
  const rows = index.rowsOf(userIdx);
  const { timestampSec } = index.tables.interactions;
  const times = Array.from(rows, (row) => timestampSec[row]);
  return {
    userId,
    ...defined({ name: index.names.nameOf(userIdx) }),
    events: Array.from(rows.slice(Math.max(0, rows.length - limit)).reverse(), (row) => eventOf(index, row)),
    total: rows.length,
    firstSec: times[0] ?? null,
    lastSec: times.at(-1) ?? null,
    attributes: attributesOf(index, userIdx),
    test: testPartOf(times),
  };
}

function eventOf(index: DataIndex, row: number): HistoryEvent {
  const { itemIds, interactions } = index.tables;
  const itemIdx = interactions.itemIdx[row];
  const values = interactions.columns.find((column) => column.name === 'EVENT_VALUE');
  const value = values === undefined ? undefined : cellTexts(values, row)[0];
  return {
    itemId: itemIds[itemIdx],
    title: index.words.titleOf(itemIdx),
    timestampSec: interactions.timestampSec[row],
    eventType: eventTypeAt(interactions, row),
    eventValue: value === undefined ? null : Number(value),
  };
}

function attributesOf(index: DataIndex, userIdx: number): { name: string; value: string }[] {
  const { users } = index.tables;
  const row = users === null || userIdx < 0 ? -1 : users.entityIdx.indexOf(userIdx);
  if (users === null || row < 0) return [];
  return users.columns.flatMap((column) => {
    const texts = cellTexts(column, row);
    return texts.length === 0 ? [] : [{ name: column.name, value: texts.join(', ') }];
  });
}

/** @param times ascending. */
function testPartOf(times: readonly number[]): UserHistory['test'] {
  const events = testRows(times.length);
  return events === 0 ? null : { events, fromSec: times[times.length - events] };
}
