import { greatest, median } from 'd3-array';
import type { DatasetCard } from '../../domain/card';
import type { SelectedData } from '../../domain/data-selection';
import { calendarMonth, count } from '../../domain/numbers';
import * as say from '../../words/messages/data-charts';
import { rampOf } from './ramp';
import { finding, withSelected, type ChartSummary } from './summary';
import { writtenMonth } from '../../domain/months';

/** Months on a calendar with five classes of equally many non-empty months each. */
export interface Calendar {
  readonly years: readonly number[];
  readonly cells: readonly {
    readonly year: number;
    /** 0 = January. */
    readonly month: number;
    readonly count: number;
    /** 0 = no events, 1…5 = the ramp. */
    readonly level: number;
  }[];
  /** Lower bounds of levels 2…5 (fewer when months repeat the same count). */
  readonly bounds: readonly number[];
}

export function calendarOf(months: DatasetCard['months']): Calendar {
  const { bounds, levelOf } = rampOf(months.map(({ count: events }) => events));
  const cells = months.map(({ month, count: events }) => ({
    year: Number(month.slice(0, 4)),
    month: Number(month.slice(5, 7)) - 1,
    count: events,
    level: levelOf(events),
  }));
  const first = cells[0]?.year ?? 0;
  const last = cells.at(-1)?.year ?? 0;
  const years = cells.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return { years, cells, bounds };
}

/** `YYYY-MM`. */
export function monthKey(cell: Calendar['cells'][number]): string {
  return writtenMonth(12 * cell.year + cell.month);
}

/** What comes steadily has no month with so many times what there is in a usual one. */
const STEADY = 1.5;

/** Far enough apart for the months at one end to be called more than those at the other. */
const TREND = 1.25;
/** Of fewer months no third is enough to speak for a time. */
const MONTHS_FOR_TREND = 6;

/** Usual months of the first and of the last third where they differ; null: neither more nor fewer over time. */
function trendOf(counts: readonly number[]): { readonly early: number; readonly late: number } | null {
  if (counts.length < MONTHS_FOR_TREND) return null;
  const third = Math.floor(counts.length / 3);
  const usual = (some: readonly number[]): number => Math.round(median(some) ?? 0);
  const [early, late] = [usual(counts.slice(0, third)), usual(counts.slice(-third))];
  return Math.max(early, late) < TREND * Math.max(1, Math.min(early, late)) ? null : { early, late };
}

/** `selected`: what is selected is said, listed and read out too. */
export function summarizeMonths(calendar: Calendar, selected: SelectedData | null = null): ChartSummary {
  const cells = calendar.cells;
  const name = (cell: Calendar['cells'][number]): string => calendarMonth(monthKey(cell));
  const counts = cells.map((cell) => cell.count);
  const busiest = greatest(cells, (cell) => cell.count) ?? null;
  const usual = median(counts) ?? 0;
  const trend = trendOf(counts);
  const empty = counts.filter((count) => count === 0).length;
  const facts = busiest && { month: name(busiest), most: count(busiest.count), median: Math.round(usual) };
  const shape = finding(
    busiest === null || facts === null
      ? say.noDates()
      : cells.length === 1
        ? say.oneMonth({ month: facts.month, events: busiest.count })
        : busiest.count > 4 * Math.max(1, usual)
          ? say.inBursts(facts)
          : trend !== null
            ? (trend.late > trend.early ? say.growing : say.shrinking)({
                ...facts,
                early: trend.early,
                late: count(trend.late),
              })
            : busiest.count > STEADY * usual
              ? say.unevenly(facts)
              : busiest.count === facts.median
                ? say.sameEachMonth({ median: facts.median })
                : say.steadily(facts),
  );
  const gaps = empty > 0 ? [{ text: ` ${say.emptyMonths({ months: empty })}` }] : [];
  const inside = (cell: Calendar['cells'][number]): number => selected?.months.get(monthKey(cell)) ?? 0;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const part =
    selected &&
    say.selectedMonths({
      share: selected.events / Math.max(1, all),
      selected: selected.months.size,
      months: cells.length,
    });
  return {
    sentence: withSelected([...shape, ...gaps], part),
    label:
      busiest === null
        ? say.noMonthsLabel()
        : say.monthsLabel({
            from: name(cells[0]),
            to: name(cells[cells.length - 1]),
            month: name(busiest),
            most: busiest.count,
          }),
    table: {
      caption: say.eventsByMonth(),
      columns: [
        { label: say.month() },
        { label: say.events(), numeric: true },
        ...(selected ? [{ label: say.selected(), numeric: true as const }] : []),
      ],
      rows: cells.map((cell) => [name(cell), count(cell.count), ...(selected ? [count(inside(cell))] : [])]),
    },
    points: cells.map((cell) => {
      const of = { month: name(cell), events: cell.count };
      return selected ? say.monthPointSelected({ ...of, selected: inside(cell) }) : say.monthPoint(of);
    }),
  };
}
