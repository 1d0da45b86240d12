import type { RowRule } from '../../../../domain/imports';
import { LIMITS } from '../../../../domain/limits';
import { linesIn } from '../../../../domain/text-lines';
import type { SourceFile } from '../../bytes/source';
import type { CellRows, NamedTable } from '../../cell-table';
import { CollectedRows } from '../collected-rows';
import { textPieces, type TextDress } from '../text-pieces';
import { logReader } from './is-log';
import { pageOf, siteOf, type ReadLine } from './requests';

const HEADERS = ['visitor', 'page', 'time', 'came from', 'method', 'status', 'browser'] as const;
const ROLES = ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'KEEP', 'IGNORE', 'IGNORE', 'IGNORE'] as const;
/** More than a line of a log has. */
const MOST_KEPT = 1 << 17;

/** What asks without a person, what belongs to a page, and what showed none; the first that is so counts. */
const RULES: readonly RowRule[] = [
  rule('robot', 'browser', 'robot'),
  rule('page-part', 'page', 'page-part'),
  rule('not-shown', 'method', 'no-view'),
  rule('not-shown', 'status', 'no-page'),
];

function rule(reason: RowRule['reason'], header: (typeof HEADERS)[number], sign: RowRule['sign']): RowRule {
  return { reason, index: HEADERS.indexOf(header), header, sign };
}

/** The requests in a log of a web server: who saw which page, and when. */
export function openLog(source: SourceFile, dress: TextDress, beginning: string): readonly NamedTable[] {
  const make = logReader(beginning);
  if (make === null) return [];
  const table = {
    form: 'log',
    headers: HEADERS,
    service: { key: 'web-log', dataset: 'INTERACTIONS', roles: ROLES, rules: RULES },
    rows: (onRead: (bytes: number) => void) => readRows(source, dress, make(), onRead),
  } as const;
  return [{ name: '', table }];
}

async function* readRows(
  source: SourceFile,
  dress: TextDress,
  read: ReadLine,
  onRead: (bytes: number) => void,
): AsyncGenerator<CellRows> {
  let line = 1;
  // A line that does not end is none, and need not be kept.
  for await (const lines of linesIn(textPieces(source, dress, onRead), MOST_KEPT)) {
    yield rowsOf(lines, line, read);
    line += lines.length;
  }
}

function rowsOf(lines: readonly string[], first: number, read: ReadLine): CellRows {
  const collected = new CollectedRows();
  for (const [i, text] of lines.entries()) {
    const line = text.trimEnd();
    const request = line === '' ? '' : read(line);
    if (request === '') continue;
    if (request === null) {
      collected.addUnread(first + i, line);
      continue;
    }
    const { visitor, target, time, referrer, method, status, agent } = request;
    const page = pageOf(target).slice(0, LIMITS.idChars);
    const cells = [visitor.slice(0, LIMITS.idChars), page, time, siteOf(referrer), method, status, agent];
    collected.add(cells, first + i);
  }
  return collected.take();
}
