import { NO_EVENT_TYPE } from '../domain/columns';
import type { UserQuery } from '../domain/histories';
import type { NumberArray, TaskArrays } from '../domain/ports';

/** Many queries as plain arrays, to be sent to workers. */
export function packQueries(queries: readonly UserQuery[]): Record<string, NumberArray> {
  const queryEnds = new Int32Array(queries.length);
  let rows = 0;
  queries.forEach((query, q) => (queryEnds[q] = rows += query.items.length));
  const queryItems = new Int32Array(rows);
  const queryTimes = new Float64Array(rows);
  const queryTypes = new Uint16Array(rows).fill(NO_EVENT_TYPE);
  queries.forEach((query, q) => {
    const from = q === 0 ? 0 : queryEnds[q - 1];
    queryItems.set(query.items, from);
    queryTimes.set(query.timestampSec, from);
    if (query.eventType !== undefined) queryTypes.set(query.eventType, from);
  });
  return {
    queryUsers: Int32Array.from(queries, (query) => query.userIdx),
    queryEnds,
    queryItems,
    queryTimes,
    queryTypes,
    queryReturns: Uint8Array.from(queries, ({ returns }) => (returns === true ? 1 : 0)),
  };
}

/** The q-th of packed queries; views, nothing is copied. */
export function queryAt(inputs: TaskArrays, q: number): UserQuery {
  const from = q === 0 ? 0 : inputs.queryEnds[q - 1];
  const to = inputs.queryEnds[q];
  return {
    userIdx: inputs.queryUsers[q],
    items: (inputs.queryItems as Int32Array).subarray(from, to),
    timestampSec: (inputs.queryTimes as Float64Array).subarray(from, to),
    eventType: (inputs.queryTypes as Uint16Array).subarray(from, to),
    returns: inputs.queryReturns[q] === 1,
  };
}
