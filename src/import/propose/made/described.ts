import { CALLED_ALIKE, findJoin, haveSameIds, type Care, type FoundJoin } from '../joins';
import { namesId } from '../../lexicon/names';
import type { SampledColumn } from '../sampled-column';
import { isPrescribed, partsOfMade, type ColumnRole } from '../../../domain/imports';
import type { Look } from '../look-at';
import { foundWith, leftOut, lookAtMade, type Found, type Tools } from './found';
import { joinable, joinBy } from './joins';

/** A few rows of a list come twice in many that are published, and numbers that only count must be called alike. */
const CARE: Care = { repeats: 0.02, sure: true };
/** Tables that are joined to one that describes. */
const MOST_MORE = 4;
/** All rows of a table that is joined lie in memory. */
const MOST_BYTES = 1 << 29;

const DESCRIBED = [
  { dataset: 'ITEMS', role: 'ITEM_ID' },
  { dataset: 'USERS', role: 'USER_ID' },
] as const;
type Described = (typeof DESCRIBED)[number];

/** A table of the drop, by its place. */
interface Placed {
  readonly at: number;
  readonly look: Look;
}

/**
 * Finds the tables that describe the items and people of events by what lies in them, where no header says so, and joins
 * to them what tells more of the same under a key of theirs: the films of one list may have their numbers at another place
 * in a third table.
 */
export async function findDescribed(before: Found, tools: Tools): Promise<Found> {
  let found = before;
  for (const kind of DESCRIBED) {
    const base = await findBase(found, kind, tools);
    if (base === null) continue;
    found = base;
    for (let i = 0; i < MOST_MORE; i++) {
      const more = await joinMore(found, kind, tools);
      if (more === null) break;
      found = more;
    }
  }
  return found;
}

/** Tables of which nothing is known, and of which nothing else is made. */
function unusedIn({ looks, plans, made }: Found): Placed[] {
  const parts = new Set(made.flatMap(partsOfMade));
  return looks
    .map((look, at) => ({ look, at }))
    .filter(({ look: { source, columns }, at }) => {
      const isFree = plans[at].dataset === null && !isPrescribed(plans[at]);
      return isFree && columns.length > 1 && source.sizeBytes <= MOST_BYTES && !parts.has(source.path);
    });
}

/** The table of one kind as it stands. */
function standing({ looks, plans }: Found, { dataset }: Described): Placed | null {
  const at = plans.findIndex((plan) => plan.dataset === dataset);
  return at === -1 || isPrescribed(plans[at]) ? null : { at, look: looks[at] };
}

/** Whether the ids of the events and those of a table meet in the beginnings of both: nothing else need be looked for. */
function meets(ids: SampledColumn, { columns, plan }: Look, { role }: Described): boolean {
  const own = plan.columns.find((column) => column.role === role);
  return own !== undefined && haveSameIds(ids, columns[own.index]);
}

/**
 * The drop with the table in which most ids of the events lie, each once, as what describes them. What stands there for it
 * stays where none has more of them; null where there is none at all.
 */
async function findBase(found: Found, kind: Described, { job, lookAgain }: Tools): Promise<Found | null> {
  const { looks, plans } = found;
  const stands = standing(found, kind);
  if (stands === null && plans.some(({ dataset }) => dataset === kind.dataset)) return null;
  const asBefore = stands && found;
  const events = plans.find(({ dataset }) => dataset === 'INTERACTIONS');
  const key = events?.columns.find(({ role }) => role === kind.role);
  if (events === undefined || key === undefined || isPrescribed(events)) return asBefore;
  const ids = looks[plans.indexOf(events)].columns.filter(({ index }) => index === key.index);
  const isMet = stands !== null && ids.some((column) => meets(column, stands.look, kind));
  if (isMet && unusedIn(found).length === 0) return found;
  let best: (Placed & { readonly join: FoundJoin }) | null = null;
  for (const candidate of [...(stands === null ? [] : [stands]), ...unusedIn(found)]) {
    await job.checkpoint('inspecting', candidate.at, looks.length);
    const join = await findJoin({ columns: ids }, joinable(candidate.look, job), CARE);
    if (join !== null && (best === null || join.share > best.join.share)) best = { ...candidate, join };
  }
  if (best === null || (isMet && best.at === stands.at)) return asBefore;
  const look = await keyed(best.look, kind, best.join.rightColumn, [], lookAgain);
  if (look === null) return asBefore;
  const without = stands === null ? plans : plans.with(stands.at, leftOut(plans[stands.at]));
  return { ...found, looks: looks.with(best.at, look), plans: without.with(best.at, look.plan) };
}

