import type { Histories, UserQuery } from './histories';
import { comesBack } from './visits';

/** Somebody with all rows of theirs before `to`, views of the data; at which moment they are asked is left open. */
export function historyOf(
  data: Histories,
  userIdx: number,
  to: number = data.userPtr[userIdx + 1],
): UserQuery {
  const known = [data.userPtr[userIdx], to] as const;
  return {
    userIdx,
    items: data.items.subarray(...known),
    timestampSec: data.timestampSec.subarray(...known),
    eventType: data.eventType.subarray(...known),
  };
}

/** The same somebody, asked at a moment. */
export function askedAt(query: UserQuery, nowSec: number): UserQuery {
  return { ...query, returns: comesBack(query.timestampSec, nowSec) };
}

/** Somebody just before one of their rows. */
export function askedBefore(data: Histories, userIdx: number, row: number): UserQuery {
  return askedAt(historyOf(data, userIdx, row), data.timestampSec[row]);
}
