import type { TableList } from '../../open/cell-table';
import { guessDataset } from '../guess-dataset';
import { tells } from '../joins';
import { datasetOfFileName, namesCreation, roleOfName, stemOf } from '../../lexicon/names';
import type { DatasetType } from '../../../domain/schema';
import type { ColumnRole, FilePlan, MadeUnfolded } from '../../../domain/imports';
import { type Found, type Tools, foundWith, freeTable, lookAtMade } from './found';
import type { Look } from '../look-at';
import type { SampledColumn } from '../sampled-column';
import { isTime } from '../keys';
import { namesSale, namesSold, namesThing, personRank } from '../person';

/** Lists of one file that are looked into. */
const MOST_LISTS = 12;

/**
 * Unfolds the records of files whose events lie in lists: the lines of an order, the films of a person. The file itself is
 * left out then.
 *
 * @param isSaid the caller knows what each file holds: lists are looked for among events alone.
 */
export async function findListed(before: Found, isSaid: boolean, tools: Tools): Promise<Found> {
  let found = before;
  for (const look of before.looks) {
    const { dataset, schema } = look.plan;
    if (schema !== undefined || (isSaid && dataset !== 'INTERACTIONS')) continue;
    const best = await bestList(look, found, tools);
    if (best !== null) found = foundWith(found, best.look, best.made);
  }
  return found;
}

interface Unfolded {
  readonly made: MadeUnfolded;
  readonly look: Look;
}

/** The list of a file that says most of who did what and when, of equals the outermost. */
async function bestList({ source, columns }: Look, found: Found, tools: Tools): Promise<Unfolded | null> {
  const lists = source.table?.lists ?? [];
  let best: Unfolded | null = null;
  for (const { path, outer } of lists.slice(0, MOST_LISTS)) {
    const file = freeTable(`${path.join('.')} of ${stemOf(source.path)}`, found);
    const made = { kind: 'unfolded', file, of: source.path, list: path } as const;
    const look = await lookAtMade(made, found, tools, 'INTERACTIONS');
    const around = datasetAround(lists, path[0], source.path, columns);
    if (look === null || !holdsEvents({ ...look, outer }, around)) continue;
    if (best === null || tells(look.columns) > tells(best.look.columns)) best = { made, look };
  }
  return best;
}

/** What the records of a file are without one of their lists. */
function datasetAround(
  lists: readonly TableList[],
  name: string,
  file: string,
  columns: Look['columns'],
): DatasetType | null {
  const list = lists.find(({ path }) => path.length === 1 && path[0] === name);
  const headers = new Set(list?.table.headers.slice(0, list.outer));
  return guessDataset(
    columns.filter(({ header }) => headers.has(header)),
    datasetOfFileName(file),
  );
}

/** A row for each element of a list, as it would be read for events. */
export interface Listed {
  readonly columns: readonly SampledColumn[];
  /** So many of the columns, the first ones, say what the list lies in. */
  readonly outer: number;
  readonly plan: Pick<FilePlan, 'columns'>;
}

/** Who, what and when. */
const ALL = 3;

/**
 * Whether the elements of a list are what happened, as the lines of an order are, or only describe what it lies in, as
 * genres do. They are events where the thing, the person or the time stands in them and the rest of it around them;
 * within a list of items or of people itself only where they say so by what they are called, by a time or a rating.
 *
 * @param around what the records that hold the list are taken for without it.
 */
export function holdsEvents({ columns, outer, plan }: Listed, around: DatasetType | null): boolean {
  const holder = (role: ColumnRole): SampledColumn | undefined =>
    columns.find(({ index }) =>
      plan.columns.some((column) => column.role === role && column.index === index),
    );
  const isIn = (column: SampledColumn | undefined): boolean => column !== undefined && column.index >= outer;
  const [who, what, when] = [holder('USER_ID'), holder('ITEM_ID'), holder('TIMESTAMP')];
  if (what === undefined || tells(columns.slice(0, outer)) === ALL) return false;
  const isNamed = who !== undefined && personRank(who) > 0;
  const happens = columns.slice(outer).some(tellsOfEvent);
  if (around === 'ITEMS') return isIn(who) && (isNamed || (happens && namesAuthor(who?.header ?? '')));
  if (around === 'USERS') return isIn(what) && (happens || namesItem(what) || outer < 2);
  if (isIn(what)) return isNamed || isDated(when) || columns.some(({ header }) => namesSale(header));
  return happens && (isIn(who) || (isIn(when) && who !== undefined));
}

/** A time, a rating or a kind of event. */
function tellsOfEvent(column: SampledColumn): boolean {
  const role = roleOfName(column.header);
  return isDated(column) || role === 'EVENT_VALUE' || role === 'EVENT_TYPE';
}

/** When something was made is not when somebody chose it. */
function isDated(column: SampledColumn | undefined): boolean {
  return column !== undefined && isTime(column) && !namesCreation(column.header);
}

function namesItem({ header }: SampledColumn): boolean {
  return roleOfName(header) === 'ITEM_ID' || namesThing(header) || namesSold(header);
}

/** Who wrote a review is not always called a user. */
function namesAuthor(header: string): boolean {
  return /(^|[._ ])(author|by|from|name|nick(name)?|who|writer)$/i.test(header);
}
