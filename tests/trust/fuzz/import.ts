import { gzipSync, zipSync } from 'fflate';
import type { Rng } from '../../../src/kernels/rng';
import { describeError } from '../../../src/words/copy/errors';
import { describeIssue } from '../../../src/words/copy/issues';
import { NO_EVENT_TYPE, type Column, type Tables } from '../../../src/domain/columns';
import { type AppError, isAppError } from '../../../src/domain/errors';
import {
  withCellsBlank,
  withRowsKept,
  type ColumnPlan,
  type DatasetImport,
  type FilePlan,
  type ImportPlan,
} from '../../../src/domain/imports';
import type { Issue } from '../../../src/domain/issue';
import { memorySource } from '../../../src/import/open/bytes/source';
import { nodeJob, nodeStudio } from '../../support/studio-in-node';
import { addFiles } from './adding';
import { oneIn } from './mutate';
import { isCellOf, isTimeOf, plainReading, type PlainFile, type PlainRow } from './plain-reading';
import { tableFiles, type TableFile } from './tables';
import { badSentence, loss, type Finding, type Target } from './target';

interface Input {
  readonly files: readonly TableFile[];
  readonly packed: 'not' | 'gzip' | 'zip';
  readonly profile: ImportPlan['profile'];
  readonly checks: boolean;
  /** What is added to the project, if anything. */
  readonly more: readonly TableFile[];
}

/**
 * Files on their way to a project: what is taken in is what a reader of its own finds in them, row by row and cell by
 * cell, and each row that is not has a finding with its line; what is refused has sentences.
 */
export const imports: Target<Input> = {
  make(random: Rng) {
    const files = tableFiles(random);
    return {
      files,
      packed: oneIn(random, 15) ? 'gzip' : oneIn(random, 15) ? 'zip' : 'not',
      profile: oneIn(random, 4) ? 'aws' : 'relaxed',
      checks: oneIn(random, 4),
      more: oneIn(random, 3) ? (oneIn(random, 2) ? files : tableFiles(random)) : [],
    };
  },

  async attempt({ files, packed, profile, checks, more }, seen) {
    const node = nodeStudio();
    const { studio, catalogue } = node;
    const text = textOf(files);
    try {
      const proposal = await studio.inspectFiles(nodeJob(), sourcesOf(files, packed));
      const found = proposal.files.flatMap(({ issues }) => issues);
      // What rows say of orders, and cells of those below, is another matter: here each has to come in as it stands.
      const all = proposal.plan.files.map((each) => withCellsBlank(withRowsKept(each, true), true));
      const plan: ImportPlan = { ...proposal.plan, files: all, profile };
      const check = checks ? await studio.checkImport(nodeJob(), proposal.id, plan, null) : null;
      const { state, report } = await studio.importFiles(nodeJob(), proposal.id, plan, {
        into: null,
        name: 'x',
      });
      if (check !== null && !check.importable) return loss('imported what the check refuses');
      const store = await catalogue.open(state.project.id);
      const tables = await store.readTables();
      if (tables === null) return loss('a project without its tables');
      seen('taken');
      const wrong =
        wrongTables(tables, plan, report.datasets, files) ??
        wrongWords([...found, ...report.warnings, ...report.insights], text);
      if (wrong !== null || more.length === 0) return wrong;
      const added = await addFiles(node, state.project.id, sourcesOf(more, packed), profile);
      seen(added.refused === null ? 'added' : `not added ${added.refused.code}`);
      return (
        added.wrong ??
        (added.refused === null ? null : wrongRefusal(added.refused, textOf([...files, ...more])))
      );
    } catch (error) {
      if (!isAppError(error)) throw error;
      seen(`refused ${error.code}`);
      if ((await studio.listProjects()).length > 0) return loss('a project is left of what was refused');
      return wrongRefusal(error, text);
    }
  },

  show: ({ files, more, ...rest }) =>
    `${JSON.stringify(rest)} ${shown(files)}${more.length === 0 ? '' : `\n  and then ${shown(more)}`}`,
};

function shown(files: readonly TableFile[]): string {
  return files
    .map(
      ({ path, bytes }) =>
        `${path}: ${JSON.stringify(new TextDecoder('latin1').decode(bytes)).slice(0, 1500)}`,
    )
    .join('\n  ');
}

function textOf(files: readonly TableFile[]): string {
  return files.map(({ bytes }) => new TextDecoder().decode(bytes).replaceAll('\0', '')).join('\n');
}

