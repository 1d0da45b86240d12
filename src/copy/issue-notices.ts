import type { NoticeFacts } from '../domain/facts/imports';
import type { TableForm } from '../domain/imports';
import { delimiterName, someOf, type IssueWordsFor } from './finding';
import { count, counted, plural, type Noun } from '../domain/numbers';

const UNITS: ReadonlyMap<string, string> = new Map([
  ['iso', 'dates with the year first or the month in letters'],
  ['day-first', 'dates with the day first'],
  ['month-first', 'dates with the month first'],
  ['year', 'years'],
]);
const FORMS: Readonly<Record<TableForm, string>> = {
  json: 'read as JSON, a row for each object.',
  'json-lines': 'read as JSON Lines, a row for each line.',
  xlsx: 'read as a sheet of a workbook.',
  parquet: 'read as Parquet.',
  html: 'read as a web page with a list of records.',
  made: 'made from the other files.',
};
const IGNORED: ReadonlyMap<string, string> = new Map([
  ['not-needed', 'not needed for recommendations, left out'],
  ['git-pointer', 'only a pointer of Git LFS, left out'],
  ['empty', 'empty, left out'],
]);

/** Words for the notices of the mapping door. */
export const NOTICE_WORDS: IssueWordsFor<NoticeFacts> = {
  ENCODING_GUESSED: ({ encoding }, { at }) => ({
    what: `${at}read as ${encoding === 'windows-1252' ? 'Latin-1 (Windows-1252)' : encoding.toUpperCase()}, not UTF-8.`,
    fix: 'Choose another encoding if letters look wrong.',
  }),
  DELIMITER_GUESSED: ({ delimiter }, { at }) => ({
    what: `${at}columns are separated by ${delimiterName(delimiter)}.`,
    fix: 'Choose another delimiter if the columns look wrong.',
  }),
  FORM_READ: ({ form }, { at }) => ({ what: `${at}${FORMS[form]}`, fix: '' }),
  RECORD_UNREAD: (_, { at }) => ({
    what: `${at}a record that cannot be read; it is left out.`,
    fix: 'Mend it in the file and drop the file again.',
  }),
  TABLES_JOINED: ({ left, leftColumn, right, rightColumn, rows, matched }, { at }) => ({
    what: `${at}${left} and ${right} are joined where ${leftColumn} equals ${rightColumn}: ${counted(matched, 'row', 'rows')} of ${count(rows)} found theirs.`,
    fix: '',
  }),
  JOIN_REPEATS: ({ right, rightColumn, repeated }, { at }) => ({
    what: `${at}${rightColumn} stands in more than one row of ${right} (${counted(repeated, 'row', 'rows')} too many), so that a join would multiply rows.`,
    fix: 'Undo the join, or keep one row of each in that file.',
  }),
  NAMES_FOUND: ({ of }, { at, dataset }) => ({
    what: `${at}the columns of ${of} that tell of one ${dataset === 'Users' ? 'person' : 'item'} each become the ${dataset} data.`,
    fix: 'Leave this table out if that is wrong.',
  }),
  HEADER_QUOTED: (_, { at }) => ({ what: `${at}the header is quoted; the quotes are dropped.`, fix: '' }),
  HEADER_MISSING: ({ columns }, { at }) => ({
    what: `${at}no header line; columns are named ${someOf(columns)}.`,
    fix: 'Say which line is the header if there is one.',
  }),
  HEADER_LINE_GUESSED: (_, { at }) => ({
    what: `${at}this line is taken for the header; lines before it are skipped.`,
    fix: 'Choose another header line if that is wrong.',
  }),
  BACKSLASH_QUOTES: (_, { at }) => ({
    what: `${at}quotes inside texts are written \\"; the whole file is read that way.`,
    fix: '',
  }),
  COLUMN_RENAMED: ({ field }, { at }) => ({ what: `${at}becomes ${field}.`, fix: '' }),
  COLUMN_ORDER: (_, { at }) => ({
    what: `${at}the columns stand in another order than in the schema; they are matched by name.`,
    fix: '',
  }),
  COLUMN_IGNORED: (_, { at }) => ({ what: `${at}left out.`, fix: '' }),
  HEADER_CASE: ({ field }, { at }) => ({ what: `${at}taken as ${field}; only capitals differ.`, fix: '' }),
  DATES_PARSED: ({ unit }, { at }) => ({
    what: `${at}read as ${UNITS.get(unit) ?? 'dates'}, in UTC.`,
    fix: 'Choose another reading if the preview is wrong.',
  }),
  MILLISECONDS_DIVIDED: ({ count: cells, finer }, { at }) => {
    const which = cells === null ? 'milliseconds' : `${counted(cells, 'value', 'values')} in milliseconds`;
    return {
      what: finer
        ? `${at}parts of a second finer than milliseconds; made whole seconds.`
        : `${at}${which} divided by 1000.`,
      fix: '',
    };
  },
  DECIMAL_COMMA: (_, { at }) => ({ what: `${at}read with a decimal comma.`, fix: '' }),
  ROW_ORDER_AS_TIME: (_, { at }) => ({
    what: `${at}no column holds a time; the order of the rows stands in for it, and “recent” means “late in the file”.`,
    fix: 'Choose a time column if there is one.',
  }),
  ONE_PERSON: ({ person }, { at }) => ({
    what: `${at}nothing says who it was, so every row counts as one person’s, “${person}”.`,
    fix: 'Choose the column that says who it was if there is one.',
  }),
  ORDER_AS_PERSON: (_, { at }) => ({
    what: `${at}a number of orders stands for the person, so each order counts as another user.`,
    fix: 'Choose the column that says who it was, such as a customer number or an e-mail address, if there is one.',
  }),
  NULL_WORDS: (_, { at, value }) => ({
    what: `${at}${value} is kept as a value.`,
    fix: 'Leave the cell empty if it means “no value”.',
  }),
  TEXT_CUT: ({ length, limit }, { at }) => ({
    what: `${at}a text of ${count(length)} characters is cut to ${count(limit)}.`,
    fix: '',
  }),
  DUPLICATE_ROWS: ({ count: rows }, { at }) => ({
    what: `${at}${counted(rows, 'row repeats', 'rows repeat')} an earlier row in every column and ${plural(rows, 'counts', 'count')} once.`,
    fix: '',
  }),
  DUPLICATE_ID: ({ firstLine }, { at, value }) => ({
    what: `${at}${value} was described before, on line ${count(firstLine)}; this row replaces it.`,
    fix: '',
  }),
  ROWS_DROPPED: ({ count: dropped, rows }, { at }) => ({
    what: `${at}${count(dropped)} of ${counted(rows, 'row', 'rows')} ${plural(dropped, 'is', 'are')} left out; everything else is imported.`,
    fix: '',
  }),
  TOO_MANY_EVENT_TYPES: ({ types, count: all, columns, limit }, { at }) => ({
    what: `${at}${counted(all, 'event type', 'event types')} (${someOf(types)}) and ${counted(columns, 'optional column', 'optional columns')}; ${count(limit)} together are allowed for training.`,
    fix: 'Train on one event type, or leave some out of the file.',
  }),
  SCHEMA_INFERRED: (_, { at, column, value }) =>
    column === ''
      ? { what: `${at}the schema is guessed from the columns.`, fix: '' }
      : {
          what: `${at}${value} is no number, so the column is read as text.`,
          fix: 'Correct the cell if it should be a number column.',
        },
  FILE_IGNORED: ({ reason }, { at }) => ({
    what: `${at}${IGNORED.get(reason) ?? 'no table, left out'}.`,
    fix: '',
  }),
  /** What comes with the rows of an export bundle, and what cannot. */
  BUNDLE_RECOGNISED: ({ filters, solutions, batches, campaigns, names }) => {
    const parts: readonly (readonly [n: number, ...Noun])[] = [
      [filters, 'filter', 'filters'],
      [solutions, 'solution', 'solutions'],
      [batches, 'put call', 'put calls'],
    ];
    const along = parts.filter(([n]) => n > 0).map((part) => counted(...part));
    const with_ = along.length === 0 ? '' : ` with ${along.join(', ')}`;
    return {
      what: `An export bundle of Foretaste${with_}. As a new project it becomes what it was, but for trained models.`,
      fix:
        campaigns > 0
          ? `Train the solutions again, then create what served them anew: ${someOf(names)}.`
          : 'Train the solutions again.',
    };
  },
  MORE_ISSUES: ({ count: more }, { at }) => ({ what: `${at}and ${count(more)} more.`, fix: '' }),
  FEW_INTERACTIONS: ({ rows, needed }, { at }) => ({
    what: `${at}${counted(rows, 'row', 'rows')}; Amazon Personalize needs ${count(needed)}.`,
    fix: 'Everything works, and differences will often be luck.',
  }),
  FEW_USERS: ({ users, needed }, { at }) => ({
    what: `${at}${counted(users, 'user', 'users')} with 2 or more interactions; Amazon Personalize needs ${count(needed)}.`,
    fix: 'Under Amazon’s limits nothing trains on so few; the relaxed profile trains, and differences will often be luck.',
  }),
};
