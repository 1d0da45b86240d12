import { hangingOn } from '../../data/guess/hangs';
import { toldApart } from '../../data/guess/row-rules';
import { countOf, findJoin, tells, toldBy } from '../../data/guess/joins';
import { wideColumns } from '../../data/guess/wide';
import { severalInCells, type SeveralInCell, type SeveralInColumns } from '../../data/guess/several';
import { isTime } from '../../data/guess/keys';
import { namesCreation, namesMeasure, roleOfName, stemOf } from '../../data/guess/names';
import { namesFact } from '../../data/guess/person';
import type { DatasetType } from '../../domain/schema';
import { withFile, type ColumnRole, type FilePlan, type MadeTable } from '../../domain/imports';
import { freeName } from '../../domain/free-name';
import { madeName } from '../../domain/made-name';
import type { Job } from '../../domain/ports';
import { tableOfFile, withMade } from './made-tables';
import type { Look } from './look-at';

/** Lines, their orders, their customers: no longer chain is looked for. */
const MOST_JOINS = 2;
/** Columns that may stand for who, what and when. */
const ALL = 3;

/** Looks at a table that is made from others; null where it cannot be used. */
export type LookAgain = (
  source: Look['source'],
  dataset: DatasetType,
  roles?: readonly ColumnRole[],
) => Promise<Look | null>;

/** What is made from the files of a drop, and how these are seen then. */
export interface Found {
  readonly looks: readonly Look[];
  readonly plans: readonly FilePlan[];
  readonly made: readonly MadeTable[];
}

/**
 * Joins files where none tells by itself who did what and when, but two or three do together. The files that are
 * joined are then left out themselves, unless they describe items or users.
 */
export async function findJoins(before: Found, job: Job, lookAgain: LookAgain): Promise<Found> {
  let found = before;
  for (let i = 0; i < MOST_JOINS; i++) {
    const more = await joinOnce(found, job, lookAgain);
    if (more === null) break;
    found = more;
  }
  return found;
}

/** Turns tables with a person in each row and a thing in each column into rows, where no file tells of events. */
export async function findTurned(before: Found, job: Job, lookAgain: LookAgain): Promise<Found> {
  if (before.plans.some(({ dataset, person }) => dataset === 'INTERACTIONS' && person === undefined))
    return before;
  let found = before;
  for (const { source, sample, columns } of before.looks) {
    // Columns that nobody has named are no things.
    if (sample.format.form === undefined && sample.format.headerLine === null) continue;
    const wide = wideColumns(columns);
    if (wide === null) continue;
    const file = freeTable(madeName('answers', stemOf(source.path)), found);
    const made = { kind: 'turned', file, of: source.path, ...wide } as const;
    const look = await lookAtMade(made, found, job, lookAgain, 'INTERACTIONS');
    if (look === null) continue;
    found = foundWith(found, look, made);
  }
  return found;
}

/** Gives each thing its row where the cells of events name several, as baskets and the ticked boxes of a form do. */
export async function findSplit(before: Found, job: Job, lookAgain: LookAgain): Promise<Found> {
  let found = before;
  const hasEvents = before.plans.some(({ dataset }) => dataset === 'INTERACTIONS');
  for (const [i, { source, columns }] of before.looks.entries()) {
    const plan = before.plans[i];
    const isForm = plan.dataset === 'USERS' && !hasEvents && columns.some(isAnswered);
    if (plan.dataset !== 'INTERACTIONS' && !isForm) continue;
    if (plan.door === 'aws' || plan.schema !== undefined) continue;
    const cells = cellsToSplit(plan, columns);
    if (cells === null) continue;
    const file = freeTable(madeName('lines', stemOf(source.path)), found);
    const made = { kind: 'split', file, of: source.path, ...cells } as const;
    const look = await lookAtMade(made, found, job, lookAgain, 'INTERACTIONS');
    // Whoever is meant by a cell of several, it is what was chosen that has a row of its own.
    const item = look?.plan.columns.find(({ role }) => role === 'ITEM_ID');
    if (look === null || item?.index !== cells.column) continue;
    found = foundWith(found, look, made);
  }
  return found;
}

