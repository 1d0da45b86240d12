import type { InsightFacts, QualityFacts } from '../domain/facts/insights';
import { someOf, quoted, type IssueWordsFor } from './finding';
import { count, counted, day, percent, plural } from '../domain/numbers';
import { columnNumber } from './columns';

const SAME_IDS = 'Add their rows, or check that both files write ids the same way.';

/** Words for the data insights: the finding, and what it means for a recommender. */
export const INSIGHT_WORDS: IssueWordsFor<InsightFacts & QualityFacts> = {
  INSIGHT_FEW_INTERACTIONS: ({ rows, missing, needed }) => ({
    what: `${counted(rows, 'interaction', 'interactions')}: ${count(missing)} short of the ${count(needed)} that Amazon Personalize needs.`,
    fix: 'Add more events, or train under the relaxed profile.',
  }),
  INSIGHT_FEW_USERS: ({ users, missing, needed }) => ({
    what: `${counted(users, 'user', 'users')} with 2 or more interactions: ${count(missing)} short of the ${count(needed)} that Amazon Personalize needs.`,
    fix: 'Add events of more users, or train under the relaxed profile.',
  }),
  INSIGHT_ITEMS_WITHOUT_INTERACTIONS: ({ count: items, share }) => ({
    what: `${percent(share)} of items (${count(items)}) have no interactions.`,
    fix: 'Only recipes that use metadata or explore can recommend them.',
  }),
  INSIGHT_USERS_WITHOUT_INTERACTIONS: ({ count: users, share }) => ({
    what: `${percent(share)} of users (${count(users)}) have no interactions.`,
    fix: 'They get popular items until they have some.',
  }),
  INSIGHT_INTERACTIONS_WITHOUT_ITEM: ({ count: items, share, examples }) => ({
    what: `${percent(share)} of items with interactions (${count(items)}) have no row in Items, for example ${someOf(examples)}.`,
    fix: SAME_IDS,
  }),
  INSIGHT_INTERACTIONS_WITHOUT_USER: ({ count: users, share, examples }) => ({
    what: `${percent(share)} of users with interactions (${count(users)}) have no row in Users, for example ${someOf(examples)}.`,
    fix: SAME_IDS,
  }),
  INSIGHT_MISSING_VALUES: ({ count: cells, rows, complete }, { at }) => ({
    what: `${at}${count(cells)} of ${counted(rows, 'row', 'rows')} ${plural(cells, 'has', 'have')} no value; the column is ${percent(complete)} complete.`,
    fix: 'Fill it to 70 % or more, or leave the column out.',
  }),
  INSIGHT_OUTLIERS: ({ count: values, low, high, extreme }, { at, column }) => {
    const written = (value: number): string => columnNumber(column, value);
    return {
      what: `${at}${counted(values, 'value', 'values')} far outside ${written(low)} to ${written(high)}; the farthest is ${written(extreme)}.`,
      fix: 'Check for typing errors and mixed units.',
    };
  },
  INSIGHT_MANY_CATEGORIES: ({ count: values }, { at }) => ({
    what: `${at}${counted(values, 'different value', 'different values')}.`,
    fix: 'Group rare values: a category with few rows teaches little.',
  }),
  INSIGHT_SPARSE_TEXT: ({ complete }, { at }) => ({
    what: `${at}${percent(complete)} complete; a text needs 85 %, so it is not used for training.`,
    fix: 'Fill the missing texts.',
  }),
  INSIGHT_EVENT_TYPES: ({ count: all, types, limit }) => ({
    what: `${counted(all, 'event type', 'event types')} (${someOf(types)}); ${count(limit)} are allowed for training.`,
    fix: 'Train on one event type, or merge some.',
  }),
  INSIGHT_SAME_TIMESTAMP: ({ timestamp }, { dataset }) => ({
    what: `${dataset}: every row has the timestamp ${timestamp}.`,
    fix: 'Without order in time, recency and trends mean nothing; add real times.',
  }),
  INSIGHT_NEAR_DUPLICATE_CATEGORIES: ({ values }, { at }) => ({
    what: `${at}${someOf(values)} look like one category written differently.`,
    fix: 'Write them the same way.',
  }),
  QUALITY_REPEATS: ({ count: events, share }) => ({
    what: `${counted(events, 'event says', 'events say')} again what an earlier one says (${percent(share)}): same user, item, type and time.`,
    fix: 'They count double without telling anything new.',
  }),
  QUALITY_SINGLE_EVENT: ({ count: users, share }) => ({
    what: `${percent(share)} of users (${count(users)}) have a single event.`,
    fix: 'Nothing follows from one event, and a test cannot hide it.',
  }),
  QUALITY_BUSY_USERS: ({ count: users, limit, most, share }) => ({
    what: `${counted(users, 'user has', 'users have')} more than ${count(limit)} events, up to ${count(most)}: ${percent(share)} of all events.`,
    fix: 'Nobody chooses that much by hand. It may be a script or a shared account.',
  }),
  QUALITY_FAR_TIMES: ({ count: events, low, high, extreme }) => ({
    what: `${counted(events, 'event lies', 'events lie')} far outside ${day(low)} to ${day(high)}, as far as ${day(extreme)}.`,
    fix: 'A clock was wrong, or a time was missing. Such events come first or last in a history.',
  }),
  QUALITY_ONE_VALUE: ({ value }, { at }) => ({
    what: `${at}every row has ${quoted(value)}.`,
    fix: 'A column that never differs tells nothing.',
  }),
};
