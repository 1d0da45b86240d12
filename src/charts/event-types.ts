import type { DatasetCard } from '../domain/card';
import type { SelectedData } from '../domain/data-selection';
import { count, counted, percent } from '../domain/numbers';
import { sentence, withSelected, type ChartSummary } from './summary';

/** Event types, most frequent first; above `limit` the rest is one row, "other". */
export function eventTypeRows(
  types: DatasetCard['eventTypes'],
  limit = 6,
): readonly { readonly name: string; readonly count: number }[] {
  const sorted = [...types].sort((a, b) => b.count - a.count);
  if (sorted.length <= limit) return sorted;
  const rest = sorted.slice(limit - 1);
  return [
    ...sorted.slice(0, limit - 1),
    { name: `${count(rest.length)} other`, count: rest.reduce((sum, type) => sum + type.count, 0) },
  ];
}

/** `selected`: what is selected of the most frequent types is said too. */
export function summarizeEventTypes(card: DatasetCard, selected: SelectedData | null = null): ChartSummary {
  const sorted = [...card.eventTypes].sort((a, b) => b.count - a.count);
  const total = Math.max(1, card.interactions);
  const first = sorted[0];
  const parts = sorted
    .slice(0, 3)
    .map(
      (type) =>
        `${percent((selected?.eventTypes.get(type.name) ?? 0) / Math.max(1, type.count))} of ${type.name}`,
    );
  const text = !first
    ? 'The events have no type; every one counts the same.'
    : sorted.length === 1
      ? `Every event is a *${first.name}*.`
      : `*${percent(first.count / total)} of the events are ${first.name}*; the other ${counted(sorted.length - 1, 'type shares', 'types share')} the rest.`;
  return {
    sentence: withSelected(sentence(text), selected && parts.length > 0 ? parts.join(', ') : null),
    label: `Events by type: ${sorted.map((type) => `${type.name} ${count(type.count)}`).join(', ') || 'none'}.`,
    table: {
      caption: 'Events by type',
      columns: [{ label: 'Type' }, { label: 'Events', numeric: true }, { label: 'Share', numeric: true }],
      rows: sorted.map((type) => [type.name, count(type.count), percent(type.count / total)]),
    },
    points: eventTypeRows(card.eventTypes).map(
      (row) => `${row.name}: ${counted(row.count, 'event', 'events')}`,
    ),
  };
}
