import type { ReadingFacts } from '../../domain/facts/imports';
import type { Encoding, FileFormat, NumberWriting, TimeUnit } from '../../domain/imports';
import type { AnswerWord, TableForm } from '../../domain/table-form';
import type { IssueCode } from '../../domain/issue';
import { count, listed } from '../../domain/numbers';
import { groupBy } from '../../domain/tallies';
import * as say from '../messages/readings';
import { saidWhenRead } from '../messages/said-when-read';
import { unusedName } from './other-forms';
import { placed, plainly, someOf, type IssueWordsFor } from './finding';
import type { Sentence } from './said';
import { columnName, markWords, tableName } from './table-names';
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
  'windows-1250': 'Windows-1250',
  'windows-1251': 'Windows-1251',
  'windows-1253': 'Windows-1253',
  'windows-1254': 'Windows-1254',
  'windows-1255': 'Windows-1255',
  'windows-1256': 'Windows-1256',
  'windows-874': 'Windows-874',
  'iso-8859-2': 'Latin-2 (ISO 8859-2)',
  'koi8-r': 'KOI8-R',
  macintosh: 'Macintosh',
  'euc-kr': 'EUC-KR (CP949)',
  shift_jis: 'Shift_JIS',
  'euc-jp': 'EUC-JP',
  gb18030: 'GB18030 (GBK)',
  big5: 'Big5',
};

/** A name that follows the language. */
function reading(label: () => string, said: () => string = label): ReadingName {
  return saidWhenRead({ label, said });
}

/** Separators on offer; a file may come with another one. */
const DELIMITER_NAMES: { readonly [delimiter: string]: ReadingName } = {
  ',': reading(say.comma, say.aComma),
  ';': reading(say.semicolon, say.aSemicolon),
  '\t': reading(say.tab, say.aTab),
  '|': reading(say.bar, say.aBar),
  '::': reading(say.doubleColon, say.twoColons),
  ' ': reading(say.space, say.aSpace),
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
  seconds: reading(say.unixSeconds),
  milliseconds: reading(say.unixMilliseconds, say.saidMilliseconds),
  iso: reading(say.yearFirst, say.saidYearFirst),
  'short-year-first': reading(say.shortYearFirst, say.saidShortYearFirst),
  'day-first': reading(say.dayFirst, say.saidDayFirst),
  'month-first': reading(say.monthFirst, say.saidMonthFirst),
  year: reading(say.aYear, say.saidYears),
  'year-month': reading(say.yearMonth, say.saidYearMonth),
  excel: reading(say.excelDays, say.saidExcelDays),
  days: reading(say.dayNumbers, say.dayNumbers),
  buddhist: reading(say.buddhistYears, say.saidBuddhistYears),
  minguo: reading(say.minguoYears, say.saidMinguoYears),
  jalali: reading(say.persianDates, say.saidPersianDates),
};

/** A way to write times in a sentence. */
export function timeReading(unit: string): string {
  return nameOf(TIME_NAMES, unit)?.said ?? say.saidDates();
}

/** In the order of the menu. */
export const NUMBER_NAMES: { readonly [writing in NumberWriting]: Pick<ReadingName, 'label'> } = {
  plain: reading(say.plainNumbers),
  'decimal-comma': reading(say.decimalComma),
  money: reading(say.money),
  grouped: reading(say.grouped),
  stars: reading(say.starsWritten),
  fraction: reading(say.fractionWritten),
  percent: reading(say.percentWritten),
  points: reading(say.pointsWritten),
  thumbs: reading(say.thumbsWritten),
  answers: reading(say.answersWritten),
  letters: reading(say.lettersWritten),
  unrated: reading(say.unratedWritten),
};

/** What a table that is no delimited text comes from, in short. */
const FORM_LABELS: { readonly [form in TableForm]: string } = saidWhenRead({
  json: say.json,
  'json-lines': say.jsonLines,
  xlsx: say.excel,
  ods: say.openDocument,
  parquet: say.parquet,
  html: say.webPage,
  sqlite: say.sqlite,
  made: say.made,
  service: say.serviceExport,
});

