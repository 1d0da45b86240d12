import type { DatasetCard } from '../domain/card';
import type { SelectedData } from '../domain/data-selection';
import { count, counted, percent } from '../domain/numbers';
import { sentence, withSelected, type ChartSummary } from './summary';

/** The bins from the quietest to the busiest user; empty ones at the ends are left out. */
export function activityBins(card: DatasetCard): DatasetCard['activity'] {
  const first = card.activity.findIndex((bin) => bin.users > 0);
  const last = card.activity.findLastIndex((bin) => bin.users > 0);
  return first < 0 ? [] : card.activity.slice(first, last + 1);
}

/** Selected users of a bin. */
export function selectedIn(bin: DatasetCard['activity'][number], selected: SelectedData): number {
  return selected.activity[Math.log2(bin.from)] ?? 0;
}

/** `selected`: what is selected is said, listed and read out too. */
export function summarizeActivity(card: DatasetCard, selected: SelectedData | null = null): ChartSummary {
  const label = (bin: DatasetCard['activity'][number]): string =>
    bin.to - bin.from <= 1 ? count(bin.from) : `${count(bin.from)} to ${count(bin.to - 1)}`;
  const least =
    card.minEventsPerUser <= 1
      ? 'the quietest have 1'
      : `nobody has fewer than ${count(card.minEventsPerUser)}`;
  const bins = activityBins(card);
  const busiest = bins.at(-1);
  return {
    sentence: withSelected(
      sentence(
        `Half the users have *${counted(card.medianEventsPerUser, 'event', 'events')} or fewer*; ${least}.`,
      ),
      selected &&
        `${count(selected.users)} of ${counted(card.users, 'user', 'users')} (${percent(selected.users / Math.max(1, card.users))})`,
    ),
    label: `Events per user: half of the ${count(card.users)} users have ${count(card.medianEventsPerUser)} or fewer; the fewest is ${count(card.minEventsPerUser)}${busiest ? `; ${counted(busiest.users, 'user has', 'users have')} ${count(busiest.from)} or more` : ''}.`,
    table: {
      caption: 'Users by number of events',
      columns: [
        { label: 'Events' },
        { label: 'Users', numeric: true },
        ...(selected ? [{ label: 'Selected', numeric: true as const }] : []),
      ],
      rows: bins.map((bin) => [
        label(bin),
        count(bin.users),
        ...(selected ? [count(selectedIn(bin, selected))] : []),
      ]),
    },
    points: bins.map(
      (bin) =>
        `${bin.to - bin.from <= 1 ? counted(bin.from, 'event', 'events') : `${label(bin)} events`}: ${counted(bin.users, 'user', 'users')}${selected ? `, ${count(selectedIn(bin, selected))} selected` : ''}`,
    ),
  };
}
