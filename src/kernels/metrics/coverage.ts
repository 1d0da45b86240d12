/** Share of the catalogue that appears in at least one of the lists. Each list is read up to place k. */
export function coverageAt(lists: Iterable<ArrayLike<number>>, catalogueSize: number, k: number): number {
  const seen = new Set<number>();
  for (const list of lists) for (let r = 0; r < k && r < list.length; r++) seen.add(list[r]);
  return seen.size / catalogueSize;
}