/** How a file is read, in short: `UTF-8, comma (,)`. */
export function formatLabel({ encoding, delimiter, form }: FileFormat): string {
  return form === undefined
    ? `${ENCODING_LABELS[encoding]}, ${delimiterLabel(delimiter)}`
    : FORM_LABELS[form];
}

const FORMS: { readonly [form in TableForm]: () => string } = {
  json: say.readJson,
  'json-lines': say.readJsonLines,
  xlsx: say.readSheet,
  ods: say.readSheet,
  parquet: say.readParquet,
  html: say.readWebPage,
  sqlite: say.readDatabase,
  made: say.madeFromOthers,
  service: say.readService,
};

/** “‘Love it’ counts as 5 and ‘Like it’ counts as 4. ‘Never seen’ and blank answers are left out.” */
export function answerWords(words: readonly AnswerWord[]): string {
  const said = (means: AnswerWord['means']): string[] =>
    words.filter((answer) => answer.means === means).map(({ word }) => `“${word}”`);
  const numbers = new Set(words.flatMap(({ means }) => (typeof means === 'number' ? [means] : [])));
  const values = [...numbers]
    .sort((a, b) => b - a)
    .map((value) => {
      const alike = said(value);
      return say.countsAs({ words: listed(alike), alike: alike.length, value: `${value}` });
    });
  const [chosen, not] = [said('chosen'), said('not-chosen')];
  return [
    ...(values.length === 0 ? [] : [say.answersCount({ counts: listed(values) })]),
    ...(chosen.length === 0 ? [] : [say.answersChosen({ words: listed(chosen) })]),
    not.length === 0 ? say.blankLeftOut() : say.wordsLeftOut({ words: listed([...not, say.blankAnswers()]) }),
  ].join(' ');
}

/** Whom the columns of a table name that was turned, and which of them are left out. */
export function turnedWords({
  names,
  sums,
  others,
  across,
  headerLine,
}: ReadingFacts['TABLE_TURNED']): string {
  const of = (headers: readonly string[]) => ({ names: someOf(headers), count: headers.length });
  return [
    ...(names.length > 0 ? [say.turnedNames({ ...of(names), way: across ? 'across' : 'other' })] : []),
    ...(names.length === 0 ? [say.turnedNameless()] : []),
    ...(sums.length > 0 ? [say.turnedSums(of(sums))] : []),
    ...(others.length > 0 ? [say.turnedOthers(of(others))] : []),
    ...(headerLine === null ? [] : [say.turnedHead({ line: headerLine })]),
  ].join(' ');
}

