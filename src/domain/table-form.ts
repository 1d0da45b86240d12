/**
 * What a table that is no delimited text comes from. `made`: it is made from other tables of the same drop; `service`:
 * its rows are those of a known service's file, in the form that the service means.
 */
export type TableForm =
  | 'json'
  | 'json-lines'
  | 'xlsx'
  | 'ods'
  | 'parquet'
  | 'html'
  | 'sqlite'
  | 'made'
  | 'service';

/** What a word of a survey says: how much its thing is liked, that it was chosen and no more, or that it was not. */
export interface AnswerWord {
  readonly word: string;
  readonly means: number | 'chosen' | 'not-chosen';
}
