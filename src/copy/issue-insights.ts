import type { Issue } from '../domain/issue';
import { datasetName, list, number, place, quoted, text } from './issue-facts';
import type { IssueWords } from './issue-words';
import { count, counted, day, percent, plural } from '../domain/numbers';
import { columnNumber } from './columns';

/** Words for the data insights: the finding, and what it means for a recommender. */
export function describeInsight(issue: Issue): IssueWords {
  const at = place(issue);
  const share = percent(number(issue, 'share'));
  const found = number(issue, 'count');
  switch (issue.code) {
    case 'INSIGHT_FEW_INTERACTIONS':
      return {
        what: `${counted(number(issue, 'rows'), 'interaction', 'interactions')}: ${count(number(issue, 'missing'))} short of the ${count(number(issue, 'needed'))} that Amazon Personalize needs.`,
        fix: 'Add more events, or train under the relaxed profile.',
      };
    case 'INSIGHT_FEW_USERS':
      return {
        what: `${counted(number(issue, 'users'), 'user', 'users')} with 2 or more interactions: ${count(number(issue, 'missing'))} short of the ${count(number(issue, 'needed'))} that Amazon Personalize needs.`,
        fix: 'Add events of more users, or train under the relaxed profile.',
      };
    case 'INSIGHT_ITEMS_WITHOUT_INTERACTIONS':
      return {
        what: `${share} of items (${count(found)}) have no interactions.`,
        fix: 'Only recipes that use metadata or explore can recommend them.',
      };
    case 'INSIGHT_USERS_WITHOUT_INTERACTIONS':
      return {
        what: `${share} of users (${count(found)}) have no interactions.`,
        fix: 'They get popular items until they have some.',
      };
    case 'INSIGHT_INTERACTIONS_WITHOUT_ITEM':
      return {
        what: `${share} of items with interactions (${count(found)}) have no row in Items, for example ${list(issue.details.examples)}.`,
        fix: 'Add their rows, or check that both files write ids the same way.',
      };
    case 'INSIGHT_INTERACTIONS_WITHOUT_USER':
      return {
        what: `${share} of users with interactions (${count(found)}) have no row in Users, for example ${list(issue.details.examples)}.`,
        fix: 'Add their rows, or check that both files write ids the same way.',
      };
    case 'INSIGHT_MISSING_VALUES':
      return {
        what: `${at}${count(found)} of ${counted(number(issue, 'rows'), 'row', 'rows')} ${plural(found, 'has', 'have')} no value; the column is ${percent(number(issue, 'complete'))} complete.`,
        fix: 'Fill it to 70 % or more, or leave the column out.',
      };
    case 'INSIGHT_OUTLIERS':
      return {
        what: `${at}${counted(found, 'value', 'values')} far outside ${measured(issue, 'low')} to ${measured(issue, 'high')}; the farthest is ${measured(issue, 'extreme')}.`,
        fix: 'Check for typing errors and mixed units.',
      };
    case 'INSIGHT_MANY_CATEGORIES':
      return {
        what: `${at}${counted(found, 'different value', 'different values')}.`,
        fix: 'Group rare values: a category with few rows teaches little.',
      };
    case 'INSIGHT_SPARSE_TEXT':
      return {
        what: `${at}${percent(number(issue, 'complete'))} complete; a text needs 85 %, so it is not used for training.`,
        fix: 'Fill the missing texts.',
      };
    case 'INSIGHT_EVENT_TYPES':
      return {
        what: `${counted(found, 'event type', 'event types')} (${list(issue.details.types)}); ${count(number(issue, 'limit'))} are allowed for training.`,
        fix: 'Train on one event type, or merge some.',
      };
    case 'INSIGHT_SAME_TIMESTAMP':
      return {
        what: `${datasetName(issue)}: every row has the timestamp ${text(issue, 'timestamp')}.`,
        fix: 'Without order in time, recency and trends mean nothing; add real times.',
      };
    case 'QUALITY_REPEATS':
      return {
        what: `${counted(found, 'event says', 'events say')} again what an earlier one says (${share}): same user, item, type and time.`,
        fix: 'They count double without telling anything new.',
      };
    case 'QUALITY_SINGLE_EVENT':
      return {
        what: `${share} of users (${count(found)}) have a single event.`,
        fix: 'Nothing follows from one event, and a test cannot hide it.',
      };
    case 'QUALITY_BUSY_USERS':
      return {
        what: `${counted(found, 'user has', 'users have')} more than ${count(number(issue, 'limit'))} events, up to ${count(number(issue, 'most'))}: ${share} of all events.`,
        fix: 'Nobody chooses that much by hand. It may be a script or a shared account.',
      };
    case 'QUALITY_FAR_TIMES':
      return {
        what: `${counted(found, 'event lies', 'events lie')} far outside ${day(number(issue, 'low'))} to ${day(number(issue, 'high'))}, as far as ${day(number(issue, 'extreme'))}.`,
        fix: 'A clock was wrong, or a time was missing. Such events come first or last in a history.',
      };
    case 'QUALITY_ONE_VALUE':
      return {
        what: `${at}every row has ${quoted(text(issue, 'value'))}.`,
        fix: 'A column that never differs tells nothing.',
      };
    default:
      return {
        what: `${at}${list(issue.details.values)} look like one category written differently.`,
        fix: 'Write them the same way.',
      };
  }
}

/** A number of the insight in the unit of its column: a year is no quantity, so it takes no comma. */
function measured(issue: Issue, key: string): string {
  const value = number(issue, key);
  return columnNumber(issue.column ?? '', value);
}
