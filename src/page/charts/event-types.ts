import type { DatasetCard } from '../../domain/card';
import type { SelectedData } from '../../domain/data-selection';
import { count, percent } from '../../domain/numbers';
import * as chart from '../../words/messages/chart';
import * as say from '../../words/messages/data-charts';
import { finding, withSelected, type ChartSummary } from './summary';

const MOST_ROWS = 6;

/** Event types, most frequent first; where there are too many, the rest is one row, "other". */
export function eventTypeRows(
  types: DatasetCard['eventTypes'],
): readonly { readonly name: string; readonly count: number }[] {
  const sorted = [...types].sort((a, b) => b.count - a.count);
  if (sorted.length <= MOST_ROWS) return sorted;
  const rest = sorted.slice(MOST_ROWS - 1);
  return [
    ...sorted.slice(0, MOST_ROWS - 1),
    {
      name: chart.otherTypes({ types: rest.length }),
      count: rest.reduce((sum, type) => sum + type.count, 0),
    },
  ];
}

/** `selected`: what is selected of the most frequent types is said too. */
export function summarizeEventTypes(card: DatasetCard, selected: SelectedData | null = null): ChartSummary {
  const sorted = [...card.eventTypes].sort((a, b) => b.count - a.count);
  const total = Math.max(1, card.interactions);
  const first = sorted[0];
  const parts = sorted.slice(0, 3).map((type) =>
    say.shareOfType({
      share: (selected?.eventTypes.get(type.name) ?? 0) / Math.max(1, type.count),
      type: type.name,
    }),
  );
  const said =
    first === undefined
      ? [{ text: say.noTypes() }]
      : finding(
          sorted.length === 1
            ? say.oneType({ type: first.name })
            : say.typesShare({
                share: first.count / total,
                type: first.name,
                others: sorted.length - 1,
              }),
        );
  return {
    sentence: withSelected(said, selected && parts.length > 0 ? parts.join(', ') : null),
    label: say.byType({
      types: sorted.map((type) => `${type.name} ${count(type.count)}`).join(', ') || say.none(),
    }),
    table: {
      caption: say.eventsByType(),
      columns: [
        { label: say.type() },
        { label: say.events(), numeric: true },
        { label: say.share(), numeric: true },
      ],
      rows: sorted.map((type) => [type.name, count(type.count), percent(type.count / total)]),
    },
    points: eventTypeRows(card.eventTypes).map((row) => say.typePoint({ type: row.name, events: row.count })),
  };
}
