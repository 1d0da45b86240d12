import type { Histories, UserQuery } from '../../domain/histories';
import { type Moments, momentsOf } from '../moments/moments';
import { readRows } from '../sequence/sequences';

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
  const rows = readRows(query, known, longest);
  const moments = momentsOf(rows);
  return { moments, eventType: momentTypes(rows, moments) };
}
