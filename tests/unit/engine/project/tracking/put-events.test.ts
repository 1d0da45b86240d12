import { describe, expect, test } from 'vitest';
import { describeError } from '../../../../../src/words/copy/errors';
import type { AppError } from '../../../../../src/domain/errors';
import type { AvroSchema } from '../../../../../src/domain/schema';
import type { PutEvent, PutEventsRequest } from '../../../../../src/domain/tracking';
import { readEntities } from '../../../../../src/engine/project/tracking/put-entities';
import { readEvents } from '../../../../../src/engine/project/tracking/put-events';
import { importContent } from '../../../import/importing';
import { avroSchema } from '../../../../support/avro-schema';

const schema: AvroSchema = avroSchema('Interactions', [
  'USER_ID',
  'ITEM_ID',
  'TIMESTAMP',
  'EVENT_TYPE',
  { name: 'EVENT_VALUE', type: ['float', 'null'] },
  { name: 'NUMBER_OF_RATINGS', type: ['int', 'null'] },
  { name: 'DEVICE', type: ['null', 'string'], categorical: true },
]);
const served = new Map([['RID-1', { source: 'campaign/home', itemIds: ['a', 'b'] }]]);
const context = { schema, newId: () => 'new', servedList: (id: string) => served.get(id) };
const call = (event: Partial<PutEvent>, request: Partial<PutEventsRequest> = {}) =>
  readEvents(
    {
      trackingId: 't',
      sessionId: 's',
      userId: 'u',
      eventList: [{ eventType: 'click', sentAt: 1_700_000_000, itemId: 'x', ...event }],
      ...request,
    },
    context,
  );

