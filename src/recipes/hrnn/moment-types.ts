import type { Histories, UserQuery } from '../../domain/histories';
import { NO_EVENT_TYPE } from '../../domain/columns';
import { type Moments, momentsOf } from '../ensemble/moments';

/** The event type of the first row of each moment. */
export function momentTypes(data: Histories, moments: Moments): Uint16Array {
  const eventType = new Uint16Array(moments.items.length);
  for (let u = 0; u < data.nUsers; u++) {
    let p = moments.userPtr[u];
    for (let row = data.userPtr[u]; row < data.userPtr[u + 1] && p < moments.userPtr[u + 1]; row++) {
      // Moments are the rows without repeats, in order: the next one is the first row that looks like it.
      if (data.items[row] !== moments.items[p] || data.timestampSec[row] !== moments.timestampSec[p])
        continue;
      eventType[p++] = data.eventType[row];
    }
  }
  return eventType;
}

/** The moments of a request whose items are known, the newest `longest` of them, and what kind each was. */
export function readEvents(
  query: UserQuery,
  known: (item: number) => boolean,
  longest: number,
): { moments: Moments; eventType: Uint16Array } {
  const kept = Int32Array.from(query.items.keys()).filter((p) => known(query.items[p]));
  const newest = kept.subarray(Math.max(0, kept.length - longest));
  const { eventType } = query;
  const rows = {
    nUsers: 1,
    nItems: 0,
    userPtr: Int32Array.of(0, newest.length),
    items: Int32Array.from(newest, (p) => query.items[p]),
    timestampSec: Float64Array.from(newest, (p) => query.timestampSec[p]),
    eventType: Uint16Array.from(newest, (p) => (eventType === undefined ? NO_EVENT_TYPE : eventType[p])),
    rowWeight: null,
  };
  const moments = momentsOf(rows);
  return { moments, eventType: momentTypes(rows, moments) };
}
