import { asAboveIssues } from '../gather/part-rows';
import { LIMITS, minimumSeverity } from '../../domain/limits';
import { TimeBuilder } from '../read/columns/time-builder';
import type { DatasetReading } from '../read/read-dataset';
import type { RawEntities, RawInteractions } from '../../data/tables/raw-table';
import { requiredFields } from '../../data/schema/reserved';
import type { FileCounts } from '../read/open-file';
import type { Outcome } from '../read/read-planned';
import { validateSchema } from '../../data/schema/validate';
import type {
  ExistingData,
  FilePlan,
  ImportCheck,
  ImportPlan,
  Join,
  LossReason,
  NotMeant,
  RowTally,
} from '../../domain/imports';
import { issueOf, type Issue, type IssueFacts, type IssuePlace } from '../../domain/issue';
import { entityKey, holdsEvents, type AvroSchema, type Profile } from '../../domain/schema';

/** What is to be said of the datasets that were read, as their profile and domain ask. */
export function judged(
  outcomes: readonly Outcome[],
  { profile, domain: planned }: Pick<ImportPlan, 'profile' | 'domain'>,
  existing: ExistingData | null,
): Issue[] {
  const domain = (existing === null ? planned : existing.domain) ?? null;
  return outcomes.flatMap((outcome) => {
    const { dataset, reading, schema, raw } = outcome;
    return [
      ...datasetIssues(outcome),
      ...(dataset === 'INTERACTIONS' && 'interactions' in raw
        ? minimumIssues(reading, raw.interactions, schema, profile)
        : []),
      // A guessed schema must be a legal one too (too many columns, an Items file of nothing but ids).
      ...(reading.reader.schema ? [] : validateSchema(schema, dataset, domain)),
    ];
  });
}

/** Findings about what was kept: dropped rows, duplicates, repeated ids, nothing left. */
function datasetIssues({ reading: { reader, files }, same: duplicates, repeats }: Outcome): Issue[] {
  const issues: Issue[] = [];
  const { dataset } = reader;
  for (const { plan, counts, log } of files) {
    const at = { dataset, file: plan.file };
    const sifted = sum(siftedOut(counts));
    if (counts.rows + sifted === 0) issues.push(issueOf('D01', 'error', at, { reason: 'header-only' }));
    else if (plan.door === 'mapping' && counts.bad === counts.rows)
      issues.push(
        issueOf('D01', 'error', at, {
          reason: 'nothing-kept',
          rows: counts.rows + sifted,
          unread: unreadTimesOf(counts, log.list()),
        }),
      );
    else if (isMisread(plan, counts)) {
      const unit =
        (counts.lost.get('unread-time') ?? 0) > 0 ? (reader.time?.unread.otherWriting ?? null) : null;
      const column = plan.columns.find(({ role }) => role === 'TIMESTAMP')?.header;
      const facts = { count: misreadRows(counts), rows: counts.rows, unit };
      issues.push(issueOf('ROWS_LOST', 'error', { ...at, ...(unit && column ? { column } : {}) }, facts));
    } else if (plan.door === 'mapping' && counts.bad > 0)
      issues.push(issueOf('ROWS_DROPPED', 'warning', at, { count: counts.bad, rows: counts.rows }));
    for (const { header, type, numbers = 'plain', mixed } of plan.columns)
      if (mixed && mixed.count > 0 && type !== 'string')
        issues.push(issueOf('NUMBERS_MIXED', 'warning', { ...at, column: header }, { numbers, ...mixed }));
    const leftOut = [...counts.leftOut].map(([reason, count]) => ({ reason, count }));
    if (leftOut.length > 0) issues.push(issueOf('ROWS_NOT_MEANT', 'warning', at, { rows: leftOut }));
    issues.push(...siftedIssues(counts, at));
    issues.push(...asAboveIssues(plan, { count: counts.asAbove, rows: rowsOf(counts) }, at));
  }
  issues.push(...mixedTimes(reader));
  if (duplicates > 0) issues.push(issueOf('DUPLICATE_ROWS', 'warning', { dataset }, { count: duplicates }));
  const ids = dataset === 'USERS' ? reader.user : reader.item;
  const column = entityKey(dataset);
  const [first] = reader.plans;
  const form = first.format.form === undefined ? {} : { form: first.format.form };
  for (const [earlier, later] of repeats.slice(0, LIMITS.rowIssues)) {
    const value = ids?.ids[ids.codes[later]] ?? '';
    const facts = { dataset, column, value, line: reader.rowLines[later], ...form };
    issues.push(issueOf('DUPLICATE_ID', 'warning', facts, { firstLine: reader.rowLines[earlier] }));
  }
  if (repeats.length > LIMITS.rowIssues)
    issues.push(issueOf('MORE_ISSUES', 'warning', { dataset }, { count: repeats.length - LIMITS.rowIssues }));
  return issues;
}

