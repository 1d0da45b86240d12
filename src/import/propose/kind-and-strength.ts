import type { ColumnPlan, ColumnRole } from '../../domain/imports';
import { countEach } from '../../domain/tallies';
import { guessWords } from '../cells/number-writings';
import { likingSaid, saysKind } from '../lexicon/kinds';
import { namesCrowd, namesVagueKind, roleOfName, strengthRank } from '../lexicon/names';
import { namesOrderStatus, namesState } from '../lexicon/order-words';
import { comesAgain, filledCells } from './evidence';
import { countsRows, hangingOn, isNameless } from './keys';
import type { SampledColumn } from './sampled-column';

const MOST_KINDS = 40;
/** Of the filled cells, those that say what somebody did; and those that say so alone. */
const MOSTLY = 0.8;
const SURELY = 0.2;
/** Stars of a rating; of anything else there are more. */
const MOST_STARS = 10;
/** Somebody's answer among at most so many columns needs no other sign. */
const FEW_COLUMNS = 5;

/** Whether the cells of a column say what somebody did, whatever its header says. */
export function tellsKinds({ header, facts, cells }: SampledColumn): boolean {
  if (facts.distinct === 0 || facts.distinct > MOST_KINDS || facts.lists !== undefined) return false;
  if (facts.looksLike === 'number' || namesOrderStatus(header) || namesState(header)) return false;
  // A row without a kind would be lost.
  if (facts.empty > 0 && roleOfName(header) !== 'EVENT_TYPE') return false;
  let [all, some, surely] = [0, 0, 0];
  for (const [cell, count] of countEach(filledCells(cells))) {
    const how = saysKind(cell);
    all += count;
    if (how > 0) some += count;
    if (how === 2) surely += count;
  }
  return some >= all * MOSTLY && surely >= all * SURELY;
}

/**
 * Gives EVENT_TYPE to the column whose cells say what people did, before one that is only called so. A kind that all rows
 * of a thing share is of the thing.
 */
export function claimKind(roles: ColumnRole[], columns: readonly SampledColumn[]): void {
  const isFree = ({ index }: SampledColumn): boolean =>
    roles[index] === 'KEEP' || roles[index] === 'EVENT_TYPE';
  const telling = columns.filter(
    (column) => isFree(column) && strengthRank(column.header) === null && tellsKinds(column),
  );
  const kind = telling.find(({ header }) => roleOfName(header) === 'EVENT_TYPE') ?? telling.at(0);
  if (kind === undefined) return;
  for (const { index } of columns) if (roles[index] === 'EVENT_TYPE') roles[index] = 'KEEP';
  roles[kind.index] = 'EVENT_TYPE';
}

