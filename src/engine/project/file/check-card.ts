import type { Json, JsonObject } from '../../../domain/errors';
import { isObject } from '../../../domain/json';
import { isArrayOf, isNumbers, isRecordList, isTextOrNull } from './check-shape';

const FIGURES = [
  'users',
  'items',
  'itemsDescribed',
  'interactions',
  'density',
  'fromSec',
  'toSec',
  'medianEventsPerUser',
  'minEventsPerUser',
];

/** Whether a layout is one of a data set card: all that its screens draw is there. */
export function isCard(layout: Json | undefined): boolean {
  if (!isObject(layout)) return false;
  const { eventTypes, itemCounts, topItems, tail, activity, months, insights } = layout;
  return (
    isNumbers(layout, FIGURES) &&
    isRecords(eventTypes, ['name'], ['count']) &&
    isArrayOf(itemCounts, 'Int32Array') &&
    isRecords(topItems, ['itemId'], ['count']) &&
    topItems.every(({ title }) => isTextOrNull(title)) &&
    isObject(tail) &&
    isNumbers(tail, ['top1', 'top10', 'singletons']) &&
    isRecords(activity, [], ['from', 'to', 'users']) &&
    isRecords(months, ['month'], ['count']) &&
    isRecordList(insights, ['code', 'severity']) &&
    insights.every(({ details }) => isObject(details))
  );
}

function isRecords(
  value: Json | undefined,
  texts: readonly string[],
  numbers: readonly string[],
): value is JsonObject[] {
  return isRecordList(value, texts) && value.every((each) => isNumbers(each, numbers));
}
