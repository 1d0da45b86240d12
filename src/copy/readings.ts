import type { ReadingFacts } from '../domain/facts/imports';
import type { AnswerWord, Encoding, FileFormat, NumberWriting, TableForm, TimeUnit } from '../domain/imports';
import type { IssueCode } from '../domain/issue';
import { count, counted, listed, type Noun } from '../domain/numbers';
import { someOf, type IssueWordsFor } from './finding';
import { leftOutWords } from './services';

/** A way to read something, in the menu where it can be chosen and in a sentence. */
interface ReadingName {
  readonly label: string;
  readonly said: string;
}

export const ENCODING_LABELS: { readonly [encoding in Encoding]: string } = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows-1252 (Latin-1)',
};

/** Separators on offer; a file may come with another one. */
const DELIMITER_NAMES: { readonly [delimiter: string]: ReadingName } = {
  ',': { label: 'comma', said: 'a comma (,)' },
  ';': { label: 'semicolon', said: 'a semicolon (;)' },
  '\t': { label: 'tab', said: 'a tab' },
  '|': { label: 'bar |', said: 'a bar (|)' },
  '::': { label: 'double colon ::', said: 'two colons (::)' },
  ' ': { label: 'space', said: 'a space' },
};
export const DELIMITERS: readonly string[] = Object.keys(DELIMITER_NAMES);

export function delimiterLabel(delimiter: string): string {
  return nameOf(DELIMITER_NAMES, delimiter)?.label ?? delimiter;
}

/** A delimiter in a sentence. */
export function delimiterName(delimiter: string): string {
  return nameOf(DELIMITER_NAMES, delimiter)?.said ?? `“${delimiter}”`;
}

/** In the order of the menu. */
export const TIME_NAMES: { readonly [unit in TimeUnit]: ReadingName } = {
  seconds: { label: 'Unix seconds', said: 'Unix seconds' },
  milliseconds: { label: 'Unix milliseconds', said: 'milliseconds' },
  iso: { label: 'year-month-day', said: 'dates with the year first or the month in letters' },
  'day-first': { label: 'day-month-year', said: 'dates with the day first' },
  'month-first': { label: 'month-day-year', said: 'dates with the month first' },
  year: { label: 'a year', said: 'years' },
};

/** In the order of the menu. */
export const NUMBER_NAMES: { readonly [writing in NumberWriting]: Pick<ReadingName, 'label'> } = {
  plain: { label: 'plain numbers' },
  'decimal-comma': { label: 'decimal comma' },
};

/** What a table that is no delimited text comes from, in short. */
const FORM_LABELS: { readonly [form in TableForm]: string } = {
  json: 'JSON',
  'json-lines': 'JSON Lines',
  xlsx: 'Excel workbook',
  parquet: 'Parquet',
  html: 'web page',
  made: 'made from other files',
  service: 'export of a service',
};

/** How a file is read, in short: `UTF-8, comma (,)`. */
export function formatLabel({ encoding, delimiter, form }: FileFormat): string {
  return form === undefined
    ? `${ENCODING_LABELS[encoding]}, ${delimiterLabel(delimiter)}`
    : FORM_LABELS[form];
}

const FORMS: { readonly [form in TableForm]: string } = {
  json: 'read as JSON, a row for each object.',
  'json-lines': 'read as JSON Lines, a row for each line.',
  xlsx: 'read as a sheet of a workbook.',
  parquet: 'read as Parquet.',
  html: 'read as a web page with a list of records.',
  made: 'made from the other files.',
  service: 'read as an export of its service, and split into events and items.',
};
const IGNORED: ReadonlyMap<string, string> = new Map([
  ['not-needed', 'not needed for recommendations, left out'],
  ['git-pointer', 'only a pointer of Git LFS, left out'],
  ['unreadable', 'damaged or locked, left out'],
  ['empty', 'empty, left out'],
]);

