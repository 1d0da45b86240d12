import { isNull, numberColumn, type Column, type InteractionTable, type Tables } from '../../domain/columns';
import type { ItemExposure } from '../../recipes/exploration';
import { DAY_SEC } from '../../domain/epoch';

/**
 * How old and how well known every item is. Age is counted back from the newest interaction. Where CREATION_TIMESTAMP
 * is missing, the item's oldest interaction stands for it, and for an item without any the newest of all. O(rows).
 */
export function itemExposure(tables: Tables, itemIdxOf: (itemId: string) => number): ItemExposure {
  const nItems = tables.itemIds.length;
  const { itemIdx, timestampSec } = tables.interactions;
  const oldest = new Float64Array(nItems).fill(Infinity);
  const interactions = new Int32Array(nItems);
  let newest = -Infinity;
  for (let row = 0; row < itemIdx.length; row++) {
    const item = itemIdx[row];
    interactions[item]++;
    if (timestampSec[row] < oldest[item]) oldest[item] = timestampSec[row];
    if (timestampSec[row] > newest) newest = timestampSec[row];
  }
  const created = oldest.map((time) => (time === Infinity ? newest : time));
  setCreated(tables, created);
  return {
    ageSec: created.map((time) => newest - time),
    interactions,
    impressions: countImpressions(tables.interactions, nItems, itemIdxOf),
  };
}

/** Items count as new within the first of these spans that holds enough of them. */
const SPANS_DAYS = [30, 60, 120, 240];
const ENOUGH_NEW = 20;

/** Within how many days an item of these data counts as new where nobody says. */
export function newWithinDays({ ageSec }: ItemExposure): number {
  const holds = (days: number): boolean => ageSec.filter((age) => age <= days * DAY_SEC).length >= ENOUGH_NEW;
  return SPANS_DAYS.find(holds) ?? SPANS_DAYS[SPANS_DAYS.length - 1];
}

/** Overwrites what was inferred with what the Items dataset says. */
function setCreated({ items }: Tables, created: Float64Array): void {
  const column = items && numberColumn(items.columns, 'CREATION_TIMESTAMP');
  if (column === null) return;
  const { values, nulls } = column;
  items?.entityIdx.forEach((item, row) => {
    if (!isNull(nulls, row)) created[item] = values[row];
  });
}

/** How often each item was shown: by the IMPRESSION column, and with events whose impressions it does not hold. */
function countImpressions(
  { columns, shown: beside }: InteractionTable,
  nItems: number,
  itemIdxOf: (itemId: string) => number,
): Int32Array {
  const counts = new Int32Array(nItems);
  for (const [itemId, count] of beside ?? []) {
    const item = itemIdxOf(itemId);
    if (item >= 0) counts[item] += count;
  }
  const shown: Column | undefined = columns.find(({ name }) => name === 'IMPRESSION');
  if (shown?.kind !== 'multi') return counts;
  const itemOfCode = shown.vocabulary.map(itemIdxOf);
  for (const code of shown.codes) if (itemOfCode[code] >= 0) counts[itemOfCode[code]]++;
  return counts;
}
