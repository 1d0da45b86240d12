import { countOf, findJoin, tells, toldBy, type Joinable } from '../joins';
import { stemOf } from '../../lexicon/names';
import { comesAgain } from '../evidence';
import { personRank } from '../person';
import { isOfOneOrder } from '../who';
import { withFile, type MadeJoin } from '../../../domain/imports';
import type { Job } from '../../../domain/ports';
import type { Look } from '../look-at';
import { foundWith, freeTable, leftOut, lookAtMade, type Found, type Tools } from './found';
import { tableOfFile } from '../../gather/with-made';

/** Lines, their orders, their customers: no longer chain is looked for. */
const MOST_JOINS = 2;
/** Columns that may stand for who, what and when. */
const ALL = 3;

/**
 * Joins files where none tells by itself who did what and when, but two or three do together. The files that are
 * joined are then left out themselves, unless they describe items or users.
 */
export async function findJoins(before: Found, tools: Tools): Promise<Found> {
  // Answers of people say all that there is to say of who liked what.
  if (before.made.some(({ kind }) => kind === 'turned')) return before;
  let found = before;
  for (let i = 0; i < MOST_JOINS; i++) {
    const more = await joinOnce(found, tools);
    if (more === null) break;
    found = more;
  }
  return (await joinPeople(found, tools)) ?? found;
}

/** Where people get another number with each order, the list of these numbers may say who it was. */
async function joinPeople(found: Found, tools: Tools): Promise<Found | null> {
  const { looks, plans } = found;
  const at = plans.findIndex(({ dataset }) => dataset === 'INTERACTIONS');
  const key = plans.at(at)?.columns.find(({ role }) => role === 'USER_ID')?.index;
  if (at === -1 || key === undefined) return null;
  const who = looks[at].columns[key];
  if (!isOfOneOrder(who, looks[at].columns)) return null;
  for (const right of looks.filter((_, i) => plans[i].dataset === 'USERS')) {
    if (!right.columns.some((column) => personRank(column) > 0 && comesAgain(column))) continue;
    const join = await findJoin({ columns: [who] }, joinable(right, tools.job));
    const made = join && joinBy(looks[at], right, join, found);
    const look = made && (await lookAtMade(made, found, tools, 'INTERACTIONS'));
    if (!look || look.plan.columns.some(({ role, index }) => role === 'USER_ID' && index === key)) continue;
    const more = foundWith(found, look, made);
    return { ...more, plans: withFile(more.plans, made.right, leftOut) };
  }
  return null;
}

/** Two files as one, how much of who, what and when it tells, and how sure it is. */
interface Joined {
  readonly made: MadeJoin;
  readonly look: Look;
  readonly tells: number;
  readonly score: number;
}

async function joinOnce(found: Found, tools: Tools): Promise<Found | null> {
  const { looks, made } = found;
  const told = looks.map((look) => toldBy(look.columns));
  const most = Math.max(0, ...told.map(countOf));
  if (most === ALL || most === 0) return null;
  let best: Joined | null = null;
  // Of parts that were put together the whole is joined.
  const parts = new Set(made.flatMap((each) => (each.kind === 'gathered' ? each.parts : [])));
  for (const [i, left] of looks.entries()) {
    if (parts.has(left.source.path)) continue;
    await tools.job.checkpoint('inspecting', i, looks.length);
    for (const [j, right] of looks.entries()) {
      if (parts.has(right.source.path)) continue;
      const possible = countOf(told[i] | told[j]);
      const alone = Math.max(countOf(told[i]), countOf(told[j]));
      if (possible <= alone || possible < (best?.tells ?? 0)) continue;
      // What was joined already says no more.
      if (made.some((each) => each.kind === 'join' && partOf(each, left, right))) continue;
      await tools.job.checkpoint('inspecting', i, looks.length);
      const surer = possible === best?.tells ? best.score : -Infinity;
      const joined = await joinOf(left, right, surer, found, tools);
      if (joined !== null && joined.tells > alone && joined.tells >= (best?.tells ?? 0)) best = joined;
    }
  }
  if (best === null) return null;
  const more = foundWith(found, best.look, best.made);
  const plans = withFile(more.plans, best.made.right, (plan) =>
    plan.dataset === 'INTERACTIONS' ? leftOut(plan) : plan,
  );
  return { ...more, plans };
}

/** @param surer how sure it must be, at least. */
async function joinOf(
  left: Look,
  right: Look,
  surer: number,
  found: Found,
  tools: Tools,
): Promise<Joined | null> {
  const join = await findJoin(left, joinable(right, tools.job));
  if (join === null || join.score <= surer) return null;
  const made = joinBy(left, right, join, found);
  const look = await lookAtMade(made, found, tools, 'INTERACTIONS');
  return look && { made, look, tells: tells(look.columns), score: join.score };
}

/** The join of two tables by these columns, under a name that is free. */
export function joinBy(
  { source: left }: Look,
  { source: right }: Look,
  { leftColumn, rightColumn }: Pick<MadeJoin, 'leftColumn' | 'rightColumn'>,
  found: Found,
): MadeJoin {
  const file = freeTable(`${stemOf(left.path)} + ${stemOf(right.path)}`, found);
  return { kind: 'join', file, left: left.path, leftColumn, right: right.path, rightColumn };
}

export function joinable({ source, columns, plan }: Look, job: Job): Joinable {
  return { name: stemOf(source.path), columns, table: tableOfFile(source, plan, job) };
}

function partOf(made: MadeJoin, left: Look, right: Look): boolean {
  const parts = [made.left, made.right];
  // Only the joined table goes on to the next join.
  return (
    parts.includes(left.source.path) || (made.file === left.source.path && parts.includes(right.source.path))
  );
}
