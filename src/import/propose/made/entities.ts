import { areWords, filledCells } from '../evidence';
import { hangingOn, isNameless, pairsOf } from '../keys';
import { namesMeasure, namesTitle, stemOf } from '../../lexicon/names';
import { namesFact, namesThing } from '../person';
import { toldApart } from '../row-rules';
import { holdsIds } from '../several';
import { isPrescribed, type FilePlan } from '../../../domain/imports';
import { madeName } from '../../../domain/made-name';
import type { Look } from '../look-at';
import { foundWith, freeTable, lookAtMade, type Found, type Tools } from './found';

const KINDS = [
  { dataset: 'ITEMS', role: 'ITEM_ID', other: 'USER_ID', holding: 'items' },
  { dataset: 'USERS', role: 'USER_ID', other: 'ITEM_ID', holding: 'people' },
] as const;
type Kind = (typeof KINDS)[number];

/**
 * Finds what the events tell of their items and users, where nothing else in the drop does: columns that hang on the
 * item's id become the Items data, those that hang on the person's the Users data.
 */
export async function findEntities(before: Found, tools: Tools): Promise<Found> {
  const [events, ...others] = before.plans.filter(({ dataset }) => dataset === 'INTERACTIONS');
  if (events === undefined || others.length > 0 || isPrescribed(events)) return before;
  const look = before.looks[before.plans.indexOf(events)];
  let found = before;
  const taken = new Set<number>();
  for (const kind of KINDS) {
    const { dataset, role, holding } = kind;
    const id = events.columns.find((column) => column.role === role);
    const key = id?.also?.how === 'and' ? undefined : id?.index;
    if (key === undefined || found.plans.some((plan) => plan.dataset === dataset)) continue;
    const columns = hangingColumns(look, events, key, kind).filter((index) => !taken.has(index));
    if (columns.length === 0) continue;
    const file = freeTable(madeName(holding, stemOf(events.file)), found);
    const made = { kind: 'entities', file, of: events.file, dataset, key, columns } as const;
    const told = await lookAtMade(made, found, tools, dataset);
    if (told === null) continue;
    columns.forEach((column) => taken.add(column));
    found = foundWith(found, told, made, (plan) => movingTo(dataset, plan, columns));
  }
  return found;
}

/** Columns that hang on the ids of one kind more than on those of the other, and have no role among the events. */
function hangingColumns({ columns }: Look, plan: FilePlan, key: number, { role, other }: Kind): number[] {
  const apart = toldApart(plan.rules);
  // What was left out for want of room among the events may have it there.
  const free = plan.columns
    .filter(({ role: own, movedTo }) => own === 'KEEP' || (own === 'IGNORE' && movedTo === undefined))
    .filter(({ derived, index }) => derived === undefined && !apart.has(index))
    .map(({ index }) => columns[index])
    .filter((column) => !holdsIds(column));
  const rivalKey = plan.columns.find((column) => column.role === other)?.index;
  const rival = rivalKey === undefined ? null : hangingOn(columns[rivalKey], free);
  const hanging = [...hangingOn(columns[key], free)]
    .filter(([column, stray]) => stray <= (rival?.get(column) ?? 1) && mayDescribe(column, role, stray))
    .map(([column]) => column);
  // Where things come once each nothing hangs on them, and what they are called says so by its header.
  const names = free.filter(
    (column) =>
      role === 'ITEM_ID' &&
      (rivalKey !== undefined || plan.person !== undefined) &&
      (namesTitle(column.header) || namesThing(column.header)) &&
      pairsOf(columns[key], column) === columns[key].facts.distinct,
  );
  // What a thing is called comes first; where no header says so, the words that tell most of them apart.
  const tellsApart = ({ header, facts, cells }: Look['columns'][number]): number =>
    namesTitle(header) || namesThing(header) || (isNameless(header) && areWords(filledCells(cells)))
      ? facts.distinct
      : 0;
  return [...new Set([...hanging, ...names])]
    .sort((a, b) => tellsApart(b) - tellsApart(a))
    .map(({ index }) => index);
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