type UnreadTimes = Extract<IssueFacts['D01'], { reason: 'nothing-kept' }>['unread'];

/** The column of times and a cell of it, where it is for them that most rows of a file cannot be read. */
function unreadTimesOf({ rows, lost }: FileCounts, found: readonly Issue[]): UnreadTimes {
  const first = found.find(({ code }) => code === 'D12');
  if (first === undefined || (lost.get('unread-time') ?? 0) < rows / 2) return null;
  return { column: first.column ?? '', example: first.value ?? '' };
}

/** Epoch times that count different things, each told by its size. */
function mixedTimes({ dataset, plans, builders }: DatasetReading['reader']): Issue[] {
  if (plans.some(({ door }) => door === 'aws')) return [];
  return builders.flatMap((builder) => {
    if (!(builder instanceof TimeBuilder) || builder.epochUnits.size < 2) return [];
    const units = [...builder.epochUnits].map(([unit, count]) => ({ unit, count }));
    const facts = { units: units.sort((a, b) => b.count - a.count) };
    return [issueOf('TIMES_MIXED', 'warning', { dataset, column: builder.spec.name }, facts)];
  });
}

/** More than this share of the rows cannot be misread by chance. */
const MOST_MISREAD = 0.05;
/** Fewer are slips, however short the file. */
const LEAST_MISREAD = 5;

/** Rows whose cells cannot be read. Where a key is empty, or the row is broken, nothing was misread. */
function misreadRows({ lost }: FileCounts): number {
  return (lost.get('unread-time') ?? 0) + (lost.get('unread-number') ?? 0);
}

function isMisread(plan: FilePlan, counts: FileCounts): boolean {
  if (plan.door === 'aws' || plan.acceptsLoss) return false;
  return misreadRows(counts) >= Math.max(LEAST_MISREAD, counts.rows * MOST_MISREAD);
}

/** Every row of a file, those that are nobody's choice of anything included. */
export function rowsOf(counts: FileCounts): number {
  return counts.rows + sum(notMeantIn(counts));
}

/** Why the others are not. */
export function leftOutOf(counts: FileCounts): { reason: LossReason | NotMeant; count: number }[] {
  return [...counts.lost, ...notMeantIn(counts)].map(([reason, count]) => ({ reason, count }));
}

function sum(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0);
}

/** Rows that are left out by the rules of their file. */
function siftedOut({ sifted }: FileCounts): Map<NotMeant, number> {
  return inAll(
    sifted
      .filter(({ rule, count }) => rule.kept !== true && count > 0)
      .map(({ rule, count }) => [rule.reason, count]),
  );
}

/** Rows that are nobody's choice of anything and left out, whoever said so. */
function notMeantIn(counts: FileCounts): Map<NotMeant, number> {
  return inAll([...counts.leftOut, ...siftedOut(counts)]);
}

function inAll<Reason>(counts: readonly (readonly [Reason, number])[]): Map<Reason, number> {
  const all = new Map<Reason, number>();
  for (const [reason, count] of counts) all.set(reason, (all.get(reason) ?? 0) + count);
  return all;
}

/** Cells that are named as examples. */
const SOME_CELLS = 5;

/** What the rules of a file have found, for each reason together. */
function siftedIssues(counts: FileCounts, at: IssuePlace): Issue[] {
  const found = counts.sifted.filter(({ count }) => count > 0);
  const reasons = [...new Set(found.map(({ rule }) => rule.reason))];
  return reasons.flatMap((reason) =>
    [false, true].flatMap((kept) => {
      const of = found.filter(({ rule }) => rule.reason === reason && (rule.kept === true) === kept);
      if (of.length === 0) return [];
      const signs = of.map(({ rule: { sign, header }, cells }) => ({
        sign,
        column: header,
        cells: [...cells]
          .sort((a, b) => b[1] - a[1])
          .slice(0, SOME_CELLS)
          .map(([cell]) => cell.slice(0, 80)),
      }));
      const count = of.reduce((all, one) => all + one.count, 0);
      return [issueOf('ROWS_SIFTED', 'warning', at, { reason, count, rows: rowsOf(counts), kept, signs })];
    }),
  );
}

