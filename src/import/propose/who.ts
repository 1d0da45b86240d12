import { lastPart } from '../../domain/arn';
import {
  type ColumnPlan,
  type ColumnRole,
  type FilePlan,
  SOMEBODY,
  isOnePersons,
} from '../../domain/imports';
import type { DatasetType } from '../../domain/schema';
import { isNobody } from '../cells/guests';
import { bareName, namesId, namesTitle, namesVisit, roleOfName } from '../lexicon/names';
import { isHalfOfName, namesVisitor, saysWho } from '../lexicon/people';
import { areWords, comesAgain, filledCells, hasManyValues } from './evidence';
import { belongsToOne, countsRows, haveIdForm, isOneToOne, pairsOf } from './keys';
import { namesFact, namesSale, namesThing, personRank } from './person';
import { personalIn } from './personal';
import type { SampledColumn } from './sampled-column';
import { type OfPupil, ofPupil } from '../lexicon/pupil-words';
import { putTogether } from '../cells/put-together';

/** Who and what have so many pairs for each of them, where neither says the other. */
const MEETS = 1.2;
/** In fewer rows nobody need come again. */
const LEAST_ROWS = 20;

/**
 * The column that says best who it was; of equals that which names a number, as people share their names, else the
 * first. An `id` is the better key of a list of people; of events, one that is given anew for each order is nobody's
 * where another column has people that come again.
 */
export function personOf(dataset: DatasetType, columns: readonly SampledColumn[]): SampledColumn | undefined {
  const best = bestOf(dataset, columns);
  if (dataset !== 'INTERACTIONS') return best;
  if (best === undefined) {
    const names = calledAmongThings(columns);
    return names && numberOf(names, columns);
  }
  if (!isOfOneOrder(best, columns)) return personRank(best) === 1 ? numberOf(best, columns) : best;
  const others = columns.filter(
    (column) =>
      column !== best && comesAgain(column) && !isOfOneOrder(column, columns) && belongsToOne(best, column),
  );
  return bestOf(dataset, others) ?? reachedBy('phone', others) ?? reachedBy('name', others) ?? best;
}

function bestOf(dataset: DatasetType, columns: readonly SampledColumn[]): SampledColumn | undefined {
  const best = Math.max(...columns.map(personRank));
  const listed = dataset === 'USERS' && columns.some(({ header }) => bareName(header) === 'id');
  if (columns.length === 0 || best === 0 || (listed && best < 3)) return undefined;
  const equals = columns.filter((column) => personRank(column) === best);
  const person = equals.find(({ header }) => namesId(header)) ?? equals[0];
  // Where nobody was logged in, all are of one name that is none: each visit stands for somebody then.
  const isNone = person.facts.distinct <= 1 && person.facts.rows > LEAST_ROWS;
  const visits = (column: SampledColumn): boolean => namesVisit(column.header) && hasManyValues(column.facts);
  return (isNone && dataset === 'INTERACTIONS' ? columns.find(visits) : undefined) ?? person;
}

/**
 * Of a table of friends or a class: a column of names that come again and again, where another has the things. A name
 * that goes with its thing is the thing's.
 */
export function calledAmongThings(columns: readonly SampledColumn[]): SampledColumn | undefined {
  const things = columns.filter(
    ({ header }) => roleOfName(header) === 'ITEM_ID' || namesThing(header) || namesTitle(header),
  );
  return columns
    .filter((column) => {
      const others = things.filter((thing) => thing !== column);
      const areNames = column.facts.looksLike !== 'number' && column.facts.looksLike !== 'dates';
      return (
        saysWho(column.header) > 0 &&
        roleOfName(column.header) === null &&
        areNames &&
        comesAgain(column) &&
        others.length > 0 &&
        others.every(
          (thing) => pairsOf(column, thing) >= MEETS * Math.max(column.facts.distinct, thing.facts.distinct),
        )
      );
    })
    .sort((a, b) => saysWho(b.header) - saysWho(a.header))
    .at(0);
}

/** A column of numbers of people that gave way to the one who stands for them. */
export function anewForEachOrder(
  who: SampledColumn,
  columns: readonly SampledColumn[],
): SampledColumn | undefined {
  return columns.find(
    (column) => column !== who && personRank(column) === 3 && isOfOneOrder(column, columns),
  );
}

/** It never comes again, or with the number of its order alone. */
export function isOfOneOrder(column: SampledColumn, columns: readonly SampledColumn[]): boolean {
  const { rows, empty, distinct } = column.facts;
  if (rows - empty < LEAST_ROWS) return false;
  const isSale = (other: SampledColumn): boolean => other !== column && namesSale(other.header);
  return distinct === rows - empty || columns.some((other) => isSale(other) && isOneToOne(column, other));
}

function reachedBy(kind: 'phone' | 'name', columns: readonly SampledColumn[]): SampledColumn | undefined {
  return columns.find((column) => personalIn(column) === kind);
}