/** Words for how a file was read. */
export const READING_WORDS: IssueWordsFor<ReadingFacts> = {
  ENCODING_GUESSED: ({ encoding }, { at }) => {
    const name =
      encoding === 'windows-1252' ? 'Latin-1 (Windows-1252)' : ENCODING_LABELS[encoding as Encoding];
    return { what: `${at}${say.encoding({ encoding: name })}`, fix: say.encodingFix() };
  },
  DELIMITER_GUESSED: placed(
    ({ delimiter }) => say.delimiter({ delimiter: delimiterName(delimiter) }),
    say.delimiterFix,
  ),
  FORM_READ: ({ form }, { at }) => ({
    // An older version read forms that are read no more.
    what: `${at}${(Object.hasOwn(FORMS, form) ? FORMS[form] : say.readOlder)()}`,
    fix: '',
  }),
  TABLES_GATHERED: plainly(({ parts, mark }) =>
    say.gathered({
      parts: someOf(parts.map(({ file, rows }) => say.gatheredPart({ file: tableName(file), rows }))),
      ...markWords(mark),
    }),
  ),
  TABLES_JOINED: plainly(({ left, leftColumn, right, rightColumn, rows, matched }) =>
    say.joined({ left, leftColumn, right, rightColumn, rows, matched }),
  ),
  TABLE_TURNED: (facts) => ({
    what: say.turned({
      of: facts.of,
      things: facts.things,
      answers: answerWords(facts.words),
      way: facts.across ? 'across' : 'other',
    }),
    fix: turnedWords(facts),
  }),
  LIST_UNFOLDED: plainly(say.unfolded),
  CELLS_AS_ABOVE: placed(asAboveWords),
  CELLS_SPLIT: plainly(({ cells, along, ...facts }) =>
    say.cellsSplit({ ...facts, cells: columnName(cells), along: columnName(along) }),
  ),
  NAMES_FOUND: ({ of }, { type, dataset }) => ({
    what: say.namesFound({ of, what: type === 'USERS' ? 'person' : 'other', dataset }),
    fix: say.namesFoundFix(),
  }),
  WRITES_AHEAD: placed(say.writesAhead, say.writesAheadFix),
  HEADER_QUOTED: placed(say.headerQuoted),
  HEADER_MISSING: placed(
    ({ columns }) => say.headerMissing({ columns: someOf(columns) }),
    say.headerMissingFix,
  ),
  PERSON_TOGETHER: plainly(
    ({ columns }) => say.personTogether({ columns: listed(columns) }),
    say.onePersonFix,
  ),
  HEADER_JOINED: placed(say.headerJoined, say.headerLineFix),
  HEADER_LINE_GUESSED: placed(say.headerLine, say.headerLineFix),
  BACKSLASH_QUOTES: placed(say.backslashQuotes),
  COLUMN_RENAMED: placed(say.renamed),
  COLUMN_ORDER: placed(say.columnOrder),
  COLUMN_IGNORED: placed(say.leftOut),
  HEADER_CASE: placed(say.headerCase),
  DATES_PARSED: placed(({ unit }) => say.datesParsed({ reading: timeReading(unit) }), say.datesParsedFix),
  CLOCK_ADDED: placed(say.clockAdded, say.clockAddedFix),
  MILLISECONDS_DIVIDED: placed(({ count: cells, finer }) => dividedWords(cells, finer)),
  DECIMAL_COMMA: placed(say.decimalCommaRead),
  MONEY_READ: placed(say.moneyRead),
  GROUPS_READ: placed(say.groupsRead),
  ROW_ORDER_AS_TIME: placed(
    ({ unread }) =>
      unread === null
        ? say.rowOrder()
        : say.rowOrderUnread({ ...unread, reason: unread.reason === 'form' ? 'other' : unread.reason }),
    say.rowOrderFix,
  ),
  VALUES_READ: ({ values, most }, { at }) => {
    const counts = listed(
      [...groupBy(values, ({ value }) => value)].map(([value, alike]) =>
        say.valueCountsAs({
          words: listed(alike.map(({ word }) => `“${word}”`)),
          alike: alike.length,
          value,
        }),
      ),
    );
    return {
      what: `${at}${most === '' ? say.answersCount({ counts }) : say.fractionsRead({ counts, most })}`,
      fix: '',
    };
  },
  UNRATED_READ: placed(say.unratedRead, say.unratedReadFix),
  ONE_PERSON: placed(say.onePerson, say.onePersonFix),
  PEOPLE_ALSO: ({ also, how }, { at }) =>
    how === 'name'
      ? { what: `${at}${say.nameElse({ column: columnName(also) })}`, fix: '' }
      : how === 'else'
        ? { what: `${at}${say.peopleElse({ column: also })}`, fix: say.peopleElseFix({ column: also }) }
        : { what: `${at}${say.peopleTogether({ column: also })}`, fix: say.peopleTogetherFix() },
  PEOPLE_BESIDE: placed(say.peopleBeside),
  EPISODES_GROUPED: placed(say.episodesGrouped),
  ROWS_NOT_MEANT: placed(({ rows }) =>
    rows.map(({ reason, count: left }) => leftOutWords(reason, left)).join(' '),
  ),
  ROWS_SIFTED: placed(siftedWords),
  LISTS_READ: placed(listsWords),
  NULL_WORDS: placed(say.nullWords, say.nullWordsFix),
  SCHEMA_INFERRED: (_, { at, column, value }) =>
    column === ''
      ? { what: `${at}${say.schemaInferred()}`, fix: '' }
      : { what: `${at}${say.readAsText({ value })}`, fix: say.readAsTextFix() },
  FILE_IGNORED: placed(({ reason }) => say.leftOutAs({ what: unusedName(reason) })),
  /** What comes with the rows of an export bundle, and what cannot. */
  BUNDLE_RECOGNISED: ({ filters, solutions, batches, campaigns, names }) => {
    const parts = [
      ...(filters > 0 ? [say.bundleFilters({ filters })] : []),
      ...(solutions > 0 ? [say.bundleSolutions({ solutions })] : []),
      ...(batches > 0 ? [say.bundleCalls({ calls: batches })] : []),
    ];
    return {
      what: parts.length === 0 ? say.bundle() : say.bundleWith({ parts: parts.join(', ') }),
      fix: campaigns > 0 ? say.serveAgainFix({ names: someOf(names) }) : say.trainAgainFix(),
    };
  },
};

