import type { Json, JsonObject } from '../errors';
import { referencesIn, valueBytes, type PartReference } from '../parts';
import { isObject } from '../json';
import { all, isCount, isNumber, isText, listOf, orNull, shaped, type Check } from '../shape';

/** An array itself, and nothing that has one somewhere within. */
function isArrayOf(value: Json | undefined, type: PartReference['type']): boolean {
  if (!isObject(value) || value.$array !== type) return false;
  const [reference] = referencesIn(value);
  return reference?.part === value.part && isCount(reference?.length);
}

/** Whether a layout names only arrays of a kind that there is, each of a length that can be. */
export function isLayout(layout: Json | undefined): boolean {
  return (
    isObject(layout) &&
    referencesIn(layout).every(
      ({ type, length }) => (type === 'strings' || valueBytes(type) !== undefined) && isCount(length),
    )
  );
}

const isNamed = shaped(all(isText, 'kind', 'name'));

/** Whether a layout is one of tables: the columns that everything reads are there, each with a value per row. */
export function isTables(layout: Json | undefined): boolean {
  if (!isObject(layout)) return false;
  const { userIds, itemIds, interactions, items, users, actions } = layout;
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
    [items, users].every((table) => table === null || isRows(table, { entityIdx: 'Int32Array' })) &&
    (actions === undefined || isTables(actions))
  );
}

function isRows(table: Json | undefined, arrays: { readonly [key: string]: PartReference['type'] }): boolean {
  if (!isObject(table) || !isCount(table.nRows)) return false;
  const { nRows, columns } = table;
  return (
    Object.entries(arrays).every(
      ([key, type]) => isArrayOf(table[key], type) && lengthOf(table[key]) === nRows,
    ) &&
    Array.isArray(columns) &&
    columns.every((column) => isNamed(column) && hasRows(column as JsonObject, Number(nRows)))
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

const counted = (name: string): Check => listOf(shaped({ [name]: isText, count: isNumber }));

/** Whether a layout is one of a data set card: all that its screens draw is there. */
export const isCard = shaped({
  ...all(isNumber, 'users', 'items', 'itemsDescribed', 'interactions', 'density', 'fromSec', 'toSec'),
  ...all(isNumber, 'medianEventsPerUser', 'minEventsPerUser'),
  eventTypes: counted('name'),
  itemCounts: (value) => isArrayOf(value, 'Int32Array'),
  topItems: listOf(shaped({ itemId: isText, count: isNumber, title: orNull(isText) })),
  tail: shaped(all(isNumber, 'top1', 'top10', 'singletons')),
  activity: listOf(shaped(all(isNumber, 'from', 'to', 'users'))),
  months: counted('month'),
  insights: listOf(shaped({ ...all(isText, 'code', 'severity'), details: shaped({}) })),
});
