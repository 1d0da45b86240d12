/**
 * What somebody does with less than this between two events is one visit: an evening, a day in the shop, a session. Times
 * that are only days make each day a visit.
 */
export const PAUSE_SEC = 12 * 3600;

/** Whether two events of one person, in this order, belong to one visit. */
export function isOneVisit(beforeSec: number, afterSec: number): boolean {
  return afterSec - beforeSec < PAUSE_SEC;
}

/**
 * Whether somebody with these events, oldest first, would begin another visit by what they do at this moment; false for
 * somebody without any.
 */
export function comesBack(timestampSec: ArrayLike<number>, nowSec: number): boolean {
  const { length } = timestampSec;
  return length > 0 && !isOneVisit(timestampSec[length - 1], nowSec);
}

/** Where the visit begins whose last event is the one before `to`, among events from `from` on, oldest first. */
export function visitFrom(timestampSec: ArrayLike<number>, from: number, to: number): number {
  let at = to - 1;
  while (at > from && isOneVisit(timestampSec[at - 1], timestampSec[at])) at--;
  return Math.max(at, from);
}
