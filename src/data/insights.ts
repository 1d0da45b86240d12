import type { EntityTable, Tables } from '../domain/columns';
import { issueOf, type Issue } from '../domain/issue';
import type { Steps } from '../domain/steps';
import { describeColumnInsights } from './column-insights';
import { LIMITS } from '../domain/limits';

/** The findings of the service's data analysis, for whole data sets first and then column by column. */
export function* describeInsights(tables: Tables): Steps<Issue[]> {
  const { interactions, items, users } = tables;
  const issues = sizeInsights(tables);
  yield;
  issues.push(...coverageInsights(tables));
  yield;
  for (const [dataset, table] of [
    ['INTERACTIONS', interactions],
    ['ITEMS', items],
    ['USERS', users],
  ] as const)
    for (const column of table?.columns ?? []) {
      issues.push(...describeColumnInsights(dataset, table?.nRows ?? 0, [column]));
      yield;
    }
  return issues;
}

function sizeInsights({ interactions, userIds }: Tables): Issue[] {
  const issues: Issue[] = [];
  const dataset = 'INTERACTIONS';
  const { nRows, eventTypes, timestampSec, userIdx } = interactions;
  if (nRows < LIMITS.importRows) {
    const details = { rows: nRows, needed: LIMITS.importRows, missing: LIMITS.importRows - nRows };
    issues.push(issueOf('INSIGHT_FEW_INTERACTIONS', 'insight', { dataset }, details));
  }
  const events = new Int32Array(userIds.length);
  for (let row = 0; row < nRows; row++) events[userIdx[row]]++;
  const active = events.reduce((sum, count) => sum + (count >= 2 ? 1 : 0), 0);
  if (active < LIMITS.activeUsers) {
    const details = { users: active, needed: LIMITS.activeUsers, missing: LIMITS.activeUsers - active };
    issues.push(issueOf('INSIGHT_FEW_USERS', 'insight', { dataset }, details));
  }
  if (eventTypes.length > LIMITS.eventTypes) {
    const details = { count: eventTypes.length, types: eventTypes.slice(0, 20), limit: LIMITS.eventTypes };
    issues.push(issueOf('INSIGHT_EVENT_TYPES', 'insight', { dataset, column: 'EVENT_TYPE' }, details));
  }
  if (nRows > 1 && timestampSec.every((sec) => sec === timestampSec[0]))
    issues.push(
      issueOf(
        'INSIGHT_SAME_TIMESTAMP',
        'insight',
        { dataset, column: 'TIMESTAMP' },
        { timestamp: timestampSec[0] },
      ),
    );
  return issues;
}

/** What is said of a dataset and the interactions where one has what the other lacks. */
const UNMATCHED = {
  ITEMS: { unused: 'INSIGHT_ITEMS_WITHOUT_INTERACTIONS', unknown: 'INSIGHT_INTERACTIONS_WITHOUT_ITEM' },
  USERS: { unused: 'INSIGHT_USERS_WITHOUT_INTERACTIONS', unknown: 'INSIGHT_INTERACTIONS_WITHOUT_USER' },
} as const;

function coverageInsights({ interactions, items, users, itemIds, userIds }: Tables): Issue[] {
  const issues: Issue[] = [];
  const compare = (
    dataset: 'ITEMS' | 'USERS',
    rows: Int32Array,
    table: EntityTable,
    ids: readonly string[],
  ) => {
    const { unused, unknown } = UNMATCHED[dataset];
    const [used, described] = [new Set(rows), new Set(table.entityIdx)];
    const idle = [...described].filter((index) => !used.has(index));
    const bare = [...used].filter((index) => !described.has(index));
    if (idle.length > 0)
      issues.push(
        issueOf(unused, 'insight', { dataset }, { count: idle.length, share: idle.length / described.size }),
      );
    if (bare.length > 0) {
      const examples = bare.slice(0, 3).map((index) => ids[index]);
      const details = { count: bare.length, share: bare.length / used.size, examples };
      issues.push(issueOf(unknown, 'insight', { dataset: 'INTERACTIONS' }, details));
    }
  };
  if (items) compare('ITEMS', interactions.itemIdx, items, itemIds);
  if (users) compare('USERS', interactions.userIdx, users, userIds);
  return issues;
}
