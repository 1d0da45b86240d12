import { NO_EVENT_TYPE, type Column, type Tables } from '../domain/columns';
import { rowsByKey } from '../domain/rows-by-key';
import { issueOf, type Issue } from '../domain/issue';
import type { DatasetType } from '../domain/schema';
import type { Steps } from '../domain/steps';
import { select } from './order-statistics';
import { cellText } from './tables/cell-text';

/** One-event users are worth a word from this share of all users on. */
const SINGLE_SHARE = 0.02;
/** A person has fewer events than this, however eager. */
const BUSY_AT_LEAST = 200;
/** Outside Q3 + 3 IQR of the logarithms: a hundred times what is usual rather than three times. */
const BUSY_RANGE = 3;
const TIME_TAIL = 0.01;
/** Rows between two pauses: a few milliseconds of work. */
const STEP_ROWS = 1 << 14;

/** What is wrong with rows as a person would see it, beside what the service's own analysis finds. O(rows log rows). */
export function* describeQuality(tables: Tables): Steps<Issue[]> {
  const repeated = yield* repeats(tables);
  const active = activity(tables);
  yield;
  const far = farTimes(tables);
  yield;
  return [...repeated, ...active, ...far, ...(yield* constants(tables))];
}

/** Rows that say again what an earlier row says: same user, item, type and time. Ascending. O(rows log rows of a user). */
export function* repeatedRows({ interactions, userIds }: Tables): Steps<Int32Array> {
  const { userIdx, itemIdx, timestampSec, eventType } = interactions;
  const { starts, rows } = rowsByKey(userIdx, userIds.length);
  const compare = (a: number, b: number): number =>
    itemIdx[a] - itemIdx[b] || timestampSec[a] - timestampSec[b] || eventType[a] - eventType[b];
  const repeated: number[] = [];
  yield;
  let seen = 0;
  for (let user = 0; user < userIds.length; user++) {
    const own = rows.subarray(starts[user], starts[user + 1]);
    own.sort((a, b) => compare(a, b) || a - b);
    seen += own.length;
    if (seen >= STEP_ROWS) {
      seen = 0;
      yield;
    }
    for (let at = 1; at < own.length; at++) if (compare(own[at - 1], own[at]) === 0) repeated.push(own[at]);
  }
  return Int32Array.from(repeated).sort();
}

function* repeats(tables: Tables): Steps<Issue[]> {
  const count = (yield* repeatedRows(tables)).length;
  const details = { count, share: count / Math.max(1, tables.interactions.nRows) };
  return count === 0 ? [] : [issueOf('QUALITY_REPEATS', 'insight', { dataset: 'INTERACTIONS' }, details)];
}

function activity({ interactions, userIds }: Tables): Issue[] {
  const counts = new Int32Array(userIds.length);
  const { userIdx } = interactions;
  for (let row = 0; row < userIdx.length; row++) counts[userIdx[row]]++;
  const active = counts.filter((count) => count > 0).sort();
  if (active.length === 0) return [];
  const issues: Issue[] = [];
  const singles = active.findIndex((count) => count > 1);
  const single = singles < 0 ? active.length : singles;
  const dataset = 'INTERACTIONS' as const;
  if (single / active.length >= SINGLE_SHARE && single < active.length) {
    const details = { count: single, share: single / active.length };
    issues.push(issueOf('QUALITY_SINGLE_EVENT', 'insight', { dataset }, details));
  }
  const at = (part: number): number => Math.log(active[Math.floor(part * (active.length - 1))]);
  const limit = Math.max(BUSY_AT_LEAST, Math.exp(at(0.75) + BUSY_RANGE * (at(0.75) - at(0.25))));
  // A logarithm and back may lose a little of a whole number, and nobody stands out against themselves.
  const busy = active.filter((count) => count > limit * (1 + 1e-9));
  if (busy.length > 0) {
    const events = busy.reduce((sum, count) => sum + count, 0);
    const details = {
      count: busy.length,
      events,
      share: events / interactions.nRows,
      most: active[active.length - 1],
      limit: Math.floor(limit),
    };
    issues.push(issueOf('QUALITY_BUSY_USERS', 'insight', { dataset }, details));
  }
  return issues;
}

/** Times further from the middle 98 % than these are long. */
function farTimes({ interactions }: Tables): Issue[] {
  const { timestampSec } = interactions;
  const n = timestampSec.length;
  if (n < 100) return [];
  const values = timestampSec.slice();
  const low = select(values, Math.floor(TIME_TAIL * (n - 1)));
  const high = select(values, Math.ceil((1 - TIME_TAIL) * (n - 1)));
  if (high === low) return [];
  const fromSec = low - (high - low);
  const toSec = high + (high - low);
  let [count, earliest, latest] = [0, Infinity, -Infinity];
  for (const sec of timestampSec) {
    if (sec >= fromSec && sec <= toSec) continue;
    count++;
    earliest = Math.min(earliest, sec);
    latest = Math.max(latest, sec);
  }
  if (count === 0) return [];
  const extreme = earliest < fromSec ? earliest : latest;
  const details = { count, fromSec, toSec, low, high, extreme };
  return [issueOf('QUALITY_FAR_TIMES', 'insight', { dataset: 'INTERACTIONS', column: 'TIMESTAMP' }, details)];
}

function* constants({ interactions, items, users }: Tables): Steps<Issue[]> {
  const issues: Issue[] = [];
  const datasets: readonly (readonly [DatasetType, { nRows: number; columns: readonly Column[] } | null])[] =
    [
      ['INTERACTIONS', interactions],
      ['ITEMS', items],
      ['USERS', users],
    ];
  for (const [dataset, table] of datasets)
    for (const column of table?.columns ?? []) {
      const rows = table?.nRows ?? 0;
      const value = yield* onlyValue(column, rows);
      const at = { dataset, column: column.name };
      if (value !== null)
        issues.push(issueOf('QUALITY_ONE_VALUE', 'insight', at, { value: value.slice(0, 80), rows }));
    }
  return issues;
}

/** What every row holds; null where two differ, or there is nothing to compare. */
function* onlyValue(column: Column, nRows: number): Steps<string | null> {
  if (nRows < 2) return null;
  const first = cellText(column, 0);
  for (let row = 1; row < nRows; row++) {
    if (cellText(column, row) !== first) return null;
    if (row % STEP_ROWS === 0) yield;
  }
  return first;
}

/** Event types by how often they occur, most first; ties by name. */
export function typesByCount({ eventType, eventTypes }: Tables['interactions']): readonly number[] {
  const counts = new Float64Array(eventTypes.length);
  for (const code of eventType) if (code !== NO_EVENT_TYPE) counts[code]++;
  return [...eventTypes.keys()].sort(
    (a, b) => counts[b] - counts[a] || (eventTypes[a] < eventTypes[b] ? -1 : 1),
  );
}
