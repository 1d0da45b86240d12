import type { FaultFacts } from '../domain/facts/faults';
import type { TableForm } from '../domain/imports';
import { TABLE_LIMITS } from '../domain/table-limits';
import { count } from '../domain/numbers';
import type { Always, Said } from './said';

type Facts = Always<FaultFacts['TABLE_UNREADABLE']>;

/** What each of its records is called. */
const RECORDS: Readonly<Record<TableForm, string>> = {
  json: 'record',
  'json-lines': 'line',
  xlsx: 'row',
  parquet: 'row group',
  html: 'record',
  made: 'row',
  service: 'row',
};
const WORDS: Readonly<Record<Facts['reason'], (file: string, at: string) => Said>> = {
  cut: (file, at) => ({
    what: `${file} breaks off in the middle${at}.`,
    todo: 'It was cut short, perhaps by a download that did not finish. Get the file again.',
  }),
  malformed: (file, at) => ({
    what: `${file} is damaged${at}.`,
    todo: 'Export it again, or save the table as CSV and drop that.',
  }),
  'too-deep': (file, at) => ({
    what: `${file} has more than ${count(TABLE_LIMITS.depth)} brackets inside one another${at}.`,
    todo: 'Export the records as a flat table.',
  }),
  'too-wide': (file) => ({
    what: `${file} has more than ${count(TABLE_LIMITS.columns)} columns.`,
    todo: 'Keep the columns that say who did what, and when.',
  }),
  'too-long': (file, at) => ({
    what: `${file} is longer${at} than can be read at once.`,
    todo: 'Export it as JSON Lines or CSV, a record on each line.',
  }),
  password: (file) => ({
    what: `${file} is locked with a password.`,
    todo: 'Open it in Excel, take the password off (File, Info, Protect Workbook), save it and drop it again.',
  }),
  'old-excel': (file) => ({
    what: `${file} is a workbook in an older or binary Excel format.`,
    todo: 'Open it and save it as .xlsx or CSV, then drop that.',
  }),
  packing: (file) => ({
    what: `${file} is compressed in a way that cannot be read here.`,
    todo: 'Write it again with snappy, gzip or zstd compression, or with none.',
  }),
};

/** Why a table was not read. */
export function tableWords({ file, form, reason, record }: Facts): Said {
  const at =
    record === null ? '' : ` ${reason === 'cut' ? 'of' : 'in'} ${RECORDS[form ?? 'made']} ${count(record)}`;
  return { ...WORDS[reason](file, at), safe: 'Nothing was imported.' };
}