/** With a table that was made from another one, which itself is left out then, or planned otherwise. */
export function foundWith(
  found: Found,
  look: Look,
  made: Exclude<MadeTable, { kind: 'join' }>,
  change: (plan: FilePlan) => FilePlan = (plan) => ({ ...plan, dataset: null }),
): Found {
  const plans = [...withFile(found.plans, made.of, change), look.plan];
  return { looks: [...found.looks, look], plans, made: [...found.made, made] };
}

/** When a form was answered; a list of people says when each came. */
function isAnswered(column: Look['columns'][number]): boolean {
  return isTime(column) && roleOfName(column.header) === 'TIMESTAMP' && !namesCreation(column.header);
}

/** The column of the items if its cells hold several; where no column is the items', the first whose cells do. */
function cellsToSplit(plan: FilePlan, columns: Look['columns']): SeveralInColumns | null {
  const own = plan.columns.filter(({ role }) => role === 'ITEM_ID');
  const free = plan.columns.filter(
    ({ role, derived }) => derived === undefined && (role === 'KEEP' || role === 'IGNORE'),
  );
  for (const { index } of own.length > 0 ? own : free) {
    const several = severalInCells(columns[index]);
    if (several === null) continue;
    const beside = free.filter(
      (other) => other.index !== index && areLikewise(several, columns[other.index]),
    );
    const more = beside.length === 0 ? {} : { beside: beside.map((other) => other.index) };
    return { column: index, ...several, ...more };
  }
  return null;
}

/** Whether a column tells of further things by the same labels, as `line_item_2` does beside `line_item_1`. */
function areLikewise({ labels }: SeveralInCell, column: Look['columns'][number]): boolean {
  if (labels === undefined) return false;
  const other = severalInCells(column)?.labels;
  return other !== undefined && other.thing === labels.thing && other.count === labels.count;
}

async function joinOnce(found: Found, job: Job, lookAgain: LookAgain): Promise<Found | null> {
  const told = found.looks.map((look) => toldBy(look.columns));
  const most = told.reduce((best, each) => Math.max(best, countOf(each)), 0);
  if (most === ALL || most === 0) return null;
  let best: {
    readonly made: MadeTable & { readonly kind: 'join' };
    readonly look: Look;
    readonly tells: number;
    readonly score: number;
  } | null = null;
  for (const [i, left] of found.looks.entries()) {
    await job.checkpoint('inspecting', i, found.looks.length);
    for (const [j, right] of found.looks.entries()) {
      const possible = countOf(told[i] | told[j]);
      const alone = Math.max(countOf(told[i]), countOf(told[j]));
      if (possible <= alone || possible < (best?.tells ?? 0)) continue;
      // What was joined already says no more.
      if (i === j || found.made.some((made) => made.kind === 'join' && partOf(made, left, right))) continue;
      await job.checkpoint('inspecting', i, found.looks.length);
      const table = tableOfFile(right.source, right.plan, job);
      const join = await findJoin(left, { name: stemOf(right.source.path), columns: right.columns, table });
      if (join === null || (possible === best?.tells && join.score <= best.score)) continue;
      const { leftColumn, rightColumn, score } = join;
      const file = freeTable(`${stemOf(left.source.path)} + ${stemOf(right.source.path)}`, found);
      const made = {
        kind: 'join' as const,
        file,
        left: left.source.path,
        leftColumn,
        right: right.source.path,
        rightColumn,
      };
      const look = await lookAtMade(made, found, job, lookAgain, 'INTERACTIONS');
      const together = look === null ? 0 : tells(look.columns);
      if (look !== null && together > alone && together >= (best?.tells ?? 0))
        best = { made, look, tells: together, score };
    }
  }
  if (best === null) return null;
  const { left, right } = best.made;
  const plans = found.plans.map((plan): FilePlan => {
    const joined = plan.file === left || plan.file === right;
    return joined && (plan.file === left || plan.dataset === 'INTERACTIONS')
      ? { ...plan, dataset: null }
      : plan;
  });
  return {
    looks: [...found.looks, best.look],
    plans: [...plans, best.look.plan],
    made: [...found.made, best.made],
  };
}

function partOf(made: MadeTable & { readonly kind: 'join' }, left: Look, right: Look): boolean {
  const parts = [made.left, made.right];
  // Only the joined table goes on to the next join.
  return (
    parts.includes(left.source.path) || (made.file === left.source.path && parts.includes(right.source.path))
  );
}

/**
 * Finds what the events tell of their items and users, where nothing else in the drop does: columns that hang on the
 * item's id become the Items data, those that hang on the person's the Users data.
 */
