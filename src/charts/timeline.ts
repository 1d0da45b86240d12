import { nameSaid } from '../domain/item-names';
import type { UserHistory } from '../domain/recommendations';
import { count, month } from '../domain/numbers';
import * as chart from '../words/chart';
import * as say from '../words/list-charts';
import { type ChartSummary } from './summary';

/** The strip above a history: counts over the person's whole span, and where the listed part begins. */
export function summarizeTimeline(history: UserHistory): ChartSummary {
  const { timeline, firstSec, lastSec, total } = history;
  const bin = firstSec === null || lastSec === null ? 0 : (lastSec - firstSec) / Math.max(1, timeline.length);
  const start = (index: number): number => (firstSec ?? 0) + index * bin;
  const range =
    firstSec === null || lastSec === null
      ? say.noTime()
      : chart.fromTo({ from: month(firstSec), to: month(lastSec) });
  const label = say.eventsOfUser({ events: total, user: nameSaid(history.userId), range });
  const filled = timeline.map((count, index) => ({ count, index })).filter((entry) => entry.count > 0);
  return {
    sentence: [{ text: say.eventsIn({ events: total, range }) }],
    label: history.events.length < total ? `${label} ${say.markedListed()}` : label,
    table: {
      caption: say.eventsOverTime(),
      columns: [{ label: say.from() }, { label: say.events(), numeric: true }],
      rows: filled.map((entry) => [month(start(entry.index)), count(entry.count)]),
    },
    points: filled.map((entry) => say.eventsAt({ at: month(start(entry.index)), events: entry.count })),
  };
}

/** Position 0…1 on the strip of the oldest listed event; null when all are listed or there is no span. */
export function listedFrom(history: UserHistory): number | null {
  const oldest = history.events.at(-1)?.timestampSec;
  const { firstSec, lastSec } = history;
  if (oldest === undefined || firstSec === null || lastSec === null || lastSec <= firstSec) return null;
  return history.events.length >= history.total ? null : (oldest - firstSec) / (lastSec - firstSec);
}
