import type { Issue, IssueFacts } from '../domain/issue';
import type { TableForm } from '../domain/imports';
import type { DatasetType } from '../domain/schema';
import { count, listed } from '../domain/numbers';
import * as say from '../words/issues';
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

/** A place in a table: one with its number, and what such places are called. */
interface Place {
  readonly at: (facts: { readonly number: string }) => string;
  readonly noun: (facts: { readonly places: number }) => string;
}
const RECORD: Place = { at: say.atRecord, noun: say.records };
const LINE: Place = { at: say.atLine, noun: say.lines };
const ROW: Place = { at: say.atRow, noun: say.rows };

/** What a place in a table is called, by its form; of delimited text, where none is said, a line. */
const PLACES: { readonly [form in TableForm]: Place } = {
  json: RECORD,
  'json-lines': LINE,
  xlsx: ROW,
  parquet: ROW,
  html: RECORD,
  made: ROW,
  service: { at: say.atEntry, noun: say.entries },
};

function placeOf(form: TableForm | undefined): Place {
  return form === undefined ? LINE : PLACES[form];
}

/** `line`, or `lines` of several: what the places are called where findings stand. */
export function placeNoun(form: TableForm | undefined, places = 1): string {
  return placeOf(form).noun({ places });
}

/** `record 7`. */
export function placeWords(form: TableForm | undefined, line: number): string {
  return placeOf(form).at({ number: count(line) });
}

const MOST_LISTED = 20;
const DATASETS: { readonly [type in DatasetType]: () => string } = {
  INTERACTIONS: say.interactions,
  ITEMS: say.items,
  USERS: say.users,
};

/** A dataset by its name: `Interactions`. */
export function datasetName(type: DatasetType): string {
  return DATASETS[type]();
}

/** Where a finding stands, as the sentences about it say that. */
export class Finding {
  readonly dataset: string;
  /** `Interactions, ratings.csv, line 48,213, column RATING: ` as far as known, for the start of a sentence. */
  readonly at: string;
  /** `Interactions, ratings.csv: `, for a sentence about the schema. */
  readonly file: string;
  readonly column: string;
  readonly line: number;
  readonly form: TableForm | undefined;
  readonly value: string;
  readonly type: DatasetType | undefined;
  readonly #isLeftOut: boolean;

  constructor({ dataset, file, line, form, column, value, severity }: Issue) {
    const name = dataset && datasetName(dataset);
    const start = (parts: readonly (string | undefined | false)[]): string =>
      parts.some(Boolean) ? `${parts.filter(Boolean).join(', ')}: ` : '';
    this.type = dataset;
    this.dataset = name ?? say.theFile();
    this.at = start([
      name,
      file,
      line !== undefined && placeWords(form, line),
      column !== undefined && say.atColumn({ name: column }),
    ]);
    this.file = start([name, file]);
    this.column = column ?? '';
    this.line = line ?? 1;
    this.form = form;
    this.value = quoted(value ?? '');
    this.#isLeftOut = severity === 'warning';
  }

  /** A row that was left out (warning) says so; one that stops the import says how to put it right. */
  mend(how: string): string {
    return this.#isLeftOut ? say.rowLeftOut() : how;
  }
}

export function quoted(text: string): string {
  return text === '' ? say.emptyCell() : `“${text}”`;
}

/** A list of texts that may be long: `A, B and C`, `A, … and 7 more`. */
export function someOf(words: readonly string[]): string {
  const rest = words.length - MOST_LISTED;
  return rest > 0
    ? say.andMore({ names: words.slice(0, MOST_LISTED).join(', '), rest: count(rest) })
    : listed(words);
}
