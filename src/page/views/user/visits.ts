import type { HistoryEvent } from '../../../domain/recommendations';
import { isOneVisit } from '../../../domain/visits';

export interface Visit {
  /** Newest event of the visit. */
  readonly timestampSec: number;
  /** Newest first. */
  readonly events: readonly HistoryEvent[];
  /** Time from the previous (older) listed visit to this one; null for the oldest. */
  readonly gapSec: number | null;
}

/** Groups events (newest first) into visits. */
export function visitsOf(events: readonly HistoryEvent[]): readonly Visit[] {
  const groups: HistoryEvent[][] = [];
  for (const event of events) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && isOneVisit(event.timestampSec, before.timestampSec)) group.push(event);
    else groups.push([event]);
  }
  return groups.map((group, index) => {
    const older = groups[index + 1];
    return {
      timestampSec: group[0].timestampSec,
      events: group,
      gapSec: older ? group[group.length - 1].timestampSec - older[0].timestampSec : null,
    };
  });
}

/** How many different items events are about. */
export function itemsOf(events: readonly HistoryEvent[]): number {
  return new Set(events.map(({ itemId }) => itemId)).size;
}
