import { describe, expect, test } from 'vitest';
import { finish } from '../../../../src/domain/steps';
import { selectData } from '../../../../src/engine/datasets/select-data';
import { NO_BRUSH, readBrush, selectionOf, snapped, writeBrush } from '../../../../src/page/state/brush';
import { choicesOf } from '../../../../src/page/views/dataset/choices';
import { datasetCard } from '../../../support/fake-data';
import { tablesOf } from '../../../support/small-tables';

const FEB = Date.UTC(2020, 1, 1) / 1000;
const tables = tablesOf([
  { user: 'a', item: 'x', time: FEB - 1, type: 'view' },
  { user: 'a', item: 'y', time: FEB, type: 'view' },
  { user: 'a', item: 'x', time: FEB + 5, type: 'buy' },
  { user: 'b', item: 'x', time: FEB + 9, type: 'view' },
]);
const all = selectionOf(NO_BRUSH);

describe('brushing', () => {
  test('counts by whole months, activity, popularity and type, all at once', () => {
    expect(finish(selectData(tables, all))).toMatchObject({
      events: 4,
      users: 2,
      items: 2,
      topShare: 1,
      itemCounts: Int32Array.of(3, 1),
      ownTopShare: 0.75,
    });
    const month = finish(selectData(tables, selectionOf({ ...NO_BRUSH, toMonth: '2020-01' })));
    expect([month.events, [...month.months]]).toEqual([1, [['2020-01', 1]]]);
    const february = selectionOf({ ...NO_BRUSH, fromMonth: '2020-02' });
    expect(finish(selectData(tables, february)).events).toBe(3);
    const both = finish(selectData(tables, { ...february, activity: [2, 3], eventType: 'view' }));
    expect([both.events, both.users, both.activity]).toEqual([1, 1, [0, 1]]);
    expect(finish(selectData(tables, { ...all, popularity: [1, 1] }))).toMatchObject({
      events: 1,
      topShare: 0,
    });
    expect(finish(selectData(tables, { ...all, eventType: 'gone' })).events).toBe(0);
  });

  test('ranges snap to whole doubling bins, whichever end comes first', () => {
    expect(snapped([5, 5])).toEqual([4, 7]);
    expect(snapped([100, 3])).toEqual([2, 127]);
    expect(snapped([0, 1])).toEqual([1, 1]);
  });

  test('charts choose what fields would: whole steps, an end of the chart is an open end, all is nothing', () => {
    const asked: (string | null)[] = [];
    const card = datasetCard();
    const of = (text: string | null) =>
      choicesOf(card, readBrush(text), (brush) => asked.push(writeBrush(brush)));
    const last = card.months.length - 1;
    const { months, activity, popularity } = of(null);
    months.choose([0, 2], false);
    months.choose([3, last], false);
    months.choose([1, 1], false);
    activity.choose([0, 1], false);
    activity.choose([1, 1], false);
    popularity.choose([2, 3], false);
    popularity.choose([0, 8], false);
    const [first, , third, fourth] = card.months.map(({ month }) => month);
    expect(asked).toEqual([
      `to=${third}`,
      `from=${fourth}`,
      `from=${card.months[1].month}&to=${card.months[1].month}`,
      'activity=1-63',
      'activity=32-63',
      'popularity=4-15',
      null,
    ]);
    expect(of(`to=${third}`).months.chosen).toEqual([0, 2]);
    expect(of(`from=${first}&activity=1-63`).activity.chosen).toEqual([0, 1]);
    expect(of('popularity=4-1023').popularity.chosen).toEqual([2, 8]);
    expect(of('activity=1-1').activity.chosen).toBeNull();
  });

  test('stands in the address, and what cannot be meant is left out', () => {
    const brush = { ...NO_BRUSH, fromMonth: '2016-01', activity: [32, 127] as const, eventType: 'a&b' };
    expect(readBrush(writeBrush(brush))).toEqual(brush);
    // The end of the bin has a digit more than what was asked for.
    const large = readBrush('activity=1-999999999');
    expect(large.activity).toEqual([1, 2 ** 30 - 1]);
    expect(readBrush(writeBrush(large))).toEqual(large);
    expect(readBrush('activity=9999999999-1').activity).toEqual([1, 2 ** 31 - 1]);
    expect(writeBrush(NO_BRUSH)).toBeNull();
    expect(readBrush('from=2016-13&activity=x&popularity=3-9')).toEqual({ ...NO_BRUSH, popularity: [2, 15] });
  });
});