function sourcesOf(files: readonly TableFile[], packed: Input['packed']) {
  if (packed === 'zip') {
    const zipped = zipSync(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])), { level: 1 });
    return [memorySource('all.zip', new Uint8Array(zipped))];
  }
  return files.map(({ path, bytes }) =>
    packed === 'gzip'
      ? memorySource(path, new Uint8Array(gzipSync(bytes, { level: 1 })))
      : memorySource(path, bytes),
  );
}

function wrongRefusal(error: AppError, text: string): Finding | null {
  if (error.code !== 'IMPORT_FAILED') return badSentence(describeError(error).what, text);
  const { issues } = error.details;
  return issues.length === 0 ? loss('refused without a reason') : wrongWords(issues, text);
}

function wrongWords(issues: readonly Issue[], text: string): Finding | null {
  for (const issue of issues) {
    const { what, fix } = describeIssue(issue);
    const bad = badSentence(what, text) ?? (fix ? badSentence(fix, text) : null);
    if (bad !== null) return bad;
  }
  return null;
}

/** Codes of findings about one row, which is then left out. */
const OF_ROW = /^D(06|07|08|09|1[0-24-6]|19)$/;

function wrongTables(
  tables: Tables,
  plan: ImportPlan,
  datasets: readonly DatasetImport[],
  files: readonly TableFile[],
): Finding | null {
  for (const report of datasets) {
    // What is made from other tables has no rows of its own in any file.
    if (report.files.some((file) => plan.made?.some((made) => made.file === file))) continue;
    const plans = plan.files.filter(({ file }) => report.files.includes(file));
    const readings = plans.map((each) => readingsOf(each, files));
    // A file that turns out to be written otherwise than its beginning says is read again.
    const found = combinations(readings).map((chosen) => wrongDataset(tables, report, plans, chosen));
    if (!found.includes(null)) return found[0];
  }
  return null;
}

function readingsOf({ file, format }: FilePlan, files: readonly TableFile[]): PlainFile[] {
  const bytes = files.find(({ path }) => path === file)?.bytes ?? new Uint8Array(0);
  const formats = [format, { ...format, escape: '\\' as const }];
  const others =
    format.encoding === 'utf-8'
      ? formats.map((each) => ({ ...each, encoding: 'windows-1252' as const }))
      : [];
  return [...formats, ...others].map((each) => plainReading(bytes, each));
}

function combinations(lists: readonly PlainFile[][]): PlainFile[][] {
  return lists.reduce<PlainFile[][]>(
    (all, list) => all.flatMap((one) => list.map((each) => [...one, each])),
    [[]],
  );
}

interface Expected {
  readonly row: PlainRow;
  readonly plan: FilePlan;
}

function wrongDataset(
  tables: Tables,
  report: DatasetImport,
  plans: readonly FilePlan[],
  readings: readonly PlainFile[],
): Finding | null {
  // Rows of nothing but delimiters are none where the columns were mapped.
  const all = readings
    .flatMap(({ rows }, i) => rows.map((row): Expected => ({ row, plan: plans[i] })))
    .filter(({ row, plan }) => plan.door === 'aws' || row.cells.some((cell) => cell !== ''));
  const at = (code: string): string => `${report.dataset}: ${code}`;
  if (readings.some(({ open }) => open)) return loss(at('a quote that is never closed was taken in'));
  if (report.rows !== all.length) return loss(at(`${report.rows} rows, and there are ${all.length}`));
  if (report.kept + report.dropped !== report.rows) return loss(at('kept and dropped are not all'));
  const findings = new Map<string, Issue>();
  for (const issue of report.issues)
    if (OF_ROW.test(issue.code)) findings.set(`${issue.file} ${issue.line}`, issue);
  const listsAll = !report.issues.some(({ code }) => code === 'MORE_ISSUES');
  const kept = all.filter(({ row, plan }) => !findings.has(`${plan.file} ${row.line}`));
  const broken = kept.find(({ row }) => row.broken);
  if (broken !== undefined) return loss(at(`line ${broken.row.line} has broken quotes and was taken in`));
  for (const { row, plan } of all) {
    const issue = findings.get(`${plan.file} ${row.line}`);
    if (issue !== undefined && !isReason(issue, row, plan))
      return loss(at(`no reason for ${issue.code} in line ${row.line}`));
  }
  if (!listsAll) return null;
  return wrongRows(tables, report, kept);
}

