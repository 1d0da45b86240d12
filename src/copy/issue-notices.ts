import type { Issue } from '../domain/issue';
import { delimiterName, list, number, place, quoted, text } from './issue-facts';
import type { IssueWords } from './issue-words';
import { count, counted, type Noun } from '../domain/numbers';

const UNITS: readonly (readonly [string, string])[] = [
  ['iso', 'dates with the year first or the month in letters'],
  ['day-first', 'dates with the day first'],
  ['month-first', 'dates with the month first'],
  ['year', 'years'],
];

/** Words for the notices of the mapping door. */
export function describeNotice(issue: Issue): IssueWords {
  const at = place(issue);
  const value = quoted(issue.value);
  switch (issue.code) {
    case 'ENCODING_GUESSED':
      return {
        what: `${at}read as ${encodingName(text(issue, 'encoding'))}, not UTF-8.`,
        fix: 'Choose another encoding if letters look wrong.',
      };
    case 'DELIMITER_GUESSED':
      return {
        what: `${at}columns are separated by ${delimiterName(text(issue, 'delimiter'))}.`,
        fix: 'Choose another delimiter if the columns look wrong.',
      };
    case 'HEADER_QUOTED':
      return { what: `${at}the header is quoted; the quotes are dropped.`, fix: '' };
    case 'HEADER_MISSING':
      return {
        what: `${at}no header line; columns are named ${list(issue.details.columns)}.`,
        fix: 'Say which line is the header if there is one.',
      };
    case 'HEADER_LINE_GUESSED':
      return {
        what: `${at}this line is taken for the header; lines before it are skipped.`,
        fix: 'Choose another header line if that is wrong.',
      };
    case 'BACKSLASH_QUOTES':
      return { what: `${at}quotes inside texts are written \\"; the whole file is read that way.`, fix: '' };
    case 'COLUMN_RENAMED':
      return { what: `${at}becomes ${text(issue, 'field')}.`, fix: '' };
    case 'COLUMN_ORDER':
      return {
        what: `${at}the columns stand in another order than in the schema; they are matched by name.`,
        fix: '',
      };
    case 'COLUMN_IGNORED':
      return { what: `${at}left out.`, fix: '' };
    case 'HEADER_CASE':
      return { what: `${at}taken as ${text(issue, 'field')}; only capitals differ.`, fix: '' };
    case 'DATES_PARSED': {
      const unit = UNITS.find(([name]) => name === text(issue, 'unit'))?.[1] ?? 'dates';
      return {
        what: `${at}read as ${unit}, in UTC.`,
        fix: 'Choose another reading if the preview is wrong.',
      };
    }
    case 'MILLISECONDS_DIVIDED': {
      if (issue.details.finer === true)
        return { what: `${at}parts of a second finer than milliseconds; made whole seconds.`, fix: '' };
      const cells = number(issue, 'count');
      const which = Number.isNaN(cells)
        ? 'milliseconds'
        : `${counted(cells, 'value', 'values')} in milliseconds`;
      return { what: `${at}${which} divided by 1000.`, fix: '' };
    }
    case 'DECIMAL_COMMA':
      return { what: `${at}read with a decimal comma.`, fix: '' };
    case 'ROW_ORDER_AS_TIME':
      return {
        what: `${at}no column holds a time; the order of the rows stands in for it, and “recent” means “late in the file”.`,
        fix: 'Choose a time column if there is one.',
      };
    case 'ORDER_AS_PERSON':
      return {
        what: `${at}a number of orders stands for the person, so each order counts as another user.`,
        fix: 'Choose the column that says who it was, such as a customer number or an e-mail address, if there is one.',
      };
    case 'NULL_WORDS':
      return {
        what: `${at}${value} is kept as a value.`,
        fix: 'Leave the cell empty if it means “no value”.',
      };
    case 'TEXT_CUT':
      return {
        what: `${at}a text of ${count(number(issue, 'length'))} characters is cut to ${count(number(issue, 'limit'))}.`,
        fix: '',
      };
    case 'DUPLICATE_ROWS':
      return {
        what: `${at}${counted(number(issue, 'count'), 'row', 'rows')} repeat an earlier row in every column and count once.`,
        fix: '',
      };
    case 'DUPLICATE_ID':
      return {
        what: `${at}${value} was described before, on line ${count(number(issue, 'firstLine'))}; this row replaces it.`,
        fix: '',
      };
    case 'ROWS_DROPPED':
      return {
        what: `${at}${count(number(issue, 'count'))} of ${counted(number(issue, 'rows'), 'row', 'rows')} are left out; everything else is imported.`,
        fix: '',
      };
    case 'TOO_MANY_EVENT_TYPES':
      return {
        what: `${at}${counted(number(issue, 'count'), 'event type', 'event types')} (${list(issue.details.types)}) and ${counted(number(issue, 'columns'), 'optional column', 'optional columns')}; ${count(number(issue, 'limit'))} together are allowed for training.`,
        fix: 'Train on one event type, or leave some out of the file.',
      };
    case 'SCHEMA_INFERRED':
      return issue.column === undefined
        ? { what: `${at}the schema is guessed from the columns.`, fix: '' }
        : {
            what: `${at}${value} is no number, so the column is read as text.`,
            fix: 'Correct the cell if it should be a number column.',
          };
    case 'FILE_IGNORED':
      return { what: `${at}${ignoredBecause(text(issue, 'reason'))}.`, fix: '' };
    case 'BUNDLE_RECOGNISED':
      return bundleWords(issue);
    case 'MORE_ISSUES':
      return { what: `${at}and ${count(number(issue, 'count'))} more.`, fix: '' };
    case 'FEW_INTERACTIONS':
      return {
        what: `${at}${counted(number(issue, 'rows'), 'row', 'rows')}; Amazon Personalize needs ${count(number(issue, 'needed'))}.`,
        fix: 'Everything works, and differences will often be luck.',
      };
    default:
      return {
        what: `${at}${counted(number(issue, 'users'), 'user', 'users')} with 2 or more interactions; Amazon Personalize needs ${count(number(issue, 'needed'))}.`,
        fix: 'Under Amazon’s limits nothing trains on so few; the relaxed profile trains, and differences will often be luck.',
      };
  }
}

/** What comes with the rows of an export bundle, and what cannot. */
function bundleWords(issue: Issue): IssueWords {
  const parts: readonly (readonly [n: number, ...Noun])[] = [
    [number(issue, 'filters'), 'filter', 'filters'],
    [number(issue, 'solutions'), 'solution', 'solutions'],
    [number(issue, 'batches'), 'put call', 'put calls'],
  ];
  const along = parts.filter(([n]) => n > 0).map((part) => counted(...part));
  const campaigns = number(issue, 'campaigns');
  const with_ = along.length === 0 ? '' : ` with ${along.join(', ')}`;
  return {
    what: `An export bundle of Foretaste${with_}. As a new project it becomes what it was, but for trained models.`,
    fix:
      campaigns > 0
        ? `Train the solutions again, then create what served them anew: ${list(issue.details.names)}.`
        : 'Train the solutions again.',
  };
}

function encodingName(encoding: string): string {
  if (encoding === 'windows-1252') return 'Latin-1 (Windows-1252)';
  return encoding.toUpperCase();
}

function ignoredBecause(reason: string): string {
  if (reason === 'not-needed') return 'not needed for recommendations, left out';
  if (reason === 'git-pointer') return 'only a pointer of Git LFS, left out';
  return reason === 'empty' ? 'empty, left out' : 'no table, left out';
}
