import { describe, expect, it } from 'vitest';
import { summarizeWeek, weekHoursOf } from '../../../../src/page/charts/week-hours';
import { plain } from '../../../../src/page/charts/summary';

/** Monday 1 January 2024. */
const MONDAY = Date.UTC(2024, 0, 1) / 1000;
const at = (weekday: number, hour: number, week = 0): number =>
  MONDAY + (7 * week + weekday) * 86_400 + hour * 3600 + 90;

describe('the week of a person', () => {
  it('has a cell for each hour of each day, from Monday on', () => {
    const week = weekHoursOf([at(0, 0), at(4, 20), at(4, 20, 1), at(4, 20, 2), at(6, 23)]);
    expect([week.hours, week.cells.length, week.total]).toEqual([24, 168, 5]);
    const held = week.cells.filter(({ count }) => count > 0);
    expect(held.map(({ weekday, hour, count }) => [weekday, hour, count])).toEqual([
      [0, 0, 1],
      [4, 20, 3],
      [6, 23, 1],
    ]);
    expect(held.map(({ level }) => level)).toEqual([3, 5, 3]);
  });

  it('says when most happens, and how much of it at weekends', () => {
    const { sentence, label, points, table } = summarizeWeek(
      'Ana',
      weekHoursOf([at(4, 20), at(4, 20, 1), at(4, 20, 2), at(6, 23)]),
    );
    expect(plain(sentence).replaceAll('\u00a0', ' ')).toBe(
      'Most often on Friday between 20:00 and 21:00: 3 of 4 events. 25 % are at weekends.',
    );
    expect(label).toContain('The week of Ana.');
    expect(points[4 * 24 + 20].replaceAll('\u00a0', ' ')).toBe('Friday, 20:00: 3 events');
    expect(table.rows).toEqual([
      ['Friday', '20:00', '3'],
      ['Sunday', '23:00', '1'],
    ]);
  });

  it('has days alone where the times have no hours', () => {
    const dates = [at(2, 0), at(2, 0, 1), at(5, 0)].map((sec) => sec - 90);
    const week = weekHoursOf(dates);
    expect([week.hours, week.cells.map(({ count }) => count)]).toEqual([1, [0, 0, 2, 0, 0, 1, 0]]);
    expect(plain(summarizeWeek('Ana', week).sentence)).toContain('Most often on Wednesday: 2 of 3 events.');
  });

  it('counts events before 1970 on their day', () => {
    // 28 December 1969 was a Sunday.
    const { cells } = weekHoursOf([Date.UTC(1969, 11, 28, 21) / 1000]);
    expect(cells.find(({ count }) => count > 0)).toMatchObject({ weekday: 6, hour: 21 });
  });
});
