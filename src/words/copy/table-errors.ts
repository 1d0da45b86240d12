import type { FaultFacts } from '../../domain/faults';
import type { TableForm } from '../../domain/table-form';
import { TABLE_LIMITS } from '../../domain/table-limits';
import { count } from '../../domain/numbers';
import * as nouns from '../messages/nouns';
import * as say from '../messages/errors';
import type { Always, Said } from './said';

type Facts = Always<FaultFacts['TABLE_UNREADABLE']>;

/** Where in the file: `record 7`, or nowhere that can be told. */
interface Where {
  readonly file: string;
  readonly at: 'nowhere' | 'other';
  readonly place: string;
}

/** What each of its records is called. */
const PLACES: Readonly<Record<TableForm, (facts: { readonly number: string }) => string>> = {
  json: say.placeRecord,
  'json-lines': nouns.line,
  xlsx: say.placeRow,
  ods: say.placeRow,
  parquet: say.placeRowGroup,
  html: say.placeRecord,
  sqlite: say.placeRow,
  made: say.placeRow,
  service: say.placeRow,
};
const WORDS: Readonly<Record<Facts['reason'], (where: Where) => Omit<Said, 'safe'>>> = {
  cut: (where) => ({ what: say.tableCut(where), todo: say.tableCutTodo() }),
  malformed: (where) => ({ what: say.tableDamaged(where), todo: say.tableDamagedTodo() }),
  'too-deep': (where) => ({
    what: say.tableDeep({ ...where, most: count(TABLE_LIMITS.depth) }),
    todo: say.tableDeepTodo(),
  }),
  'too-wide': ({ file }) => ({
    what: say.tableWide({ file, most: count(TABLE_LIMITS.columns) }),
    todo: say.tableWideTodo(),
  }),
  'too-long': (where) => ({ what: say.tableLong(where), todo: say.tableLongTodo() }),
  password: ({ file }) => ({ what: say.tableLocked({ file }), todo: say.tableLockedTodo() }),
  'old-excel': ({ file }) => ({ what: say.tableOldExcel({ file }), todo: say.tableOldExcelTodo() }),
  'sql-dump': ({ file }) => ({ what: say.tableDump({ file }), todo: say.tableDumpTodo() }),
  'web-log': ({ file }) => ({ what: say.tableWebLog({ file }), todo: say.tableWebLogTodo() }),
  'empty-database': ({ file }) => ({
    what: say.tableEmptyDatabase({ file }),
    todo: say.tableEmptyDatabaseTodo(),
  }),
  'written-ahead': ({ file }) => ({
    what: say.tableWrittenAhead({ file }),
    todo: say.tableWrittenAheadTodo(),
  }),
  'other-database': ({ file }) => ({
    what: say.tableOtherDatabase({ file }),
    todo: say.tableOtherDatabaseTodo(),
  }),
  'unpack-first': ({ file }) => ({ what: say.tableUnpackFirst({ file }), todo: say.tableUnpackFirstTodo() }),
  'locked-archive': ({ file }) => ({ what: say.tableLocked({ file }), todo: say.lockedArchiveTodo() }),
  'archive-packing': ({ file }) => ({ what: say.archivePacking({ file }), todo: say.archivePackingTodo() }),
  'other-archive': ({ file }) => ({ what: say.otherArchive({ file }), todo: say.otherArchiveTodo() }),
  packing: ({ file }) => ({ what: say.tablePacking({ file }), todo: say.tablePackingTodo() }),
};

/** Why a table was not read. */
export function tableWords({ file, form, reason, record }: Facts): Said {
  const place = record === null ? '' : PLACES[form ?? 'made']({ number: count(record) });
  const at = record === null ? 'nowhere' : 'other';
  return { ...WORDS[reason]({ file, at, place }), safe: say.tableSafe() };
}
