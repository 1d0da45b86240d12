import type { DatasetCard } from '../../domain/card';
import type { SelectedData } from '../../domain/data-selection';
import { count } from '../../domain/numbers';
import * as datasets from '../../words/messages/datasets';
import * as counts from '../../words/messages/counts';
import * as chart from '../../words/messages/chart';
import * as say from '../../words/messages/data-charts';
import { finding, withSelected, type ChartSummary } from './summary';

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
  const label = ({ from, to }: DatasetCard['activity'][number]): string =>
    to - from <= 1 ? count(from) : chart.fromTo({ from: count(from), to: count(to - 1) });
  // As the chart and the fixes write it, without halves of events.
  const median = Math.round(card.medianEventsPerUser);
  const least = count(card.minEventsPerUser);
  const bins = activityBins(card);
  const busiest = bins.at(-1);
  const facts = { users: count(card.users), median: count(median), least };
  return {
    sentence: withSelected(
      finding(
        card.users === 1
          ? say.oneHasAll({ events: median })
          : card.minEventsPerUser <= 1
            ? say.halfHaveFromOne({ median })
            : say.halfHave({ median, least }),
      ),
      selected &&
        say.selectedUsers({
          selected: selected.users,
          users: card.users,
          share: selected.users / Math.max(1, card.users),
        }),
    ),
    label:
      busiest === undefined || card.users === 1
        ? say.activityLabel({ ...facts, one: card.users === 1 ? 'yes' : 'other' })
        : say.activityLabelBusiest({ ...facts, busiest: busiest.users, from: busiest.from }),
    table: {
      caption: say.usersByEvents(),
      columns: [
        { label: say.events() },
        { label: datasets.users(), numeric: true },
        ...(selected ? [{ label: say.selected(), numeric: true as const }] : []),
      ],
      rows: bins.map((bin) => [
        label(bin),
        count(bin.users),
        ...(selected ? [count(selectedIn(bin, selected))] : []),
      ]),
    },
    points: bins.map((bin) => {
      const of = {
        bin: bin.to - bin.from <= 1 ? counts.events({ count: bin.from }) : say.binEvents({ bin: label(bin) }),
        users: bin.users,
      };
      return selected
        ? say.binUsersSelected({ ...of, selected: selectedIn(bin, selected) })
        : say.binUsers(of);
    }),
  };
}
