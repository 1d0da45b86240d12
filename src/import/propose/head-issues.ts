import type { ColumnPlan, FilePlan, TakenOfLists } from '../../domain/imports';
import { issueOf, type Issue, type IssueCode, type IssueFacts, type IssuePlace } from '../../domain/issue';
import { listsIn, MOST_NAMES, takenOf } from '../cells/lists-in-cells';
import { unplainWriting } from '../cells/number-writings';
import { timeDoubt, timeWriting, unreadTimes } from '../cells/time-writings';
import { roleOfName } from '../lexicon/names';
import { EITHER_WAY } from './whole-times';
import { missingFields } from './planned-fields';
import { namesSale } from './person';
import type { SourceFile } from '../open/bytes/source';
import type { FileSample } from '../open/sample';

type Add = <Code extends IssueCode>(
  code: Code,
  severity: Issue['severity'],
  details: IssueFacts[Code],
  place?: IssuePlace,
) => void;

/**
 * What the beginning of a file already tells: missing columns, and everything about its format. In the aws door a
 * foreign format is an error, in the mapping door it is repaired and said.
 */
export function headIssues(plan: FilePlan, sample: FileSample, source: SourceFile): Issue[] {
  const issues: Issue[] = [];
  const dataset = plan.dataset ?? undefined;
  const add: Add = (code, severity, details, place = {}) => {
    issues.push(issueOf(code, severity, { dataset, file: plan.file, ...place }, details));
  };
  if (addBar(plan, sample, add)) return issues;
  const { headerLine, escape } = plan.format;
  const line = headerLine === null ? {} : { line: headerLine };
  addMissing(plan, sample, line, add);
  if (plan.door === 'aws') addHeaderFaults(sample, line, add);
  else addReadings(plan, sample, line, add);
  if (escape === '\\') add('BACKSLASH_QUOTES', 'warning', {});
  addColumnNotices(plan, sample, add);
  addServiceNotices(plan, source, add);
  return issues;
}

/** Says what keeps the file from being looked at any further. @returns whether there is something. */
function addBar({ door, format }: FilePlan, { headers, rows, whole }: FileSample, add: Add): boolean {
  const { delimiter, encoding, headerLine, form } = format;
  if (headers.length === 0 || (whole && rows.length === 0)) {
    // Of a service's own rows those are made that count.
    const bare = form === 'service' ? 'none-meant' : 'header-only';
    add('D01', 'error', { reason: headers.length > 0 ? bare : 'empty' });
    return true;
  }
  if (door !== 'aws') return false;
  if (delimiter !== ',') {
    add('D04', 'error', { delimiter }, { line: headerLine ?? 1 });
    return true;
  }
  // Most of it can be read as UTF-8 too, with a zero in each character.
  if (!encoding.startsWith('utf-16')) return false;
  add('D08', 'error', { reason: 'utf-16' });
  return true;
}

function addMissing(plan: FilePlan, { headers }: FileSample, line: IssuePlace, add: Add): void {
  if (plan.dataset === null) return;
  const given = new Set([
    ...(plan.rowOrderAsTime ? ['TIMESTAMP'] : []),
    ...(plan.person === undefined ? [] : ['USER_ID']),
  ]);
  const missing = missingFields(plan.dataset, plan.schema ?? null, plan.columns).filter(
    (name) => !given.has(name),
  );
  if (missing.length > 0) add('D03', 'error', { missing, found: [...headers], door: plan.door }, line);
}

/** What the service refuses in a header. */
function addHeaderFaults(sample: FileSample, line: IssuePlace, add: Add): void {
  const first = new Map(sample.headers.map((name, i) => [name, i] as const).toReversed());
  const repeated = sample.headers.filter((name, i) => name !== '' && first.get(name) !== i);
  for (const column of new Set(repeated)) add('D05', 'error', { reason: 'duplicate' }, { ...line, column });
  if (sample.headerText?.includes('"'))
    add('D05', 'error', { reason: 'quoted' }, { ...line, column: quotedName(sample) });
}

/** How the file is read, as far as it is no plain CSV. */
function addReadings({ format }: FilePlan, sample: FileSample, line: IssuePlace, add: Add): void {
  const { delimiter, encoding, headerLine, form } = format;
  if (sample.headerText?.includes('"')) add('HEADER_QUOTED', 'warning', {}, line);
  if (encoding !== 'utf-8') add('ENCODING_GUESSED', 'warning', { encoding });
  if (delimiter !== ',') add('DELIMITER_GUESSED', 'warning', { delimiter });
  if (form !== undefined) {
    if (form !== 'made') add('FORM_READ', 'warning', { form });
    if (sample.writesAhead) add('WRITES_AHEAD', 'warning', {});
  } else if (headerLine === null) add('HEADER_MISSING', 'warning', { columns: [...sample.headers] });
  else if (sample.joinedHead) add('HEADER_JOINED', 'warning', {}, line);
  else if (headerLine > 1) add('HEADER_LINE_GUESSED', 'warning', {}, line);
}

function quotedName(sample: FileSample): string {
  return sample.headers.find((name) => sample.headerText?.includes(`"${name}"`)) ?? sample.headers[0];
}

