import { AppError } from '../../../domain/errors';
import { EVENT_KEYS, requiredProperties } from '../../../domain/event-properties';
import { outcomeOf } from '../../../domain/histories';
import { fieldType, type AvroSchema } from '../../../domain/schema';
import type {
  Cell,
  PutActionInteraction,
  PutEvent,
  PutEventsRequest,
  ServedList,
  TrackedEvent,
} from '../../../domain/tracking';
import { LIMITS } from '../../../domain/limits';
import { cellOf, missingCell, parseProperties, readProperties } from './read-properties';

const MAX_PROPERTIES = 1024;
const MAX_RECOMMENDATION_ID = 40;
const MAX_IMPRESSION = 25;
const MAX_SOURCE = 1024;
/** Said beside the properties, and in whatever case not in them. */
const FORBIDDEN = new Set([
  'userid',
  'sessionid',
  'eventtype',
  'timestamp',
  'recommendationid',
  'impression',
]);

export interface EventContext {
  readonly schema: AvroSchema;
  /** A new id for an event that has none. */
  readonly newId: () => string;
  /** A list that was served, by its recommendationId. */
  readonly servedList: (recommendationId: string) => Omit<ServedList, 'recommendationId'> | undefined;
}

/**
 * Checks a PutEvents call; one bad event rejects all of it.
 *
 * @throws AppError E02 … E06; `details.place` counts events from 1, 0 is the call itself.
 */
export function readEvents(request: PutEventsRequest, context: EventContext): TrackedEvent[] {
  const { sessionId, eventList } = request;
  text('sessionId', sessionId, 0);
  const userId = request.userId === undefined ? null : text('userId', request.userId, 0);
  if (!Array.isArray(eventList) || eventList.length === 0)
    throw new AppError('E02', { place: 0, field: 'eventList', max: null });
  if (eventList.length > LIMITS.putAtOnce)
    throw new AppError('E06', { count: eventList.length, max: LIMITS.putAtOnce });
  return eventList.map((event: PutEvent, i) => readEvent(event, i + 1, { userId, sessionId }, context));
}

/**
 * Checks a PutActionInteractions call; one bad event rejects all of it. Actions stand where items do.
 *
 * @throws AppError as `readEvents`; E02 for a type of event that says nothing about an action.
 */
export function readActionInteractions(
  given: readonly PutActionInteraction[],
  context: EventContext,
): TrackedEvent[] {
  if (given.length === 0) throw new AppError('E02', { place: 0, field: 'actionInteractions', max: null });
  if (given.length > LIMITS.putAtOnce)
    throw new AppError('E06', { count: given.length, max: LIMITS.putAtOnce });
  return given.map(({ actionId, timestamp, userId, sessionId, ...event }, i) => {
    const place = i + 1;
    text('actionId', actionId, place);
    if (typeof event.eventType === 'string' && outcomeOf(event.eventType) < 0) {
      const type = 'Taken, Not Taken or Viewed';
      throw new AppError('E05', { place, field: 'EVENT_TYPE', type, value: event.eventType });
    }
    const who = {
      userId: userId === undefined ? null : text('userId', userId, place),
      sessionId: text('sessionId', sessionId, place),
    };
    return readEvent({ ...event, itemId: actionId, sentAt: timestamp }, place, who, context);
  });
}

