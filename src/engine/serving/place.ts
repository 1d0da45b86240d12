/**
 * Places from 1 of some items as a list is put in order: by value, ties by `itemRank`; null for those that cannot be
 * listed. O(items × places).
 *
 * @param values by present item, −Infinity = cannot be listed.
 * @param allowed one byte for each present item, null = all.
 */
export function placesOf(
  items: Int32Array,
  values: Float64Array,
  itemRank: Int32Array,
  allowed: Uint8Array | null,
): (number | null)[] {
  const passes = (i: number): boolean => values[i] > -Infinity && (allowed === null || allowed[i] === 1);
  return Array.from(items, (item) => {
    if (!passes(item)) return null;
    let place = 1;
    for (let i = 0; i < values.length; i++) {
      if (!passes(i)) continue;
      if (values[i] > values[item] || (values[i] === values[item] && itemRank[i] < itemRank[item])) place++;
    }
    return place;
  });
}