describe('an event', () => {
  test('takes item and value beside its properties or in them, and fields in lower camelCase', () => {
    const [event] = readEvents(
      {
        trackingId: 't',
        sessionId: 's',
        eventList: [
          {
            eventType: 'rate',
            sentAt: '1700000000',
            properties: '{"itemId":"x","eventValue":4.5,"numberOfRatings":12,"device":"phone"}',
          },
        ],
      },
      context,
    );
    expect(event).toMatchObject({
      itemId: 'x',
      userId: null,
      sessionId: 's',
      timestampSec: 1_700_000_000,
      eventId: 'new',
    });
    expect(event.cells).toEqual({ EVENT_VALUE: 4.5, NUMBER_OF_RATINGS: 12, DEVICE: 'phone' });
  });

  test('shows what it says it showed, else what the recommendation it names showed', () => {
    expect(call({ recommendationId: 'RID-1' })[0].impression).toEqual(['a', 'b']);
    expect(call({ recommendationId: 'RID-1', impression: ['c'] })[0].impression).toEqual(['c']);
    expect(call({ recommendationId: 'RID-2' })[0].impression).toEqual([]);
  });

  test.each([
    ['E02', { eventType: '' }],
    ['E02', { eventType: 'x'.repeat(257) }],
    ['E02', { sentAt: 'yesterday' }],
    ['E02', { impression: [] }],
    ['E02', { impression: 'abc' as unknown as string[] }],
    ['E02', { impression: Array.from({ length: 26 }, (_, i) => `i${i}`) }],
    ['E02', { metricAttribution: { eventAttributionSource: 'ä' } }],
    ['E03', { properties: 'no json' }],
    ['E03', { properties: '[1]' }],
    ['E03', { properties: JSON.stringify({ device: 'x'.repeat(1024) }) }],
    ['E04', { properties: '{"UserId":"u"}' }],
    ['E04', { properties: '{"device":"tv","timestamp":139.47}' }],
    ['E05', { properties: '{"numberOfRatings":1.5}' }],
    ['E05', { properties: '{"numberOfRatings":"many"}' }],
    ['E05', { properties: '{"device":5}' }],
  ] as const)('is refused with %s for %o', (code, event) => {
    expect(() => call(event)).toThrowError(expect.objectContaining({ code }) as Error);
  });

  test('may say more than its schema has, as events of web players do, and that is not kept', () => {
    const properties = '{"itemId":"593","duration":597,"eventValue":0.2336,"device":"tv"}';
    const [event] = call({ itemId: undefined, properties });
    expect(event.itemId).toBe('593');
    expect(event.cells).toEqual({ EVENT_VALUE: 0.2336, DEVICE: 'tv' });
  });

  test('says which field of a given schema is missing, and how properties spell it', () => {
    const strict = { ...schema, fields: [...schema.fields, { name: 'ORDER_NO', type: 'string' as const }] };
    const put = (properties?: string) =>
      readEvents(
        {
          trackingId: 't',
          sessionId: 's',
          eventList: [{ eventType: 'click', sentAt: 1, itemId: 'x', properties }],
        },
        { ...context, schema: strict },
      );
    const refusal = (properties?: string): string => {
      try {
        put(properties);
      } catch (error) {
        const { what, todo } = describeError(error as AppError);
        return `${what} ${todo}`;
      }
      return 'taken';
    };
    expect(refusal()).toMatch(/“ORDER_NO” is missing, and the schema wants a value\. .*as “orderNo”/);
    expect(refusal('{"orderNo":null}')).toMatch(/“ORDER_NO” is null, and the schema wants a value/);
    expect(refusal('{"orderNo":5}')).toMatch(/the value of “ORDER_NO” does not fit its type, string/);
    expect(refusal('{"orderNo":"A1"}')).toBe('taken');
  });

  test('needs nothing of what a schema was guessed from', async () => {
    const { schemas } = await importContent({
      interactions:
        'order_no,customer_email,sku,price,when\nA1,ann@example.com,s1,2.5,1\nA2,bo@example.com,s2,3,2\n',
      profile: 'relaxed',
    });
    const guessed = schemas.INTERACTIONS!;
    expect(guessed.fields.map(({ name, type }) => [name, type])).toEqual([
      ['USER_ID', 'string'],
      ['ITEM_ID', 'string'],
      ['TIMESTAMP', 'long'],
      ['ORDER_NO', ['string', 'null']],
      ['PRICE', ['float', 'null']],
    ]);
    const eventList = [{ eventType: 'click', sentAt: 3, itemId: 's1' }];
    expect(
      readEvents({ trackingId: 't', sessionId: 's', eventList }, { ...context, schema: guessed }),
    ).toHaveLength(1);
  });

  test('rejects the whole call with it', () => {
    const good = { eventType: 'click', sentAt: 1, itemId: 'x' };
    const bad = { ...good, properties: '{"device":1}' };
    expect(() => call({}, { eventList: [good, bad] })).toThrowError(
      expect.objectContaining({
        code: 'E05',
        details: expect.objectContaining({ place: 2 }) as object,
      }) as Error,
    );
    expect(() => call({}, { eventList: Array.from({ length: 11 }, () => good) })).toThrowError(
      expect.objectContaining({ code: 'E06' }) as Error,
    );
    expect(() => call({}, { sessionId: '' })).toThrowError(expect.objectContaining({ code: 'E02' }) as Error);
  });
});

describe('an item', () => {
  const items: AvroSchema = avroSchema('Items', [
    'ITEM_ID',
    { name: 'GENRES', type: ['null', 'string'], categorical: true },
    { name: 'PRICE', type: 'float' },
  ]);

  test('has null where nothing is said, and is refused where null is not allowed', () => {
    expect(readEntities([{ id: 'a', properties: '{"price":2}' }], 'ITEMS', items)).toEqual([
      { id: 'a', cells: { GENRES: null, PRICE: 2 } },
    ]);
    expect(() => readEntities([{ id: 'a', properties: '{"genres":"x"}' }], 'ITEMS', items)).toThrowError(
      expect.objectContaining({ code: 'E05' }) as Error,
    );
    expect(() => readEntities([{ id: '', properties: '{"price":2}' }], 'ITEMS', items)).toThrowError(
      expect.objectContaining({ code: 'E02' }) as Error,
    );
  });

  test('takes several categories as a list too', () => {
    const [{ cells }] = readEntities(
      [{ id: 'a', properties: '{"price":2,"genres":["x","y"]}' }],
      'ITEMS',
      items,
    );
    expect(cells.GENRES).toBe('x|y');
  });
});
