import { isNull, numberColumn } from '../../domain/columns';
import type { TrainingData } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { MetadataLikeness, metadataOf } from '../metadata-likeness';
import { DAY_SEC } from '../../domain/epoch';

const NEW_DAYS = 30;
/** The share of the catalogue that may be new items which nobody has touched. */
const SHARE = 0.001;
/** How far below the least bias an item is put that nobody has touched and that is not offered. */
const BELOW = 10;

/** An item that is offered although nobody has touched it, and how like every other item it is. */
export interface NewItem {
  readonly item: number;
  readonly likeness: Float64Array;
}

/**
 * The newest items without interactions by CREATION_TIMESTAMP, none older than 30 days before the newest event: one
 * in a thousand of the catalogue, at least one where there is any. Without that column there are none.
 */
export async function newItems(data: TrainingData, counts: Int32Array, job: Job): Promise<NewItem[]> {
  const column = numberColumn(data.itemColumns, 'CREATION_TIMESTAMP');
  if (column === null) return [];
  const { values, nulls } = column;
  const newest = data.timestampSec.reduce((most, time) => Math.max(most, time), -Infinity);
  const isNew = (item: number): boolean =>
    counts[item] === 0 && !isNull(nulls, item) && values[item] >= newest - NEW_DAYS * DAY_SEC;
  const found = Array.from(counts.keys())
    .filter(isNew)
    .sort((a, b) => values[b] - values[a] || data.itemRank[a] - data.itemRank[b])
    .slice(0, Math.max(1, Math.round(SHARE * data.nItems)));
  if (found.length === 0) return [];
  const likeness = new MetadataLikeness(await metadataOf(data.itemColumns, data.nItems, job), data.nItems);
  return found.map((item) => {
    const alike = new Float64Array(data.nItems);
    likeness.addTo(alike, item, 1);
    return { item, likeness: alike };
  });
}

/**
 * Gives items without interactions their place in a finished table: a new one the mean vector and bias of what it is
 * like (of all items where it is like none), every other one no vector and a bias below all that is offered.
 *
 * @param table items × (width + 1), changed in place.
 */
export function placeUntouched(
  table: Float32Array,
  width: number,
  counts: Int32Array,
  offered: readonly NewItem[],
): void {
  const stride = width + 1;
  if (counts.every((count) => count === 0)) return;
  let least = Infinity;
  counts.forEach((count, item) => {
    if (count > 0) least = Math.min(least, table[item * stride + width]);
  });
  counts.forEach((count, item) => {
    if (count > 0) return;
    table.fill(0, item * stride, item * stride + width);
    table[item * stride + width] = least - BELOW;
  });
  for (const { item, likeness } of offered) {
    const mean = new Float64Array(stride);
    let total = 0;
    const isLike = counts.some((count, j) => count > 0 && likeness[j] > 0);
    counts.forEach((count, j) => {
      const weight = isLike ? likeness[j] * likeness[j] : 1;
      if (count === 0 || weight === 0) return;
      total += weight;
      for (let d = 0; d < stride; d++) mean[d] += weight * table[j * stride + d];
    });
    for (let d = 0; d < stride; d++) table[item * stride + d] = mean[d] / total;
  }
}