/** What numbers those that are called so, as people share their names; else the names themselves. */
function numberOf(names: SampledColumn, columns: readonly SampledColumn[]): SampledColumn {
  const number = columns.find((column) => {
    const { header, facts } = column;
    const isKey =
      facts.looksLike === 'ids' || (facts.looksLike === 'number' && facts.whole) || namesId(header);
    return (
      isKey &&
      comesAgain(column) &&
      facts.distinct >= names.facts.distinct &&
      belongsToOne(column, names) &&
      roleOfName(header) === null &&
      !namesSale(header) &&
      !namesFact(header) &&
      personalIn(column) === null
    );
  });
  return names.facts.addresses ? names : (number ?? names);
}

/**
 * The plans of the columns of events with another that says who or what it was: a visitor's number where that of an
 * account is blank, the other half of a name, what a thing is called where it has no number.
 */
export function withAlso(plans: readonly ColumnPlan[], columns: readonly SampledColumn[]): ColumnPlan[] {
  const unused = new Set(
    plans.flatMap(({ index, role }) => (role === 'KEEP' || role === 'IGNORE' ? [index] : [])),
  );
  return plans.map((plan) => {
    const own = columns.find(({ index }) => index === plan.index);
    if (own === undefined || (plan.role !== 'USER_ID' && plan.role !== 'ITEM_ID')) return plan;
    const free = columns.filter(({ index }) => index !== own.index && unused.has(index));
    const half = isHalfOfName(own.header) ? free.find(({ header }) => isHalfOfName(header)) : undefined;
    const [other, how] =
      plan.role === 'ITEM_ID'
        ? ([nameOf(own, free), 'name'] as const)
        : ([half ?? visitorOf(own, free), half ? 'and' : 'else'] as const);
    return other === undefined ? plan : { ...plan, also: { how, index: other.index, header: other.header } };
  });
}

/** What things are called, of which some lack their number. */
function nameOf(own: SampledColumn, columns: readonly SampledColumn[]): SampledColumn | undefined {
  if (own.facts.empty === 0 || !haveIdForm(own)) return undefined;
  const isName = (column: SampledColumn): boolean =>
    column.facts.empty === 0 && areWords(filledCells(column.cells)) && belongsToOne(own, column);
  return columns.filter(isName).sort((a, b) => b.facts.distinct - a.facts.distinct)[0];
}

/** Of guests: filled in most rows in which the account is blank. */
function visitorOf(own: SampledColumn, columns: readonly SampledColumn[]): SampledColumn | undefined {
  const blank = [...own.cells.keys()].filter((row) => isNobody(own.cells[row]));
  if (blank.length === 0) return undefined;
  const filled = ({ cells }: SampledColumn): number => blank.filter((row) => !isNobody(cells[row])).length;
  const most = columns
    .filter((column) => namesVisitor(column.header) && filled(column) * 2 > blank.length)
    .sort((a, b) => filled(b) - filled(a) || Number(comesAgain(b)) - Number(comesAgain(a)));
  return most.at(0);
}

/**
 * Names the one person of each file that has one: `me` where a single file has, else each by their file, and by its
 * folder where files have the same name.
 */
export function namePersons(plans: readonly FilePlan[]): FilePlan[] {
  const own = plans.filter(isOnePersons);
  const stems = own.map(({ file }) => stemOf(lastPart(file)));
  const named = (plan: FilePlan): string => {
    if (own.length === 1) return SOMEBODY;
    const stem = stemOf(lastPart(plan.file));
    return stems.filter((other) => other === stem).length > 1 ? stemOf(plan.file) : stem;
  };
  return plans.map((plan) => (own.includes(plan) ? { ...plan, person: named(plan) } : plan));
}

const stemOf = (path: string): string => path.replace(/(\.[a-z0-9]{1,5}){1,2}$/i, '');

/**
 * The columns that only together say who did it, in the order in which they are put together: a class has two of the same
 * name, and each class its own number 1. None where one column says it, or a number counts the rows.
 */
export function pupilsIn(
  roles: readonly ColumnRole[],
  columns: readonly SampledColumn[],
): readonly SampledColumn[] {
  const of = (...says: readonly OfPupil[]): SampledColumn[] =>
    says.flatMap((wanted) =>
      columns.filter(
        (column) =>
          ofPupil(column.header) === wanted &&
          roles[column.index] !== 'ITEM_ID' &&
          comesAgain(column) &&
          !countsRows(column, columns),
      ),
    );
  const [places, numbers, names] = [of('class'), of('number'), of('name').slice(0, 1)];
  if (numbers.length !== 1 || places.length === 0 || of('id', 'mail').length > 0) return [];
  const all = [...places, ...numbers, ...names];
  const differ = (some: readonly SampledColumn[]): number =>
    new Set(columns[0].cells.map((_, row) => putTogether(some.map(({ cells }) => cells[row])))).size;
  const people = differ(all);
  // Somebody may be written in two ways, but each does several things.
  const isSure = differ([...places, ...numbers]) >= people * 0.9 && people <= columns[0].cells.length / 2;
  return isSure && (names.length === 0 || differ(names) < people) ? all : [];
}
