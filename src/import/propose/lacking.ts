import type { Lacking } from '../../domain/unused';
import type { DatasetType } from '../../domain/schema';
import { roleOfName } from '../lexicon/names';
import { countsRows, isTime, isUnique } from './keys';
import { namesSale, namesSold, personRank } from './person';
import type { SampledColumn } from './sampled-column';

/** How often, how much: what is counted together. */
const COUNTED =
  /(^|[^a-z])(counts?|totals?|sum|sold|sales|units|quantity|views|plays|clicks|orders|purchases|downloads|visits|votes|loans|checkouts|installs|streams|revenue|turnover|anzahl|summe|umsatz|nombre|ventes|cantidad|ventas|vendite)([^a-z]|$)|수량|합계|횟수|건수|판매|조회|매출|누적|回数|件数|合計|数量|売上|销量|次数/i;

const MOST_COLUMNS = 200;

/** What keeps a table that is no events from being some; null where a list of things or people is what it seems to be. */
export function lackingIn(dataset: DatasetType | null, columns: readonly SampledColumn[]): Lacking | null {
  if (dataset !== null && dataset !== 'ITEMS') return null;
  // Of so many columns no name is asked what it means.
  if (columns.length > MOST_COLUMNS) return dataset === null ? 'unclear' : null;
  const totals = isOfTotals(columns) || isRanking(columns) || isGrid(columns);
  if (dataset === 'ITEMS')
    return totals && columns.some(({ header }) => COUNTED.test(header)) ? 'totals' : null;
  const who = columns.some((column) => personRank(column) > 0);
  const what = columns.some(({ header }) => roleOfName(header) === 'ITEM_ID' || namesSold(header));
  if (totals && !who) return 'totals';
  if (who) return what ? 'unclear' : 'no-thing';
  if (what) return 'no-person';
  return columns.some(({ header }) => namesSale(header)) ? 'orders' : 'unclear';
}

/** A row for each of something, and beside its name nothing but numbers. */
function isOfTotals(columns: readonly SampledColumn[]): boolean {
  const filled = columns.filter(({ facts }) => facts.looksLike !== 'empty');
  const [name, ...others] = filled.filter(({ facts }) => facts.looksLike !== 'number');
  if (name === undefined || others.length > 0 || filled.length < 2 || filled.some(isTime)) return false;
  return name.facts.distinct === name.facts.rows && name.facts.rows > 1;
}

/** How much of each thing in each month, or on each day: nobody chooses everything each time, and once. */
export function isGrid(columns: readonly SampledColumn[]): boolean {
  if (columns.some((column) => personRank(column) > 0) || !columns.some(isCount)) return false;
  const [time] = columns.filter(isTime);
  const names = columns.filter(({ facts }) => ['text', 'categories', 'ids'].includes(facts.looksLike));
  if (time === undefined || names.length === 0) return false;
  const things = time.cells.map((_, row) => names.map(({ cells }) => cells[row].trim()).join('\n'));
  const [times, each] = [time.facts.distinct, new Set(things).size];
  const met = new Set(things.map((thing, row) => `${thing}\n${time.cells[row]}`)).size;
  return Math.min(times, each) >= LEAST && met === things.length && met >= times * each * MOSTLY_FULL;
}
/** Times and things, of which so many meet. */
const LEAST = 3;
const MOSTLY_FULL = 0.6;

const isCount = ({ header, facts }: SampledColumn): boolean =>
  facts.looksLike === 'number' && COUNTED.test(header);

/** First, second, third … of a list of things, with how often they were chosen, and by nobody. */
export function isRanking(columns: readonly SampledColumn[]): boolean {
  if (columns.some((column) => isTime(column) || personRank(column) > 0)) return false;
  const isName = (column: SampledColumn): boolean => column.facts.looksLike === 'text' && isUnique(column);
  return (
    columns.some(isCount) && columns.some(isName) && columns.some((column) => countsRows(column, columns))
  );
}
