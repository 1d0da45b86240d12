import { propertyName } from '../../../domain/event-properties';
import { isObject, jsonIn } from '../../../domain/json';
import { locateJsonFault } from '../../../domain/json-fault';
import type { PutEvent, PutEventsRequest } from '../../../domain/tracking';
import { fieldType, type PrimitiveType, type SchemaField } from '../../../domain/schema';
import { LIMITS } from '../../../domain/limits';
import * as say from '../../../words/messages/campaigns';

/** A PutEvents call on screen; where it names no tracker, the project's is meant. */
export type WrittenCall = Omit<PutEventsRequest, 'trackingId'> & { readonly trackingId?: string };

/** Who an event is of: a user, a visitor known by session alone, or a visitor who says which user they are. */
export type Sender = 'user' | 'visitor' | 'join';

/** What a call is written from. */
export interface CallParts {
  readonly sender: Sender;
  readonly userId: string;
  readonly itemId: string;
  readonly eventType: string;
  readonly eventValue?: number;
  /** Of the list on screen; null: no list. */
  readonly recommendationId: string | null;
  readonly nowSec: number;
  /** Fields that the schema wants of every event beside these. */
  readonly required: readonly SchemaField[];
}

/** What stands in a call for a value that the person has to give. */
const BLANKS: { readonly [type in PrimitiveType]: string | number | boolean } = {
  string: '',
  boolean: false,
  int: 0,
  long: 0,
  float: 0,
  double: 0,
};

/** The session of visitors whom the console speaks for. */
export const VISITOR = 'visitor-1';

/** A PutEvents call of one event, without the trackingId, which is filled in when it is sent. */
export function writeCall(parts: CallParts): WrittenCall {
  return {
    ...(parts.sender === 'visitor' ? {} : { userId: parts.userId }),
    sessionId: parts.sender === 'user' ? `console-${parts.userId}` : VISITOR,
    eventList: [writeEvent(parts)],
  };
}

/** The call with one event more. @returns null where it has as many as there may be. */
export function withEvent(call: WrittenCall, parts: CallParts): WrittenCall | null {
  const { eventList: events } = call;
  if (events.length >= LIMITS.putAtOnce) return null;
  // A second later than the one before: two events that agree in everything count once.
  return {
    ...call,
    eventList: [...events, writeEvent({ ...parts, nowSec: parts.nowSec + events.length })],
  };
}

/** What a text says, or why it is no call. */
export function readCall(text: string): { readonly call: WrittenCall } | { readonly fault: string } {
  const value = jsonIn(text);
  if (value === undefined) {
    const { line, column, token } = locateJsonFault(text);
    const place = { line: String(line), column: String(column) };
    return { fault: token === '' ? say.noJsonEnd(place) : say.noJson({ ...place, token }) };
  }
  if (!isObject(value))
    return { fault: say.callIsObject({ example: '{ "sessionId": …, "eventList": […] }' }) };
  // What is in it is for the service to check.
  const call = value as unknown as WrittenCall;
  const { eventList } = call;
  if (!Array.isArray(eventList) || eventList.length === 0) return { fault: say.noEventList() };
  if (eventList.length > LIMITS.putAtOnce)
    return { fault: say.tooManyEvents({ count: String(eventList.length), most: String(LIMITS.putAtOnce) }) };
  return { call };
}

function writeEvent({
  itemId,
  eventType,
  eventValue,
  recommendationId,
  nowSec,
  required,
}: CallParts): PutEvent {
  const blanks = required.map((field) => [propertyName(field.name), BLANKS[fieldType(field).primitive]]);
  return {
    eventType,
    itemId,
    ...(eventValue === undefined ? {} : { eventValue }),
    sentAt: nowSec,
    ...(recommendationId === null ? {} : { recommendationId }),
    ...(blanks.length === 0 ? {} : { properties: JSON.stringify(Object.fromEntries(blanks)) }),
  };
}
