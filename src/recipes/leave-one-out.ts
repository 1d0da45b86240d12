import { largestFirst } from './largest-first';
import type { Contribution } from '../domain/explanations';
import type { UserQuery } from '../domain/histories';

/** Newest past items that are left out in turn, and newest events that are read for it: a bound of the work. */
const ITEMS = 6;
const EVENTS = 48;

/**
 * A network's share of a logit, divided as far as it goes: each of the newest past items has what the share loses when
 * all its events are left out of the newest `EVENTS`. What is left is one pattern: order, items that matter only
 * together, and whatever is older. The parts add up to `whole`.
 *
 * @param shareOf the network's share for a history; null when it holds nothing known. Asked up to `ITEMS` + 1 times.
 */
export function leaveOneOut(
  query: UserQuery,
  whole: number,
  shareOf: (query: UserQuery) => number | null,
): readonly Contribution[] {
  const from = Math.max(0, query.items.length - EVENTS);
  const newest = kept(query, (place) => place >= from);
  const items = [...new Set([...newest.items].reverse())].slice(0, ITEMS);
  const withAll = items.length < 2 ? null : shareOf(newest);
  if (withAll === null) return [{ part: 'pattern', value: whole }];
  let pattern = whole;
  const shares: Contribution[] = [];
  for (const item of items) {
    const without = shareOf(kept(newest, (place) => newest.items[place] !== item));
    const value = without === null ? 0 : withAll - without;
    if (value === 0) continue;
    pattern -= value;
    shares.push({ part: 'history', historyPosition: query.items.lastIndexOf(item), value });
  }
  shares.sort(largestFirst);
  return [...shares, { part: 'pattern', value: pattern }];
}

function kept(
  { items, timestampSec, eventType, ...rest }: UserQuery,
  keeps: (place: number) => boolean,
): UserQuery {
  return {
    ...rest,
    items: items.filter((_, place) => keeps(place)),
    timestampSec: timestampSec.filter((_, place) => keeps(place)),
    ...(eventType && { eventType: eventType.filter((_, place) => keeps(place)) }),
  };
}