/** Joins one more table to what describes; null where none has a key that lies in a column of it. */
async function joinMore(found: Found, kind: Described, tools: Tools): Promise<Found | null> {
  const { job, lookAgain } = tools;
  const base = standing(found, kind);
  if (base === null) return null;
  const key = found.plans[base.at].columns.find(({ role }) => role === kind.role)?.index;
  if (key === undefined) return null;
  const isOwn = ({ index, facts }: SampledColumn): boolean =>
    index === key || facts.distinct >= (facts.rows - facts.empty) * (1 - CARE.repeats);
  // Of which kind a thing is may be said by the number of a kind.
  const ids = base.look.columns.filter((column) => isOwn(column) || namesId(column.header));
  let best: (Placed & { readonly join: FoundJoin }) | null = null;
  for (const candidate of unusedIn(found).filter(({ look }) => tellsMore(look))) {
    await job.checkpoint('inspecting', candidate.at, found.looks.length);
    const join = await findJoin({ columns: ids }, joinable(candidate.look, job), CARE);
    const column = base.look.columns[join?.leftColumn ?? key];
    const isSure = join !== null && (isOwn(column) || join.kinship === CALLED_ALIKE);
    if (isSure && (best === null || join.score > best.join.score)) best = { ...candidate, join };
  }
  if (best === null) return null;
  const made = joinBy(base.look, best.look, best.join, found);
  const joined = await lookAtMade(made, found, tools, kind.dataset);
  if (joined === null) return null;
  // What only leads from one table to another says nothing of what it stands beside.
  const before = base.look.plan.columns.filter(
    ({ role, derived }) => role === 'IGNORE' && derived === undefined,
  );
  const leads = [
    ...before.map(({ index }) => index),
    ...(made.leftColumn === key ? [] : [made.leftColumn]),
    ...toldAgain(joined),
  ];
  const look = await keyed(joined, kind, key, leads, lookAgain);
  return look && foundWith(found, look, made);
}

/** Whether a table has more than ids and numbers; one that only leads from one table to another has not. */
function tellsMore({ columns }: Look): boolean {
  return columns.some(
    ({ header, facts }) =>
      facts.lists !== undefined ||
      ['text', 'categories', 'multi-categories', 'boolean'].includes(facts.looksLike) ||
      (facts.looksLike === 'ids' && !namesId(header)),
  );
}

/** Columns that repeat an earlier one of the same name in nearly all rows. */
function toldAgain({ columns }: Look): number[] {
  const again = columns.filter((column) =>
    columns.some(
      (earlier) =>
        earlier.index < column.index &&
        earlier.header === column.header &&
        column.cells.filter((cell, row) => cell === '' || cell === earlier.cells[row]).length >=
          column.cells.length * (1 - CARE.repeats),
    ),
  );
  return again.map(({ index }) => index);
}

/** The table read again with that column as its key, whatever it is called, and without the columns of `leaves`. */
async function keyed(
  look: Look,
  { dataset, role: own }: Described,
  key: number,
  leaves: readonly number[],
  lookAgain: Tools['lookAgain'],
): Promise<Look | null> {
  const first = look.plan.dataset === dataset ? look : await lookAgain(look.source, dataset);
  if (first === null) return null;
  const roles = first.columns.map(({ index }): ColumnRole => {
    const role = first.plan.columns[index].role;
    if (index === key) return own;
    return role === own ? 'KEEP' : leaves.includes(index) ? 'IGNORE' : role;
  });
  return lookAgain(look.source, dataset, roles);
}