/** What becomes of the rows of all files of a dataset, those counted that say what an earlier one says. */
export function tallyOf({ reading: { reader, files }, kept, same, repeats }: Outcome): RowTally {
  const again = same + repeats.length;
  const lost = inAll(files.flatMap(({ counts }) => [...counts.lost]));
  const notMeant = inAll(files.flatMap(({ counts }) => [...notMeantIn(counts)]));
  const rows = files.reduce((all, { counts }) => all + rowsOf(counts), 0);
  if (again > 0) lost.set(holdsEvents(reader.dataset) ? 'repeated' : 'described-again', again);
  return {
    rows,
    kept,
    lost: mostFirst(lost),
    ...(notMeant.size > 0 ? { notMeant: mostFirst(notMeant) } : {}),
  };
}

function mostFirst<Reason>(counts: ReadonlyMap<Reason, number>): { reason: Reason; count: number }[] {
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

/** What the service's minima and advice are about. */
export function countInteractions(raw: RawInteractions): NonNullable<ImportCheck['counts']> {
  const events = new Int32Array(raw.userIds.length);
  // An iterator over ten million rows takes ten times as long.
  const chosen = new Uint8Array(raw.itemIds.length);
  let [firstSec, lastSec] = [Infinity, -Infinity];
  for (let row = 0; row < raw.nRows; row++) {
    events[raw.userIdx[row]]++;
    chosen[raw.itemIdx[row]] = 1;
    const sec = raw.timestampSec[row];
    if (sec < firstSec) firstSec = sec;
    if (sec > lastSec) lastSec = sec;
  }
  const activeUsers = events.reduce((sum, count) => sum + (count >= 2 ? 1 : 0), 0);
  return {
    events: raw.nRows,
    users: events.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
    activeUsers,
    items: chosen.reduce((sum, flag) => sum + flag, 0),
    firstSec,
    lastSec,
  };
}

/** Whether items or users and interactions speak of the same ids. */
export function joinOf(dataset: Join['dataset'], entities: RawEntities, raw: RawInteractions): Join {
  const [ids, rows] = dataset === 'ITEMS' ? [raw.itemIds, raw.itemIdx] : [raw.userIds, raw.userIdx];
  const used = new Set<string>();
  for (const index of new Set(rows)) used.add(ids[index]);
  const described = new Set(entities.ids);
  return {
    dataset,
    described: described.size,
    idle: entities.ids.filter((id) => !used.has(id)).length,
    used: used.size,
    bare: [...used].filter((id) => !described.has(id)).length,
  };
}

/** D17, the 25 active users, and the limit of ten event types. */
function minimumIssues(
  reading: DatasetReading,
  raw: RawInteractions,
  schema: AvroSchema,
  profile: Profile,
): Issue[] {
  const issues: Issue[] = [];
  const dataset = 'INTERACTIONS';
  const rows = reading.reader.n - reading.stored;
  const file = reading.files[0]?.plan.file;
  if (rows < LIMITS.importRows) {
    const code = profile === 'aws' ? 'D17' : 'FEW_INTERACTIONS';
    issues.push(
      issueOf(code, minimumSeverity(profile), { dataset, file }, { rows, needed: LIMITS.importRows }),
    );
  }
  const active = countInteractions(raw).activeUsers;
  if (active < LIMITS.activeUsers)
    issues.push(issueOf('FEW_USERS', 'warning', { dataset }, { users: active, needed: LIMITS.activeUsers }));
  const optional = schema.fields.length - requiredFields(dataset).length;
  const types = raw.eventTypes.length;
  const some = { types: raw.eventTypes.slice(0, 20), limit: LIMITS.eventTypes };
  if (types > LIMITS.eventTypes || optional + types > LIMITS.optionalColumnsAndEventTypes)
    issues.push(
      issueOf('TOO_MANY_EVENT_TYPES', 'warning', { dataset }, { ...some, count: types, columns: optional }),
    );
  return issues;
}
