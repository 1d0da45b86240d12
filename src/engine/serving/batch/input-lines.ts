import { AppError } from '../../../domain/errors';
import { servesOf, type RecipeName } from '../../../domain/recipe-catalogue';
import type { DataIndex } from '../../project/data-index';
import { searchItems } from '../search';
import { keyOf } from './batch-line';
import { mostLines } from './batch-job';

/** Items that everybody's list is made of where a recipe puts lists in order: the most frequent ones. */
const LISTED_ITEMS = 100;

/**
 * Lines that ask a recipe about all it can be asked about: every user, every item, as many of the most frequent items
 * or values as a segment job takes. In the order of the data, or the most frequent first.
 *
 * @param filterValues go into every line; none = the lines have no such key.
 * @param themed whether the lists are to get themes, as a job takes fewer lines then.
 */
export function* inputLines(
  recipe: RecipeName,
  index: DataIndex,
  filterValues: { readonly [parameter: string]: string },
  themed: boolean,
): Generator<string> {
  const key = keyOf(recipe);
  const serves = servesOf(recipe);
  const most = mostLines(recipe, themed);
  const more = Object.keys(filterValues).length === 0 ? {} : { filterValues };
  const line = (asked: object): string => JSON.stringify({ ...asked, ...more });
  if (key === 'itemAttributes') {
    for (const query of queries(index).slice(0, most)) yield line({ itemAttributes: query });
  } else if (key === 'itemId') {
    const { itemIds } = index.tables;
    const frequent = itemIds.length > most || serves === 'segments';
    const asked = frequent ? searchItems(index, '', most).map(({ itemId }) => itemId) : itemIds;
    for (const itemId of asked) yield line({ itemId });
  } else {
    const listed = serves === 'lists' ? searchItems(index, '', LISTED_ITEMS) : null;
    const list = listed === null ? {} : { itemList: listed.map(({ itemId }) => itemId) };
    for (const userId of index.tables.userIds) yield line({ userId, ...list });
  }
}

/** One condition for each value of the categorical Items columns, the most frequent first. @throws AppError B06. */
function queries(index: DataIndex): readonly string[] {
  const values = index.words
    .categoryColumns()
    .flatMap(({ column, values: each }) => each.map((value) => ({ ...value, column })));
  if (values.length === 0) throw new AppError('B06', { line: 1, value: 'ITEMS' });
  values.sort((a, b) => b.items - a.items || (`${a.column} ${a.value}` < `${b.column} ${b.value}` ? -1 : 1));
  return values.map(({ column, value }) => `ITEMS.${column} = ${JSON.stringify(value)}`);
}