function readEvent(
  event: PutEvent,
  place: number,
  who: { readonly userId: string | null; readonly sessionId: string },
  { schema, newId, servedList }: EventContext,
): TrackedEvent {
  const eventType = text('eventType', event.eventType, place);
  const timestampSec = seconds(event.sentAt, place);
  const { itemId, eventValue, rest } = splitProperties(event, place);
  const cells = readProperties(rest, schema, EVENT_KEYS, MAX_PROPERTIES, place, 'ignored');
  requireCells(schema, cells, place);
  const session = schema.fields.find(({ name }) => name === 'SESSION_ID');
  if (session !== undefined)
    cells.SESSION_ID = cellOf(who.sessionId, session.name, fieldType(session), place);
  if (eventValue !== undefined && schema.fields.some(({ name }) => name === 'EVENT_VALUE')) {
    cells.EVENT_VALUE = cellOf(eventValue, 'EVENT_VALUE', { primitive: 'float', nullable: true }, place);
  }
  const recommendationId = event.recommendationId ?? null;
  if (recommendationId !== null) text('recommendationId', recommendationId, place, MAX_RECOMMENDATION_ID);
  const served = recommendationId === null ? undefined : servedList(recommendationId);
  return {
    eventId: event.eventId === undefined ? newId() : text('eventId', event.eventId, place),
    ...who,
    itemId: itemId === undefined ? null : text('itemId', itemId, place),
    eventType,
    timestampSec,
    cells,
    // What is said to have been shown counts, and the list served only where nothing is said.
    impression: impressionOf(event, place) ?? served?.itemIds ?? [],
    recommendationId,
    eventAttributionSource: sourceOf(event, place),
    ...(served === undefined ? {} : { recommendedBy: served.source }),
  };
}

/** Item and value stand beside the properties or in them; what is left of the properties is text again. */
function splitProperties(
  event: PutEvent,
  place: number,
): {
  readonly itemId: string | undefined;
  readonly eventValue: number | undefined;
  readonly rest: string | undefined;
} {
  const { properties } = event;
  if (properties === undefined || properties === '') {
    return { itemId: event.itemId, eventValue: event.eventValue, rest: undefined };
  }
  const { itemId, eventValue, ...rest } = parseProperties(properties, MAX_PROPERTIES, place);
  for (const key of Object.keys(rest)) {
    if (FORBIDDEN.has(key.toLowerCase())) throw new AppError('E04', { place, key, forbidden: true });
  }
  return {
    itemId: event.itemId ?? textIn('itemId', itemId, place),
    eventValue: event.eventValue ?? numberIn('eventValue', eventValue, place),
    rest: Object.keys(rest).length === 0 ? undefined : JSON.stringify(rest),
  };
}

/** @throws AppError E05 for a field that may not be null and that the event does not give. */
function requireCells(schema: AvroSchema, cells: { readonly [field: string]: Cell }, place: number): void {
  const missing = requiredProperties(schema).find(({ name }) => !Object.hasOwn(cells, name));
  if (missing !== undefined) throw missingCell(missing, place);
}

function text(field: string, value: unknown, place: number, max: number = LIMITS.idChars): string {
  if (typeof value !== 'string' || value === '') throw new AppError('E02', { place, field, max: null });
  if (value.length > max) throw new AppError('E02', { place, field, max });
  return value;
}

function textIn(field: string, value: unknown, place: number): string | undefined {
  return value === undefined ? undefined : text(field, value, place);
}

function numberIn(field: string, value: unknown, place: number): number | undefined {
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new AppError('E05', { place, field, type: 'float', value: String(value) });
}

/** A number of seconds, or digits that say one. */
function seconds(sentAt: unknown, place: number): number {
  const number = typeof sentAt === 'string' && /^\d+(\.\d+)?$/.test(sentAt) ? Number(sentAt) : sentAt;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) {
    throw new AppError('E02', { place, field: 'sentAt', max: null });
  }
  return Math.floor(number);
}

function impressionOf({ impression }: PutEvent, place: number): readonly string[] | undefined {
  if (!impression) return undefined;
  if (!Array.isArray(impression) || impression.length === 0)
    throw new AppError('E02', { place, field: 'impression', max: null });
  if (impression.length > MAX_IMPRESSION)
    throw new AppError('E02', { place, field: 'impression', max: MAX_IMPRESSION });
  return impression.map((id: unknown) => text('impression', id, place));
}

function sourceOf({ metricAttribution }: PutEvent, place: number): string | null {
  if (!metricAttribution) return null;
  const source = text('eventAttributionSource', metricAttribution.eventAttributionSource, place, MAX_SOURCE);
  if (!/^[\x20-\x7E]*$/.test(source))
    throw new AppError('E02', { place, field: 'eventAttributionSource', max: null });
  return source;
}
