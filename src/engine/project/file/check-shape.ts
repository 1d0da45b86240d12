import type { Json, JsonObject } from '../../../domain/errors';
import { referencesIn, type PartReference } from '../../../domain/parts';
import { isObject } from '../../../domain/json';

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

/** A list of objects that have these keys as texts. */
export function isRecordList(value: Json | undefined, texts: readonly string[]): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.every((each) => isObject(each) && texts.every((key) => typeof each[key] === 'string'))
  );
}

export function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isTextOrNull(value: Json | undefined): boolean {
  return value === null || typeof value === 'string';
}

export function isNumbers(value: JsonObject, keys: readonly string[]): boolean {
  return keys.every((key) => typeof value[key] === 'number');
}

/** An array itself, and nothing that has one somewhere within. */
export function isArrayOf(value: Json | undefined, type: PartReference['type']): boolean {
  return isObject(value) && value.$array === type && referencesIn(value)[0]?.part === value.part;
}

/** Whether a layout is one of tables: the columns that everything reads are there, each with a value per row. */
export function isTables(layout: Json | undefined): boolean {
  if (!isObject(layout)) return false;
  const { userIds, itemIds, interactions, items, users } = layout;
  return (
    isTexts(userIds) &&
    isTexts(itemIds) &&
    isObject(interactions) &&
    isRows(interactions, {
      userIdx: 'Int32Array',
      itemIdx: 'Int32Array',
      timestampSec: 'Float64Array',
      eventType: 'Uint16Array',
    }) &&
    isTexts(interactions.eventTypes) &&
    [items, users].every((table) => table === null || isRows(table, { entityIdx: 'Int32Array' }))
  );
}

function isRows(table: Json | undefined, arrays: { readonly [key: string]: PartReference['type'] }): boolean {
  if (!isObject(table) || !isCount(table.nRows)) return false;
  const { nRows, columns } = table;
  return (
    Object.entries(arrays).every(
      ([key, type]) => isArrayOf(table[key], type) && lengthOf(table[key]) === nRows,
    ) &&
    isRecordList(columns, ['kind', 'name']) &&
    columns.every((column) => hasRows(column, nRows))
  );
}

function hasRows(column: JsonObject, nRows: number): boolean {
  switch (column.kind) {
    case 'number':
      return (
        (isArrayOf(column.values, 'Float64Array') || isArrayOf(column.values, 'Float32Array')) &&
        lengthOf(column.values) === nRows &&
        (column.nulls === null || isArrayOf(column.nulls, 'Uint8Array'))
      );
    case 'boolean':
      return isArrayOf(column.values, 'Uint8Array') && lengthOf(column.values) === nRows;
    case 'text':
      return isTexts(column.values) && lengthOf(column.values) === nRows;
    case 'code':
      return (
        isArrayOf(column.codes, 'Int32Array') &&
        lengthOf(column.codes) === nRows &&
        isTexts(column.vocabulary)
      );
    case 'multi':
      return (
        isArrayOf(column.offsets, 'Int32Array') &&
        isArrayOf(column.codes, 'Int32Array') &&
        lengthOf(column.offsets) === nRows + 1 &&
        isTexts(column.vocabulary)
      );
    default:
      return false;
  }
}

/** An empty list has no part of its own. */
function isTexts(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isArrayOf(value, 'strings');
}

function lengthOf(value: Json | undefined): number | undefined {
  if (Array.isArray(value)) return value.length;
  return value === undefined ? undefined : referencesIn(value)[0]?.length;
}

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
