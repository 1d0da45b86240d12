import { describe, expect, it } from 'vitest';
import { day } from '../../../../src/domain/numbers';
import { plain } from '../../../../src/page/charts/summary';
import {
  lanesOf,
  marksOf,
  oldestFirst,
  panned,
  summarizeUserTimeline,
  tickWords,
  wholeWindow,
  zoomed,
  type TimelineEvent,
} from '../../../../src/page/charts/user-timeline';

const DAY = 86_400;
const newestFirst: readonly TimelineEvent[] = [
  { timestampSec: 10 * DAY, eventType: 'buy', name: 'Lamp' },
  { timestampSec: 9 * DAY, eventType: 'view', name: 'Lamp' },
  { timestampSec: 9 * DAY, eventType: 'view', name: 'Chair' },
  { timestampSec: 0, eventType: 'view', name: 'Table' },
];
const events = oldestFirst(newestFirst);

describe('a person’s timeline', () => {
  it('puts the older of equal times first', () => {
    expect(events.map(({ name }) => name)).toEqual(['Table', 'Chair', 'Lamp', 'Lamp']);
  });

  it('dates a tick once a day, and says the time at the others', () => {
    const hours = [6, 18, 30, 42].map((hour) => new Date(hour * 3_600_000));
    const words = tickWords(hours, day).map((text) => text.replaceAll('\u00a0', ' '));
    expect(words).toEqual(['1 Jan 1970', '18:00', '2 Jan 1970', '18:00']);
  });

  it('gives each type a lane, and the rarest above five one together', () => {
    expect(lanesOf(events).map((lane) => [lane.name, lane.events.length])).toEqual([
      ['view', 3],
      ['buy', 1],
    ]);
    const many = Array.from({ length: 7 }, (_, k) => ({ timestampSec: k, eventType: `t${k}`, name: 'x' }));
    const lanes = lanesOf(many);
    expect(lanes.map(({ name }) => name)).toEqual(['t0', 't1', 't2', 't3', '3 other']);
    expect(lanes[4].events.map(({ place }) => place)).toEqual([4, 5, 6]);
  });

  it('draws near events as one mark that zooming takes apart, and says which the test hides', () => {
    const lanes = lanesOf(events);
    const whole = wholeWindow(events);
    const test = { fromSec: 10 * DAY, events: 1 };
    const far = marksOf(lanes, whole, 100, 4, test);
    expect(far.map(({ lane, count, hidden }) => [lane, count, hidden])).toEqual([
      [0, 1, 0],
      [0, 2, 0],
      [1, 1, 1],
    ]);
    expect(far[1].words).toBe('10\u00a0Jan\u00a01970: view, Chair, Lamp');
    expect(far[2].words).toBe('11\u00a0Jan\u00a01970: buy, Lamp, in the test');
    const close = { fromSec: 8.9 * DAY, toSec: 9.1 * DAY };
    expect(marksOf(lanes, close, 100, 4, test).map(({ count }) => count)).toEqual([2]);
  });

  it('zooms around the middle, walks in halves and never leaves the whole', () => {
    const whole = { fromSec: 0, toSec: 8000 };
    const in1 = zoomed(whole, whole, 0.5);
    expect(in1).toEqual({ fromSec: 2000, toSec: 6000 });
    expect(panned(in1, whole, 1)).toEqual({ fromSec: 4000, toSec: 8000 });
    expect(panned(panned(in1, whole, 1), whole, 1)).toEqual({ fromSec: 4000, toSec: 8000 });
    expect(zoomed(in1, whole, 8)).toEqual(whole);
    const least = zoomed({ fromSec: 100, toSec: 170 }, whole, 0.5);
    expect(least.toSec - least.fromSec).toBe(60);
  });

  it('says when the test begins, in the sentence and in each row of the table', () => {
    const summary = summarizeUserTimeline('User 408', events, { fromSec: 10 * DAY, events: 1 }, []);
    expect(plain(summary.sentence).replaceAll('\u00a0', ' ')).toBe(
      'User 408 has 4 events in 10 days, 1 Jan 1970 to 11 Jan 1970. A test hides the newest event, 25 % of all, from 11 Jan 1970 on, and asks for it.',
    );
    expect(summary.table.rows.map((row) => row[3])).toEqual(['train', 'train', 'train', 'test']);
    const none = summarizeUserTimeline('User 9', [], null, []);
    expect(plain(none.sentence)).toBe('User 9 has no events.');
  });
});
