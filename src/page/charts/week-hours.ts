import { count, percent, weekdayName } from '../../domain/numbers';
import * as say from '../../words/messages/list-charts';
import { rampOf } from './ramp';
import { finding, plain, type ChartSummary } from './summary';
import { DAY_SEC } from '../../domain/epoch';

/** A week of one person's events: a row for each day from Monday on, a column for each hour. */
export interface WeekHours {
  /** 24; 1 where only days are known. */
  readonly hours: number;
  /** Day after day. */
  readonly cells: readonly {
    readonly weekday: number;
    readonly hour: number;
    readonly count: number;
    readonly level: number;
  }[];
  readonly bounds: readonly number[];
  readonly total: number;
}

/** Fewer events have no habits. */
export const LEAST_EVENTS = 20;
/** So many events at midnight have a day and no hour. */
const DATED_ONLY = 0.9;

/** @param times of the events, in seconds; hours and days as they are in UTC. */
export function weekHoursOf(times: readonly number[]): WeekHours {
  const atMidnight = times.filter((sec) => sec % DAY_SEC === 0).length;
  const hours = atMidnight >= times.length * DATED_ONLY ? 1 : 24;
  const counts = new Array<number>(7 * hours).fill(0);
  for (const sec of times) {
    // 1 January 1970 was a Thursday.
    const weekday = (((Math.floor(sec / DAY_SEC) + 3) % 7) + 7) % 7;
    const hour = hours === 1 ? 0 : Math.floor((((sec % DAY_SEC) + DAY_SEC) % DAY_SEC) / 3600);
    counts[weekday * hours + hour]++;
  }
  const { bounds, levelOf } = rampOf(counts);
  const cells = counts.map((events, at) => ({
    weekday: Math.floor(at / hours),
    hour: at % hours,
    count: events,
    level: levelOf(events),
  }));
  return { hours, cells, bounds, total: times.length };
}

export function hourLabel(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** @param who as in “User 408”. */
export function summarizeWeek(who: string, { hours, cells, total }: WeekHours): ChartSummary {
  const busiest = cells.reduce((most, cell) => (cell.count > most.count ? cell : most), cells[0]);
  const atWeekends = cells.reduce((sum, cell) => sum + (cell.weekday > 4 ? cell.count : 0), 0);
  const whole = hours === 1;
  const facts = {
    day: weekdayName(busiest.weekday, 'long'),
    from: hourLabel(busiest.hour),
    to: hourLabel((busiest.hour + 1) % 24),
    events: count(busiest.count),
    total: count(total),
    weekends: percent(atWeekends / Math.max(1, total)),
  };
  const said = finding(whole ? say.weekBusiestDay(facts) : say.weekBusiestHour(facts));
  const nameOf = ({ weekday, hour }: WeekHours['cells'][number]): string =>
    whole
      ? weekdayName(weekday, 'long')
      : say.dayAndHour({ day: weekdayName(weekday, 'long'), hour: hourLabel(hour) });
  return {
    sentence: said,
    label: say.weekLabel({ who, said: plain(said) }),
    table: {
      caption: say.eventsByWeekday(),
      columns: [
        { label: say.weekday() },
        ...(whole ? [] : [{ label: say.hour() }]),
        { label: say.events(), numeric: true as const },
      ],
      rows: cells
        .filter((cell) => whole || cell.count > 0)
        .map((cell) => [
          weekdayName(cell.weekday, 'long'),
          ...(whole ? [] : [hourLabel(cell.hour)]),
          count(cell.count),
        ]),
    },
    points: cells.map((cell) => say.weekPoint({ when: nameOf(cell), events: cell.count })),
  };
}
