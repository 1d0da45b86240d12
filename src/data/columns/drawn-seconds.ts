import type { Tables } from '../../domain/columns';
import { avalanche } from '../../domain/hashes';
import { fnv1a } from '../../kernels/fnv1a';

/** What a row's place within its second is drawn from. */
type Drawn = Pick<Tables, 'itemIds' | 'interactions'>;

/**
 * What one person did within one second has no order, but rows in a file have one: sorted by item, a click always
 * before its watch. Puts the rows of each second into an order that is drawn from the seed, the person, the item and
 * the second, whatever the file's was and however the data are numbered; rows of one item stay beside each other.
 *
 * @param rows of one person, by time; changed in place.
 * @returns whether any second holds several rows.
 */
export function drawSeconds(rows: Int32Array, tables: Drawn, userId: string, seed: number): boolean {
  const { timestampSec } = tables.interactions;
  let shared = false;
  for (let from = 0; from < rows.length;) {
    let to = from + 1;
    while (to < rows.length && timestampSec[rows[to]] === timestampSec[rows[from]]) to++;
    if (to - from > 1) {
      shared = true;
      drawOne(rows.subarray(from, to), tables, `${userId}|${timestampSec[rows[from]]}|${seed}`);
    }
    from = to;
  }
  return shared;
}

function drawOne(rows: Int32Array, { itemIds, interactions }: Drawn, of: string): void {
  const { itemIdx } = interactions;
  const lot = new Map<number, number>();
  for (const row of rows) {
    const item = itemIdx[row];
    if (!lot.has(item)) lot.set(item, avalanche(fnv1a(`${itemIds[item]}|${of}`)));
  }
  const lotOf = (row: number): number => lot.get(itemIdx[row]) ?? 0;
  rows.sort((a, b) => lotOf(a) - lotOf(b) || itemIdx[a] - itemIdx[b] || a - b);
}
