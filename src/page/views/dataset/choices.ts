import { activityBins } from '../../charts/activity';
import type { Choice, Part } from '../../charts/picking';
import type { DatasetCard } from '../../../domain/card';
import type { Range } from '../../../domain/data-selection';
import type { Brush } from '../../state/brush';

type OnBrush = (brush: Brush, more: boolean) => void;

/** What the charts of the data page choose, in steps from the first to the last; nothing on a side is an open end. */
export function choicesOf(card: DatasetCard, brush: Brush, onbrush: OnBrush) {
  return {
    months: monthChoice(card, brush, onbrush),
    activity: activityChoice(card, brush, onbrush),
    popularity: popularityChoice(card, brush, onbrush),
  };
}

function monthChoice({ months }: DatasetCard, brush: Brush, onbrush: OnBrush): Choice {
  const { fromMonth, toMonth } = brush;
  const last = months.length - 1;
  const from = fromMonth === null ? 0 : months.findIndex(({ month }) => month >= fromMonth);
  const to = toMonth === null ? last : months.findLastIndex(({ month }) => month <= toMonth);
  return {
    chosen: fromMonth === null && toMonth === null ? null : partOf(from, to),
    choose([a, b], more) {
      const [first, end] = [months[a].month, months[b].month];
      const open = a < b;
      onbrush(
        { ...brush, fromMonth: open && a === 0 ? null : first, toMonth: open && b === last ? null : end },
        more,
      );
    },
    clear: (more) => onbrush({ ...brush, fromMonth: null, toMonth: null }, more),
  };
}

function activityChoice(card: DatasetCard, brush: Brush, onbrush: OnBrush): Choice {
  const bins = activityBins(card);
  const range = brush.activity;
  return {
    chosen:
      range &&
      partOf(
        bins.findIndex((bin) => bin.to > range[0]),
        bins.findLastIndex((bin) => bin.from <= range[1]),
      ),
    choose([a, b], more) {
      const from = a === 0 && b > 0 ? 1 : bins[a].from;
      const activity = isWhole(a, b, bins.length) ? null : ([from, bins[b].to - 1] as const);
      onbrush({ ...brush, activity }, more);
    },
    clear: (more) => onbrush({ ...brush, activity: null }, more),
  };
}

/** Step k is 2 ** k to 2 ** (k + 1) − 1 events. */
function popularityChoice(card: DatasetCard, brush: Brush, onbrush: OnBrush): Choice {
  const steps = 32 - Math.clz32(Math.max(1, card.itemCounts[0] ?? 1));
  const range = brush.popularity;
  return {
    chosen: range && partOf(31 - Math.clz32(range[0]), Math.min(steps - 1, 31 - Math.clz32(range[1]))),
    choose([a, b], more) {
      const popularity: Range | null = isWhole(a, b, steps) ? null : [2 ** a, 2 ** (b + 1) - 1];
      onbrush({ ...brush, popularity }, more);
    },
    clear: (more) => onbrush({ ...brush, popularity: null }, more),
  };
}

/** All of several steps is no selection. */
function isWhole(a: number, b: number, steps: number): boolean {
  return steps > 1 && a === 0 && b === steps - 1;
}

function partOf(from: number, to: number): Part | null {
  return from < 0 || to < from ? null : [from, to];
}