function addColumnNotices(plan: FilePlan, sample: FileSample, add: Add): void {
  const together = plan.columns.find((column) => column.together !== undefined)?.together ?? [];
  for (const column of plan.columns) {
    const at = { column: column.header };
    if (together.includes(column.index)) continue;
    if (column.together !== undefined) {
      const headers = [column.index, ...column.together].map((index) => sample.headers[index]);
      add('PERSON_TOGETHER', 'warning', { columns: headers }, at);
    }
    if (column.role === 'IGNORE') {
      // What a table was made without, nobody misses.
      const isBare = plan.format.form === 'made' && sample.rows.every((row) => row[column.index] === '');
      if (column.movedTo === undefined && !isBare) add('COLUMN_IGNORED', 'warning', {}, at);
      continue;
    }
    addNameNotice(column, plan, add);
    if (column.role === 'USER_ID' && namesSale(column.header)) add('ORDER_AS_PERSON', 'warning', {}, at);
    const cells = sample.rows.map((row) => (row[column.index] ?? '').trim());
    if (column.undecided) {
      const { example } = column.undecided;
      // The one in use first.
      const units = EITHER_WAY[0] === column.timeUnit ? EITHER_WAY : EITHER_WAY.toReversed();
      const readings = units.map((unit) => ({ unit, sec: timeWriting(unit).seconds(example) }));
      add('DATES_EITHER_WAY', 'warning', { example, readings }, at);
    }
    if (column.clock) add('CLOCK_ADDED', 'warning', { clock: column.clock.header }, at);
    if (column.also) add('PEOPLE_ALSO', 'warning', { also: column.also.header, how: column.also.how }, at);
    const { timeUnit } = column;
    const doubt = timeUnit === undefined || plan.door === 'aws' ? null : timeDoubt(cells, timeUnit);
    if (doubt !== null && timeUnit !== undefined)
      add('TIMES_DOUBTED', 'warning', { unit: timeUnit, ...doubt }, at);
    else for (const { code, facts } of noticesOf(column, plan.door)) add(code, 'warning', facts(cells), at);
    if (column.takes !== undefined && !column.derived)
      add('LISTS_READ', 'warning', listsRead(column.takes, cells), at);
  }
  if (plan.rowOrderAsTime) add('ROW_ORDER_AS_TIME', 'warning', { unread: unreadIn(plan, sample) });
  if (plan.person !== undefined) add('ONE_PERSON', 'warning', { person: plan.person });
  if (plan.schema) addOrderNotice(plan, add);
  else add('SCHEMA_INFERRED', 'warning', {});
}

/** The column that should say when it was, by its name, and says it in no way that is known. */
function unreadIn({ columns }: FilePlan, { rows }: FileSample): IssueFacts['ROW_ORDER_AS_TIME']['unread'] {
  for (const { header, index } of columns) {
    if (roleOfName(header) !== 'TIMESTAMP') continue;
    const unread = unreadTimes(rows.map((row) => (row[index] ?? '').trim()));
    if (unread !== null) return { column: header, example: unread.example, reason: unread.reason };
  }
  return null;
}

/** What a service's own form would not let one expect. */
function addServiceNotices({ dataset, columns }: FilePlan, { table }: SourceFile, add: Add): void {
  if (dataset !== 'INTERACTIONS') return;
  const who = columns.find(({ role }) => role === 'USER_ID');
  if (table?.service?.beside && who) add('PEOPLE_BESIDE', 'warning', {}, { column: who.header });
  if (table?.service?.groups) add('EPISODES_GROUPED', 'warning', {});
}

/** What a column is called is not what its header says. */
function addNameNotice({ field, header, derived }: ColumnPlan, { schema, door }: FilePlan, add: Add): void {
  const at = { column: header };
  const known = schema?.fields.find(({ name }) => name.toLowerCase() === field.toLowerCase());
  if (schema && !known) add('COLUMN_IGNORED', 'warning', {}, at);
  else if (known && known.name !== field && field.toLowerCase() === header.toLowerCase())
    add('HEADER_CASE', 'warning', { field: known.name }, at);
  else if (!schema && door === 'aws' && field !== header) add('HEADER_CASE', 'warning', { field }, at);
  else if (door === 'mapping' && field !== header && !derived)
    add('COLUMN_RENAMED', 'warning', { field }, at);
}

/** What is taken of the lists and records of a column, by the first of its cells that has something. */
function listsRead(takes: TakenOfLists, cells: readonly string[]): IssueFacts['LISTS_READ'] {
  const all = cells.map((cell) => takenOf(cell, takes)).filter((taken) => taken !== '');
  const several = all.find((taken) => taken.includes('|'));
  const length = listsIn(cells)?.length ?? 0;
  return {
    takes: typeof takes === 'number' ? 'numbers' : typeof takes === 'object' ? 'parts' : takes,
    separator: typeof takes === 'object' ? takes.cutAt : '',
    read: several ?? all.at(0) ?? '',
    length,
    most: length > MOST_NAMES ? MOST_NAMES : null,
  };
}

/** What the ways in which the cells of a column are written leave to say. The service takes times in seconds alone. */
function noticesOf({ numbers, timeUnit }: ColumnPlan, door: FilePlan['door']) {
  const written = [
    unplainWriting(numbers),
    timeUnit === undefined || door === 'aws' ? null : timeWriting(timeUnit),
  ];
  return written.flatMap((writing) => writing?.notice ?? []);
}

function addOrderNotice(plan: FilePlan, add: Add): void {
  const wanted = plan.schema?.fields.map((field) => field.name.toLowerCase()) ?? [];
  const found = plan.columns
    .filter((column) => column.role !== 'IGNORE')
    .map((column) => column.field.toLowerCase())
    .filter((name) => wanted.includes(name));
  if (found.join('\n') !== wanted.filter((name) => found.includes(name)).join('\n'))
    add('COLUMN_ORDER', 'warning', {});
}
