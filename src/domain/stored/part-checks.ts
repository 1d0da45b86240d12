import { NO_EVENT_TYPE } from '../columns';
import type { Json, JsonObject } from '../errors';
import { emptyArray, referencesIn, viewOf, type PartReference } from '../parts';
import type { NumberArray } from '../ports';
import type { ProjectFacts, ProjectPiece } from '../project-file';
import { isObject, jsonIn } from '../json';
import { all, either, isNumber, isText, listOf, oneOf, orNull, pairOf, shaped, type Check } from '../shape';

type NumbersName = Exclude<PartReference['type'], 'strings'>;

/** Whether the next piece of a part holds only what the part may hold. Pieces come in order. */
export type PieceCheck = (content: ProjectPiece['content']) => boolean;

/**
 * What each part must hold beyond its size, by owner and name: numbers that point into a list point at something there,
 * names are texts, and what was put and served reads as such. O(1) memory.
 */
export function partChecks({
  data,
  tracked,
  served,
}: Pick<ProjectFacts, 'data' | 'tracked' | 'served'>): ReadonlyMap<string, PieceCheck> {
  const checks = new Map<string, PieceCheck>();
  const add: Add = (value, check) => {
    const reference = referenceOf(value);
    if (reference !== undefined) checks.set(`data ${reference.part}`, check);
  };
  addTables(add, data.tables as JsonObject);
  if (tracked > 0) checks.set('tracked all', asJson(isBatch));
  if (served > 0) checks.set('served all', asJson(isServed));
  return checks;
}

type Add = (value: Json | undefined, check: PieceCheck) => void;

function addTables(add: Add, { userIds, itemIds, interactions, items, users, actions }: JsonObject): void {
  add(userIds, areTexts);
  add(itemIds, areTexts);
  for (const [table, ids] of [
    [items, itemIds],
    [users, userIds],
  ])
    // prettier-ignore
    if (isObject(table)) {
      add(table.entityIdx, within('Int32Array', 0, lengthOf(ids)));
      addColumns(add, table.columns);
    }
  if (isObject(interactions)) {
    const types = lengthOf(interactions.eventTypes);
    add(interactions.userIdx, within('Int32Array', 0, lengthOf(userIds)));
    add(interactions.itemIdx, within('Int32Array', 0, lengthOf(itemIds)));
    add(interactions.eventType, within('Uint16Array', 0, types, NO_EVENT_TYPE));
    add(interactions.eventTypes, areTexts);
    add(interactions.timestampSec, finite('Float64Array'));
    addColumns(add, interactions.columns);
  }
  if (isObject(actions)) addTables(add, actions);
}

function addColumns(add: Add, columns: Json | undefined): void {
  // Held against the shape of tables before.
  for (const { kind, codes, offsets, values, vocabulary } of columns as JsonObject[]) {
    if (kind === 'boolean') add(values, within('Uint8Array', 0, 3));
    if (kind === 'number') add(values, finite(typeOf(values)));
    if (kind !== 'code' && kind !== 'multi') continue;
    add(vocabulary, areTexts);
    // A row of several values is empty where another has null.
    add(codes, within('Int32Array', kind === 'code' ? -1 : 0, lengthOf(vocabulary)));
    if (kind === 'multi') add(offsets, rising(lengthOf(offsets), lengthOf(codes)));
  }
}

/** Values from `from` to below `to`, or this one other. */
function within(type: NumbersName, from: number, to: number, or = from): PieceCheck {
  return (content) => {
    const values = valuesOf(type, content);
    return values?.every((value: number) => (value >= from && value < to) || value === or) ?? false;
  };
}

/** Numbers as an import keeps them: a null is one too, and marked elsewhere. */
function finite(type: NumbersName): PieceCheck {
  return (content) => {
    const values: NumberArray | null = valuesOf(type, content);
    return values?.every((value: number) => Number.isFinite(value)) ?? false;
  };
}

/** Where rows begin: from 0 on, never back, to the end of what they begin in. */
function rising(length: number, end: number): PieceCheck {
  let [seen, last] = [0, 0];
  return (content) => {
    const values = valuesOf('Int32Array', content);
    if (values === null) return false;
    for (const value of values) {
      if (seen === 0 ? value !== 0 : value < last) return false;
      last = value;
      seen++;
    }
    return last <= end && (seen < length || last === end);
  };
}

function areTexts(content: ProjectPiece['content']): boolean {
  return !(content instanceof Uint8Array) && content.every((text) => text !== null);
}

/** Whether a text is a batch of what was put. */
export const isBatchText = (text: string): boolean => isBatch(jsonIn(text));
/** Whether a text is a list that was served, with its place. */
export const isServedText = (text: string): boolean => isServed(jsonIn(text));

function asJson(is: Check): PieceCheck {
  return (content) =>
    !(content instanceof Uint8Array) &&
    content.every((text) => text !== null && is(JSON.parse(text) as Json));
}

const isBatch = either(
  shaped({
    kind: oneOf('events', 'actionInteractions'),
    events: listOf(
      shaped({
        ...all(isText, 'eventId', 'sessionId', 'eventType'),
        ...all(orNull(isText), 'userId', 'itemId'),
        timestampSec: isNumber,
        cells: shaped({}),
        impression: listOf(isText),
      }),
    ),
  }),
  shaped({
    kind: oneOf('items', 'users', 'actions'),
    entities: listOf(shaped({ id: isText, cells: shaped({}) })),
  }),
);

/** Its place, and the list. */
const isServed = pairOf(
  isNumber,
  shaped({ number: isNumber, ...all(isText, 'recommendationId', 'source'), itemIds: listOf(isText) }),
);

/** Null where the bytes are no whole number of values. */
function valuesOf(type: NumbersName, content: ProjectPiece['content']): NumberArray | null {
  if (!(content instanceof Uint8Array)) return null;
  const size = emptyArray(type, 1).byteLength;
  return content.byteLength % size === 0 ? viewOf(type, content.slice().buffer) : null;
}

/** Of an array of numbers in single or double precision. */
function typeOf(values: Json | undefined): NumbersName {
  return referenceOf(values)?.type === 'Float32Array' ? 'Float32Array' : 'Float64Array';
}

function referenceOf(value: Json | undefined): PartReference | undefined {
  return isObject(value) ? referencesIn(value)[0] : undefined;
}

function lengthOf(value: Json | undefined): number {
  return referenceOf(value)?.length ?? 0;
}
