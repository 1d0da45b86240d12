import type { Issue, IssueFacts } from '../../domain/issue';
import type { TableForm } from '../../domain/table-form';
import type { DatasetType } from '../../domain/schema';
import { listed } from '../../domain/numbers';
import * as datasets from '../messages/datasets';
import * as say from '../messages/finding';
import { saidWhenRead } from '../messages/said-when-read';
import { present, type Always, type Sentence } from './said';
import { columnName, tableName } from './table-names';

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

/** What a place in a table is called, by its form. */
const PLACES: { readonly [form in TableForm]: typeof say.row } = {
  json: say.record,
  'json-lines': say.line,
  xlsx: say.row,
  ods: say.row,
  parquet: say.row,
  html: say.record,
  sqlite: say.row,
  made: say.row,
  service: say.entry,
};

/**
 * `line`, or `lines` of several: what the places are called where findings stand.
 *
 * @param form undefined: delimited text.
 */
export function placeNoun(form: TableForm | undefined, places = 1): string {
  if (form === undefined) return say.line({ count: places });
  // An older version read forms that are read no more.
  return (Object.hasOwn(PLACES, form) ? PLACES[form] : say.row)({ count: places });
}

/** `record 7`. */
export function placeWords(form: TableForm | undefined, line: number): string {
  return say.place({ noun: placeNoun(form), number: line });
}

const MOST_LISTED = 20;
export const DATASET_NAMES: { readonly [type in DatasetType]: string } = saidWhenRead({
  INTERACTIONS: datasets.interactions,
  ITEMS: datasets.items,
  USERS: datasets.users,
  ACTIONS: datasets.actions,
  ACTION_INTERACTIONS: datasets.actionInteractions,
});

/** Where a finding stands, as the sentences about it say that. */
export class Finding {
  readonly type: DatasetType | undefined;
  readonly dataset: string;
  /** `Interactions, ratings.csv, line 48,213, column RATING: ` as far as known, for the start of a sentence. */
  readonly at: string;
  /** `Interactions, ratings.csv: `, for a sentence about the schema. */
  readonly file: string;
  readonly column: string;
  readonly line: number;
  readonly form: TableForm | undefined;
  readonly value: string;
  readonly #isLeftOut: boolean;

  /** @param isTyped on the command line, where nothing can be pressed. */
  constructor(
    { dataset, file, line, form, column, value, severity }: Issue,
    readonly isTyped = false,
  ) {
    const name = dataset && DATASET_NAMES[dataset];
    const start = (parts: readonly (string | undefined | false)[]): string =>
      parts.some(Boolean) ? `${parts.filter(Boolean).join(', ')}: ` : '';
    this.type = dataset;
    this.dataset = name ?? say.theFile();
    this.at = start([
      name,
      file !== undefined && tableName(file),
      line !== undefined && placeWords(form, line),
      column !== undefined && say.column({ name: columnName(column) }),
    ]);
    this.file = start([name, file !== undefined && tableName(file)]);
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

/** What messages may read of a finding beside the facts of its code. */
type Place = Pick<Finding, 'dataset' | 'column' | 'value'>;

/** What codes say whose messages read the facts as they are: `start` stands before it. @param mends see `Finding.mend`. */
function wordsAfter(start: (finding: Finding) => string, mends = false) {
  return <Facts extends object>(
    what: Sentence<NoInfer<Facts> & Place>,
    fix?: Sentence<NoInfer<Facts> & Place>,
  ): ((facts: Facts, finding: Finding) => IssueWords) =>
    (facts, finding) => {
      const { dataset, column, value } = finding;
      const known = present({ dataset, column, value, ...facts });
      const how = fix?.(known) ?? '';
      return { what: `${start(finding)}${what(known)}`, fix: mends ? finding.mend(how) : how };
    };
}
export const plainly = wordsAfter(() => '');
export const placed = wordsAfter(({ at }) => at);
export const ofRow = wordsAfter(({ at }) => at, true);
export const ofFile = wordsAfter(({ file }) => file);

export function quoted(text: string): string {
  return text === '' ? say.emptyCell() : say.quoted({ text });
}

/** A list of texts that may be long: `A, B and C`, `A, … and 7 more`. */
export function someOf(words: readonly string[]): string {
  const rest = words.length - MOST_LISTED;
  return rest > 0
    ? say.andMore({ list: words.slice(0, MOST_LISTED).join(', '), count: rest })
    : listed(words);
}
