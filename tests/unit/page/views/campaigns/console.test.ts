import { describe, expect, test } from 'vitest';
import { parametersOf } from '../../../../../src/page/views/campaigns/form';
import { placesOf, placesThatDiffer } from '../../../../../src/page/views/campaigns/places';
import {
  readCall,
  withEvent,
  writeCall,
  type CallParts,
} from '../../../../../src/page/views/campaigns/put-call';

test('parameters of a filter are those outside its texts, once each', () => {
  expect(
    parametersOf(
      'INCLUDE ItemID WHERE Items.A IN ($G) | EXCLUDE ItemID WHERE Items.B IN ("$no") AND Items.C > $P AND Items.A IN ($G)',
    ),
  ).toEqual(['G', 'P']);
});

test('a place says how far it has moved since the list before', () => {
  const list = (...ids: string[]) =>
    ids.map((itemId) => ({ itemId, metadata: { title: itemId.toUpperCase() } }));
  const first = placesOf(list('a', 'b', 'c'), [], 'TITLE');
  expect(first.map(({ title, moved }) => [title, moved])).toEqual([
    ['A', 0],
    ['B', 0],
    ['C', 0],
  ]);
  const second = placesOf(list('c', 'x', 'a'), first, null);
  expect(second.map(({ title, moved }) => [title, moved])).toEqual([
    ['c', 2],
    ['x', null],
    ['a', -2],
  ]);
});

test('places that differ are those with another item, or with none in one of the lists', () => {
  const list = (...ids: string[]) => ids.map((itemId) => ({ itemId }));
  expect(placesThatDiffer(list('a', 'b', 'c'), list('a', 'b', 'c'))).toBe(0);
  expect(placesThatDiffer(list('a', 'b', 'c'), list('b', 'a', 'c', 'd'))).toBe(3);
  expect(placesThatDiffer([], list('a'))).toBe(1);
});

describe('a PutEvents call of one’s own', () => {
  const parts: CallParts = {
    sender: 'user',
    userId: 'ana',
    itemId: 'i1',
    eventType: 'click',
    recommendationId: 'RID-1',
    nowSec: 100,
    required: [],
  };
  const event = { eventType: 'click', itemId: 'i1', sentAt: 100, recommendationId: 'RID-1' };

  test('is of a user, of a session alone, or of both, which joins them', () => {
    expect(writeCall(parts)).toEqual({ userId: 'ana', sessionId: 'console-ana', eventList: [event] });
    const visitor = writeCall({ ...parts, sender: 'visitor', recommendationId: null });
    expect(visitor).not.toHaveProperty('userId');
    expect(visitor.eventList).toEqual([{ eventType: 'click', itemId: 'i1', sentAt: 100 }]);
    const joining = writeCall({ ...parts, sender: 'join' });
    expect(joining).toMatchObject({ userId: 'ana', sessionId: visitor.sessionId });
  });

  test('has a place for what the schema wants of every event', () => {
    const required: CallParts['required'] = [
      { name: 'ORDER_NO', type: 'string' },
      { name: 'PRICE', type: 'float' },
    ];
    expect(writeCall({ ...parts, required }).eventList).toEqual([
      { ...event, properties: '{"orderNo":"","price":0}' },
    ]);
  });

  test('takes up to ten events, no two of which agree in everything', () => {
    let call = writeCall(parts);
    for (let n = 1; n < 10; n++) call = withEvent(call, parts) ?? call;
    expect(call.eventList.map(({ sentAt }) => sentAt)).toEqual([
      100, 101, 102, 103, 104, 105, 106, 107, 108, 109,
    ]);
    expect(withEvent(call, parts)).toBeNull();
  });

  test('is read as it was pasted, or told where it stops being a call', () => {
    const call = writeCall(parts);
    expect(readCall(JSON.stringify(call))).toEqual({ call });
    expect(readCall('{\n  "sessionId": }')).toEqual({ fault: 'Not JSON: line 2, column 16, at “}”.' });
    expect(readCall('{')).toMatchObject({ fault: expect.stringContaining('the end of the text') as string });
    expect(readCall('[]')).toHaveProperty('fault');
    expect(readCall('{"eventList": []}')).toHaveProperty('fault');
    const eleven = { ...call, eventList: Array.from({ length: 11 }, () => event) };
    expect(readCall(JSON.stringify(eleven))).toEqual({
      fault: 'The call has 11 events; 10 may come at a time.',
    });
  });
});
