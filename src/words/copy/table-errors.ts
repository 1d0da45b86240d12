import type { FaultFacts } from '../../domain/faults';
import type { TableForm } from '../../domain/table-form';
import { TABLE_LIMITS } from '../../domain/table-limits';
import { count } from '../../domain/numbers';
import * as nouns from '../messages/nouns';
import * as say from '../messages/errors';
import { told, type Always, type Said } from './said';

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
const WORDS: Readonly<Record<Facts['reason'], (where: Where) => Said>> = {
  cut: told(say.tableCut, say.tableCutTodo),
  malformed: told(say.tableDamaged, say.tableDamagedTodo),
  'too-deep': told((where) => say.tableDeep({ ...where, most: TABLE_LIMITS.depth }), say.tableDeepTodo),
  'too-wide': told(({ file }) => say.tableWide({ file, most: TABLE_LIMITS.columns }), say.tableWideTodo),
  'too-long': told(say.tableLong, say.tableLongTodo),
  password: told(say.tableLocked, say.tableLockedTodo),
  'old-excel': told(say.tableOldExcel, say.tableOldExcelTodo),
  'sql-dump': told(say.tableDump, say.tableDumpTodo),
  'web-log': told(say.tableWebLog, say.tableWebLogTodo),
  'empty-database': told(say.tableEmptyDatabase, say.tableEmptyDatabaseTodo),
  'written-ahead': told(say.tableWrittenAhead, say.tableWrittenAheadTodo),
  'other-database': told(say.tableOtherDatabase, say.tableOtherDatabaseTodo),
  'unpack-first': told(say.tableUnpackFirst, say.tableUnpackFirstTodo),
  'locked-archive': told(say.tableLocked, say.lockedArchiveTodo),
  'archive-packing': told(say.archivePacking, say.archivePackingTodo),
  'other-archive': told(say.otherArchive, say.otherArchiveTodo),
  packing: told(say.tablePacking, say.tablePackingTodo),
};

/** Why a table was not read. */
export function tableWords({ file, form, reason, record }: Facts): Said {
  const place = record === null ? '' : PLACES[form ?? 'made']({ number: count(record) });
  const at = record === null ? 'nowhere' : 'other';
  return { ...WORDS[reason]({ file, at, place }), safe: say.tableSafe() };
}