export async function findEntities(before: Found, job: Job, lookAgain: LookAgain): Promise<Found> {
  const at = before.plans.findIndex((plan) => plan.dataset === 'INTERACTIONS');
  const events = before.plans.at(at);
  if (at < 0 || events === undefined || events.door === 'aws' || events.schema !== undefined) return before;
  if (before.plans.some((plan, i) => i !== at && plan.dataset === 'INTERACTIONS')) return before;
  let found = before;
  const taken = new Set<number>();
  for (const [dataset, role, holding] of [
    ['ITEMS', 'ITEM_ID', 'items'],
    ['USERS', 'USER_ID', 'people'],
  ] as const) {
    const other = role === 'ITEM_ID' ? 'USER_ID' : 'ITEM_ID';
    if (found.plans.some((plan) => plan.dataset === dataset)) continue;
    const columns = hangingColumns(before.looks[at], events, role, other).filter(
      (index) => !taken.has(index),
    );
    const key = events.columns.find((column) => column.role === role)?.index;
    if (columns.length === 0 || key === undefined) continue;
    const file = freeTable(madeName(holding, stemOf(events.file)), found);
    const made = { kind: 'entities', file, of: events.file, dataset, key, columns } as const;
    const look = await lookAtMade(made, found, job, lookAgain, dataset);
    if (look === null) continue;
    columns.forEach((column) => taken.add(column));
    found = foundWith(found, look, made, (plan) => movingTo(dataset, plan, columns));
  }
  return found;
}

/** Columns that hang on the ids of one kind more than on those of the other, and have no role among the events. */
function hangingColumns(
  { columns }: Look,
  plan: FilePlan,
  role: 'ITEM_ID' | 'USER_ID',
  other: 'ITEM_ID' | 'USER_ID',
): number[] {
  const indexOf = (wanted: string): number =>
    plan.columns.find((column) => column.role === wanted)?.index ?? -1;
  const key = columns.at(indexOf(role));
  if (indexOf(role) < 0 || key === undefined) return [];
  const apart = toldApart(plan.rules);
  // What was left out for want of room among the events may have it there.
  const free = plan.columns
    .filter(({ role, movedTo }) => role === 'KEEP' || (role === 'IGNORE' && movedTo === undefined))
    .filter(({ derived, index }) => derived === undefined && !apart.has(index))
    .map(({ index }) => columns[index]);
  const mine = hangingOn(key, free);
  const rival = indexOf(other) < 0 ? new Map<typeof key, number>() : hangingOn(columns[indexOf(other)], free);
  return [...mine]
    .filter(([column, stray]) => stray <= (rival.get(column) ?? 1) && mayDescribe(column, role, stray))
    .map(([{ index }]) => index);
}

/**
 * A number may hang on somebody by habit, as ratings do; one that describes says so by its name, or is the same in all
 * rows of its item.
 */
function mayDescribe(
  { header, facts }: Look['columns'][number],
  role: 'ITEM_ID' | 'USER_ID',
  stray: number,
): boolean {
  if (facts.looksLike !== 'number' || namesMeasure(header) || namesFact(header)) return true;
  return role === 'ITEM_ID' && stray === 0;
}

/**
 * Events without the words that describe their items or users elsewhere. A number stays: a price may be another on
 * another day, and rows that differ in it are not the same.
 */
function movingTo(movedTo: 'ITEMS' | 'USERS', plan: FilePlan, moved: readonly number[]): FilePlan {
  return {
    ...plan,
    columns: plan.columns.map((column) =>
      moved.includes(column.index) && column.type === 'string'
        ? { ...column, role: 'IGNORE', movedTo }
        : column,
    ),
  };
}

/** Looks at a table that would be made, as a file of a dataset. */
export async function lookAtMade(
  made: MadeTable,
  found: Found,
  job: Job,
  lookAgain: LookAgain,
  dataset: DatasetType,
): Promise<Look | null> {
  const files = new Map(found.looks.map(({ source }) => [source.path, source]));
  const { sources } = withMade(files, { files: found.plans, made: [made] }, job);
  const source = sources.get(made.file);
  return source === undefined ? null : lookAgain(source, dataset);
}

/** A name that no table has yet. */
export function freeTable(wanted: string, { looks }: Found): string {
  return freeName(wanted, (name) => looks.some(({ source }) => source.path === name), ' ');
}