const SIFTED: {
  readonly [reason: string]: Record<
    'out' | 'kept',
    (facts: { readonly count: number; readonly rows: string; readonly signs: string }) => string
  >;
} = {
  cancelled: { out: say.siftedCancelled, kept: say.keptCancelled },
  'test-order': { out: say.siftedTests, kept: say.keptTests },
  total: { out: say.siftedSums, kept: say.keptSums },
  'taken-back': { out: say.siftedTakenBack, kept: say.keptTakenBack },
};

/** “14 of 300 rows were cancelled or refunded (status = cancelled, refunded): they say nothing about taste and are left out.” */
export function siftedWords({
  reason,
  count: sifted,
  rows,
  kept,
  signs,
}: ReadingFacts['ROWS_SIFTED']): string {
  if (!Object.hasOwn(SIFTED, reason)) return leftOutWords(reason, sifted);
  const words = SIFTED[reason];
  const facts = { count: sifted, rows: count(rows), signs: signs.map(signWords).join('; ') };
  return kept ? words.kept(facts) : words.out(facts);
}

/** “1,468 of 4,250 rows leave buyer and ordered at blank: they belong to the row above, whose cells count for them.” */
export function asAboveWords({ columns, count: left, rows, blank }: ReadingFacts['CELLS_AS_ABOVE']): string {
  const facts = { count: left, rows: count(rows), columns: listed(columns) };
  return blank ? say.cellsBlank(facts) : say.cellsAsAbove(facts);
}

function signWords({ sign, column, cells }: ReadingFacts['ROWS_SIFTED']['signs'][number]): string {
  return SIGNS.get(sign)?.({ column }) ?? say.signCells({ column, cells: cells.join(', ') });
}
const SIGNS: ReadonlyMap<string, Sentence<{ column: string }>> = new Map([
  ['filled', say.signFilled],
  ['negative', say.signNegative],
  ['credit', say.signCredit],
  ['undone', say.signUndone],
]);

/** Of a cell with many names the first few are said. */
function listsWords({ takes, separator, read, length, most }: ReadingFacts['LISTS_READ']): string {
  if (takes === 'numbers') return say.listsOfNumbers({ numbers: length });
  if (takes === 'words') return say.listsOfWords();
  const names = read.split('|').slice(0, 3).join(', ');
  if (takes === 'parts') return say.partsRead({ separator: delimiterName(separator), names });
  return most === null ? say.listsRead({ names }) : say.listsCut({ names, most, length });
}

/** @param cells null: all times of the column. */
function dividedWords(cells: number | null, finer: boolean): string {
  if (cells === null) return finer ? say.allTimesFiner() : say.allTimesDivided();
  return finer ? say.timesFiner({ cells }) : say.timesDivided({ cells });
}

/** A reading that was chosen for the file and is worth knowing, as against a fault in the data. */
export function isReading(code: IssueCode): boolean {
  return Object.hasOwn(READING_WORDS, code);
}

/** What an older or newer version wrote may have no name here. */
function nameOf(names: { readonly [key: string]: ReadingName }, key: string): ReadingName | null {
  return Object.hasOwn(names, key) ? names[key] : null;
}