/** Whether a row is what the finding says of it. */
function isReason({ code, value = '' }: Issue, { cells, broken }: PlainRow, { columns }: FilePlan): boolean {
  const width = 1 + Math.max(...columns.map(({ index }) => index));
  const has = (test: (cell: string) => boolean): boolean =>
    cells.some((cell) => test(cell) && cell.startsWith(value));
  switch (code) {
    case 'D06':
      return cells.length !== width;
    case 'D07':
      return broken;
    case 'D08':
      return cells.some((cell) => cell.includes('\0') || cell.includes('\ufffd'));
    case 'D09':
      return has((cell) => cell.trim() === '');
    case 'D14':
      return has((cell) => cell.trim().length > 256);
    case 'D15':
      return has((cell) => cell.length > 1000);
    case 'D16':
      return (
        has((cell) => /^[A-Z_]+$/.test(cell.trim())) ||
        columns.every(({ header, index }) => cells[index].includes(header))
      );
    case 'D10':
      // A whole number may have more digits than a column of numbers holds.
      return has((cell) => !/^[+-]?\d+$/.test(cell.trim()) || !Number.isSafeInteger(Number(cell)));
    default:
      return has(() => true);
  }
}

function wrongRows(tables: Tables, report: DatasetImport, kept: readonly Expected[]): Finding | null {
  const isEvents = report.dataset === 'INTERACTIONS';
  const table = isEvents ? tables.interactions : report.dataset === 'ITEMS' ? tables.items : tables.users;
  if (table === null) return loss(`${report.dataset} are reported and not there`);
  if (report.kept !== table.nRows) return loss(`${report.kept} rows are reported and ${table.nRows} kept`);
  const reader = isEvents
    ? eventReader(tables, table.columns)
    : entityReader(tables, report.dataset, table.columns);
  const stays = isEvents ? kept : lastOfEach(kept, report.dataset);
  let next = 0;
  for (const one of stays) {
    if (next < table.nRows && reader(next, one)) next++;
    else if (!(isEvents && isEarlier(reader, next, one)))
      return loss(
        `${report.dataset}: line ${one.row.line}, ${JSON.stringify(one.row.cells).slice(0, 300)}, is not row ${next}`,
      );
  }
  return next === table.nRows
    ? null
    : loss(`${report.dataset}: ${table.nRows - next} rows come from nowhere`);
}

type RowTest = (row: number, of: Expected) => boolean;

/** A copy of a row that is there already. */
function isEarlier(reader: RowTest, before: number, one: Expected): boolean {
  for (let row = 0; row < before; row++) if (reader(row, one)) return true;
  return false;
}

function columnOf(columns: readonly ColumnPlan[], field: string): ColumnPlan | undefined {
  return columns.find((column) => column.role !== 'IGNORE' && column.field === field);
}

function idOf({ row, plan }: Expected, field: string): string {
  const column = columnOf(plan.columns, field);
  if (column === undefined && field === 'USER_ID' && plan.person !== undefined) return plan.person;
  const cell = row.cells[column?.index ?? -1] ?? '';
  return plan.door === 'mapping' ? cell.trim() : cell;
}

function lastOfEach(kept: readonly Expected[], dataset: string): readonly Expected[] {
  const field = dataset === 'ITEMS' ? 'ITEM_ID' : 'USER_ID';
  const last = new Map(kept.map((one) => [idOf(one, field), one]));
  return kept.filter((one) => last.get(idOf(one, field)) === one);
}

function areCells(columns: readonly Column[], row: number, { row: { cells }, plan }: Expected): boolean {
  return columns.every((column) => {
    const from = columnOf(plan.columns, column.name);
    return from !== undefined && isCellOf(column, row, cells[from.index], from, plan.door === 'mapping');
  });
}

function eventReader({ userIds, itemIds, interactions }: Tables, columns: readonly Column[]): RowTest {
  const { userIdx, itemIdx, timestampSec, eventType, eventTypes } = interactions;
  return (row, one) => {
    if (userIds[userIdx[row]] !== idOf(one, 'USER_ID') || itemIds[itemIdx[row]] !== idOf(one, 'ITEM_ID'))
      return false;
    const time = columnOf(one.plan.columns, 'TIMESTAMP');
    const text = time === undefined ? '' : one.row.cells[time.index].trim();
    if (time !== undefined && !isTimeOf(timestampSec[row], text, time.timeUnit ?? 'seconds')) return false;
    const type = columnOf(one.plan.columns, 'EVENT_TYPE');
    const stored = eventType[row] === NO_EVENT_TYPE ? '' : eventTypes[eventType[row]];
    if (type !== undefined && stored !== one.row.cells[type.index]) return false;
    return areCells(columns, row, one);
  };
}

function entityReader(
  { userIds, itemIds, items, users }: Tables,
  dataset: string,
  columns: readonly Column[],
): RowTest {
  const [ids, table, field] =
    dataset === 'ITEMS' ? ([itemIds, items, 'ITEM_ID'] as const) : ([userIds, users, 'USER_ID'] as const);
  return (row, one) => ids[table?.entityIdx[row] ?? -1] === idOf(one, field) && areCells(columns, row, one);
}