/** “‘Love it’ counts as 5 and ‘Like it’ counts as 4. ‘Never seen’ and blank answers are left out.” */
export function answerWords(words: readonly AnswerWord[]): string {
  const said = (means: AnswerWord['means']): string[] =>
    words.filter((answer) => answer.means === means).map(({ word }) => `“${word}”`);
  const values = [5, 4, 3, 2, 1].flatMap((value) => {
    const alike = said(value);
    return alike.length === 0
      ? []
      : [`${listed(alike)} ${alike.length === 1 ? 'counts' : 'count'} as ${value}`];
  });
  const [chosen, not] = [said('chosen'), said('not-chosen')];
  return [
    ...(values.length === 0 ? [] : [`${listed(values)}.`]),
    ...(chosen.length === 0 ? [] : [`${listed(chosen)}: chosen, but nobody can tell how much it is liked.`]),
    not.length === 0 ? 'Blank answers are left out.' : `${listed([...not, 'blank answers'])} are left out.`,
  ].join(' ');
}

/** Words for how a file was read. */
export const READING_WORDS: IssueWordsFor<ReadingFacts> = {
  ENCODING_GUESSED: ({ encoding }, { at }) => ({
    what: `${at}read as ${encoding === 'windows-1252' ? 'Latin-1 (Windows-1252)' : encoding.toUpperCase()}, not UTF-8.`,
    fix: 'Choose another encoding if letters look wrong.',
  }),
  DELIMITER_GUESSED: ({ delimiter }, { at }) => ({
    what: `${at}columns are separated by ${delimiterName(delimiter)}.`,
    fix: 'Choose another delimiter if the columns look wrong.',
  }),
  FORM_READ: ({ form }, { at }) => ({ what: `${at}${FORMS[form]}`, fix: '' }),
  TABLES_JOINED: ({ left, leftColumn, right, rightColumn, rows, matched }) => ({
    what: `${left} and ${right} are joined where ${leftColumn} equals ${rightColumn}; ${count(matched)} of ${counted(rows, 'row', 'rows')} match.`,
    fix: '',
  }),
  TABLE_TURNED: ({ of, things, words }) => ({
    what: `Each row of ${of} counts as a person and each of ${counted(things, 'column', 'columns')} as a thing; every answer becomes a row. ${answerWords(words)}`,
    fix: '',
  }),
  LIST_UNFOLDED: ({ of, list }) => ({
    what: `Each record of ${of} holds a list called ${list}; every entry of it becomes a row, with the rest of its record beside it.`,
    fix: '',
  }),
  NAMES_FOUND: ({ of }, { dataset }) => ({
    what: `The columns of ${of} that describe ${dataset === 'Users' ? 'a person' : 'an item'} make up the ${dataset} data.`,
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
    what: `${at}read as ${nameOf(TIME_NAMES, unit)?.said ?? 'dates'}, in UTC.`,
    fix: 'Choose another reading if the preview is wrong.',
  }),
  MILLISECONDS_DIVIDED: ({ count: cells, finer }, { at }) => {
    const which = cells === null ? 'times' : counted(cells, 'time', 'times');
    return {
      what: finer
        ? `${at}${which} read as Unix microseconds or finer; made whole seconds.`
        : `${at}${which} read as Unix milliseconds; divided by 1,000 to be whole seconds.`,
      fix: '',
    };
  },
  DECIMAL_COMMA: (_, { at }) => ({ what: `${at}read with a decimal comma.`, fix: '' }),
  ROW_ORDER_AS_TIME: (_, { at }) => ({
    what: `${at}no column holds a time, so the order of the rows stands for it: “recent” means “late in the file”.`,
    fix: 'Choose a time column if there is one.',
  }),
  ONE_PERSON: ({ person }, { at }) => ({
    what: `${at}nothing says who it was, so every row counts as one person’s, “${person}”.`,
    fix: 'Choose the column that says who it was if there is one.',
  }),
  ROWS_NOT_MEANT: ({ rows }, { at }) => ({
    what: `${at}${rows.map(({ reason, count: left }) => leftOutWords(reason, left)).join(' ')}`,
    fix: '',
  }),
  NULL_WORDS: (_, { at, value }) => ({
    what: `${at}${value} is kept as a value.`,
    fix: 'Leave the cell empty if it means “no value”.',
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
};

/** A reading that was chosen for the file and is worth knowing, as against a fault in the data. */
export function isReading(code: IssueCode): boolean {
  return Object.hasOwn(READING_WORDS, code);
}

/** What an older or newer version wrote may have no name here. */
function nameOf(names: { readonly [key: string]: ReadingName }, key: string): ReadingName | null {
  return Object.hasOwn(names, key) ? names[key] : null;
}
