/** Whether two lists hold the same numbers in the same order. */
export function isSameList(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

/** The longer list, with the shorter one at its beginning. */
export function lengthened<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