/** Gives EVENT_VALUE to the column that says best how much somebody likes or used the thing. */
export function claimStrength(roles: ColumnRole[], columns: readonly SampledColumn[]): void {
  const holder = (role: ColumnRole): SampledColumn | undefined => columns.find((_, i) => roles[i] === role);
  const [user, item, kind] = [holder('USER_ID'), holder('ITEM_ID'), holder('EVENT_TYPE')];
  if (kind && item && roleOfName(kind.header) !== 'EVENT_TYPE' && hangingOn(item, [kind]).has(kind))
    roles[kind.index] = 'KEEP';
  const free = columns.filter((column) => roles[column.index] === 'KEEP' && mayBeStrength(column));
  const ofItem = item ? hangingOn(item, free) : new Map<SampledColumn, number>();
  const ofUser = user ? hangingOn(user, free) : ofItem;
  const isOwn = (column: SampledColumn): boolean => !ofItem.has(column) && !ofUser.has(column);
  const among = columns.length <= FEW_COLUMNS || (item !== undefined && comesAgain(item));
  const nameless = free.filter(
    (column) =>
      column.facts.looksLike === 'number' &&
      isNameless(column.header) &&
      isOwn(column) &&
      !countsRows(column, columns),
  );
  const rankOf = (column: SampledColumn): number => {
    const rank = strengthRank(column.header);
    // What all rows of a thing say alike, as the stars of a hotel, is of the thing and no opinion of whoever chose it.
    if (ofItem.get(column) === 0 || namesCrowd(column.header)) return Infinity;
    const isRead = isNumeric(column) || wordsOf(column) !== null;
    if (rank !== null && rank < VAGUE && isRead) return rank;
    if (isRating(column) && isOwn(column)) return 1;
    const isVague = rank === VAGUE && isRead && isOwn(column) && among;
    return isVague || (nameless.length === 1 && nameless[0] === column && user && item) ? VAGUE : Infinity;
  };
  // `type` 1 … 4, which the papers of a data set say in words.
  const coded = kind ? undefined : free.find((column) => isCode(column) && isOwn(column));
  if (coded && user && item) roles[coded.index] = 'EVENT_TYPE';
  const ranked = free.map((column) => ({ column, rank: rankOf(column) }));
  const best = Math.min(...ranked.map(({ rank }) => rank));
  const chosen = best === Infinity ? undefined : ranked.find(({ rank }) => rank === best)?.column;
  if (chosen === undefined) return;
  // Likes and dislikes are kinds as well, and which is which stands beside them as a number.
  const isKind = wordsOf(chosen) === 'thumbs' && tellsKinds(chosen) && !roles.includes('EVENT_TYPE');
  roles[chosen.index] = isKind ? 'EVENT_TYPE' : 'EVENT_VALUE';
}
const VAGUE = 4;

function mayBeStrength(column: SampledColumn): boolean {
  const { header } = column;
  return strengthRank(header) !== null || isNameless(header) || isRating(column) || isCode(column);
}

function isCode({ header, facts }: SampledColumn): boolean {
  const isFew = facts.distinct > 1 && facts.distinct <= MOST_CODES && Number(facts.max) <= 2 * MOST_CODES;
  return namesVagueKind(header) && facts.looksLike === 'number' && facts.whole && isFew;
}
const MOST_CODES = 10;

const isNumeric = ({ facts }: SampledColumn): boolean =>
  facts.looksLike === 'number' ||
  (facts.looksLike === 'constant' && facts.min !== null && !Number.isNaN(Number(facts.min)));

/** Drawn stars, `4/5` and `4점` are ratings under any header. */
function isRating({ facts }: SampledColumn): boolean {
  const { numbers, max, distinct } = facts;
  if (distinct < 2 || facts.looksLike !== 'number') return false;
  return numbers === 'stars' || numbers === 'fraction' || (numbers === 'points' && Number(max) <= MOST_STARS);
}

/** How words say how much somebody likes something, where the column says nothing else. */
function wordsOf({ cells, facts }: SampledColumn) {
  if (facts.looksLike === 'number' ? facts.min !== '-1' : facts.distinct < 2) return null;
  if (facts.distinct > MOST_KINDS) return null;
  return guessWords(filledCells(cells))?.key ?? null;
}

/** The plans with a value made from the kinds where some of these are dislikes: they must not count as likings. */
export function withDislikes(plans: readonly ColumnPlan[], columns: readonly SampledColumn[]): ColumnPlan[] {
  const kind = plans.find(({ role }) => role === 'EVENT_TYPE');
  const isValued = plans.some(({ role }) => role === 'EVENT_VALUE');
  if (kind === undefined || isValued || !columns[kind.index].cells.some((cell) => likingSaid(cell) === -1))
    return [...plans];
  const value = { role: 'EVENT_VALUE', field: 'EVENT_VALUE', type: 'float', nullable: true } as const;
  return [...plans, { ...kind, ...value, numbers: 'thumbs', derived: 'value-of-kind' }];
}

/** How the words of a column of strengths are numbers; undefined where they are none. */
export function wordWriting(column: SampledColumn): Pick<ColumnPlan, 'numbers'> {
  const numbers = column.facts.numbers ?? wordsOf(column);
  return numbers === null ? {} : { numbers };
}
