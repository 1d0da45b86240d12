import { NO_EVENT_TYPE } from '../../domain/columns';
import type { UserQuery } from '../../domain/histories';
import type { WhatIf } from '../../domain/recommendations';
import type { DataIndex } from '../project/data-index';
import type { ServedModel } from '../project/served-model';

/** Added items come one after the other, so far apart that no recipe takes two for one moment. */
const STEP_SEC = 60;

/**
 * The history that a model is asked with if some items had not been there and others had come last. Items that the
 * model does not know change nothing.
 */
export function pretendedQuery(
  query: UserQuery,
  whatIf: WhatIf,
  served: ServedModel,
  index: DataIndex,
): UserQuery {
  const left = new Set(whatIf.without.map((itemId) => served.modelItemOf(itemId)));
  const added = whatIf.with.map((itemId) => served.modelItemOf(itemId)).filter((item) => item >= 0);
  const kept = Array.from(query.items.keys()).filter((place) => !left.has(query.items[place]));
  const lastSec = query.timestampSec.at(-1) ?? Math.max(0, index.newestSec);
  const { eventType, context } = query;
  // The person's newest kind of event is the likeliest next one.
  const usual = eventType?.at(-1) ?? NO_EVENT_TYPE;
  return {
    userIdx: query.userIdx,
    items: Int32Array.from([...kept.map((place) => query.items[place]), ...added]),
    timestampSec: Float64Array.from([
      ...kept.map((place) => query.timestampSec[place]),
      ...added.map((_, k) => lastSec + (k + 1) * STEP_SEC),
    ]),
    ...(eventType && {
      eventType: Uint16Array.from([...kept.map((place) => eventType[place]), ...added.map(() => usual)]),
    }),
    ...(context && { context }),
    // Items that are added are what a visit has brought so far.
    returns: query.returns === true && added.length === 0,
  };
}

/** Values by present item in which those that the history is pretended to have cannot be listed. */
export function withoutAdded(
  values: Float64Array,
  whatIf: WhatIf | undefined,
  index: DataIndex,
): Float64Array {
  if (whatIf === undefined || whatIf.with.length === 0) return values;
  const listable = values.slice();
  for (const itemId of whatIf.with) {
    const item = index.itemIdx(itemId);
    if (item >= 0) listable[item] = -Infinity;
  }
  return listable;
}
