import type { ColumnRole, FilePlan } from '../../domain/imports';
import type { DatasetType } from '../../domain/schema';
import type { SampledColumn } from './sampled-column';
import { tells } from './joins';
import { isTime } from './keys';
import { namesCreation, roleOfName } from '../lexicon/names';
import { namesSale, namesSold, namesThing, personRank } from './person';

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
