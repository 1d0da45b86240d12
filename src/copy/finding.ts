import type { Issue, IssueFacts } from '../domain/issue';
import type { TableForm } from '../domain/imports';
import type { DatasetType } from '../domain/schema';
import { count, listed, plural, type Noun } from '../domain/numbers';
import type { Always } from './said';

/** An issue in words: what is the case, and what to do about it (empty when nothing needs doing). */
export interface IssueWords {
  readonly what: string;
  readonly fix: string;
}

/** The words of some codes: complete, and each code's facts typed. */
export type IssueWordsFor<Facts> = {
  readonly [Code in keyof Facts & keyof IssueFacts]: (
    facts: Always<IssueFacts[Code]>,
    finding: Finding,
  ) => IssueWords;
};

/** What a place in a table is called, by its form; of delimited text, where none is said, a line. */
const PLACES: { readonly [form in TableForm]: Noun } = {
  json: ['record', 'records'],
  'json-lines': ['line', 'lines'],
  xlsx: ['row', 'rows'],
  parquet: ['row', 'rows'],
  html: ['record', 'records'],
  made: ['row', 'rows'],
  service: ['entry', 'entries'],
};

/** `line`, or `lines` of several: what the places are called where findings stand. */
export function placeNoun(form: TableForm | undefined, places = 1): string {
  return plural(places, ...(form === undefined ? (['line', 'lines'] as const) : PLACES[form]));
}

/** `record 7`. */
export function placeWords(form: TableForm | undefined, line: number): string {
  return `${placeNoun(form)} ${count(line)}`;
}

const MOST_LISTED = 20;
const DATASETS: Record<DatasetType, string> = {
  INTERACTIONS: 'Interactions',
  ITEMS: 'Items',
  USERS: 'Users',
};

/** Where a finding stands, as the sentences about it say that. */
export class Finding {
  readonly dataset: string;
  /** `Interactions, ratings.csv, line 48,213, column RATING: ` as far as known, for the start of a sentence. */
  readonly at: string;
  /** `Interactions, ratings.csv: the schema`. */
  readonly schema: string;
  readonly column: string;
  readonly line: number;
  readonly form: TableForm | undefined;
  readonly value: string;
  readonly #isLeftOut: boolean;

  constructor({ dataset, file, line, form, column, value, severity }: Issue) {
    const name = dataset && DATASETS[dataset];
    const start = (parts: readonly (string | undefined | false)[]): string =>
      parts.some(Boolean) ? `${parts.filter(Boolean).join(', ')}: ` : '';
    this.dataset = name ?? 'The file';
    this.at = start([
      name,
      file,
      line !== undefined && placeWords(form, line),
      column !== undefined && `column ${column}`,
    ]);
    this.schema = `${start([name, file])}the schema`;
    this.column = column ?? '';
    this.line = line ?? 1;
    this.form = form;
    this.value = quoted(value ?? '');
    this.#isLeftOut = severity === 'warning';
  }

  /** A row that was left out (warning) says so; one that stops the import says how to put it right. */
  mend(how: string): string {
    return this.#isLeftOut ? 'The row is left out; everything else is imported.' : how;
  }
}

export function quoted(text: string): string {
  return text === '' ? 'an empty cell' : `“${text}”`;
}

/** A list of texts that may be long: `A, B and C`, `A, … and 7 more`. */
export function someOf(words: readonly string[]): string {
  const rest = words.length - MOST_LISTED;
  return rest > 0 ? `${words.slice(0, MOST_LISTED).join(', ')} and ${count(rest)} more` : listed(words);
}
