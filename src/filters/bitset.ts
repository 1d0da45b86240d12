/** A set of dense indices, one bit each, least significant bit first within a word; bits behind the last index are 0. */
export type Bitset = Uint32Array<ArrayBuffer>;

export function emptySet(size: number): Bitset {
  return new Uint32Array((size + 31) >>> 5);
}

export function fullSet(size: number): Bitset {
  return complement(emptySet(size), size);
}

export function add(set: Bitset, index: number): void {
  set[index >>> 5] |= 1 << (index & 31);
}

export function has(set: Bitset, index: number): boolean {
  return ((set[index >>> 5] >>> (index & 31)) & 1) === 1;
}

/** Turns a set over 0 … size − 1 into all the others, in place. */
export function complement(set: Bitset, size: number): Bitset {
  for (let w = 0; w < set.length; w++) set[w] = ~set[w];
  if ((size & 31) !== 0) set[set.length - 1] &= 0xffffffff >>> (32 - (size & 31));
  return set;
}

/** `into` becomes the union; returns it. */
export function unite(into: Bitset, other: Bitset): Bitset {
  for (let w = 0; w < into.length; w++) into[w] |= other[w];
  return into;
}

/** `into` keeps what is in both; returns it. */
export function intersect(into: Bitset, other: Bitset): Bitset {
  for (let w = 0; w < into.length; w++) into[w] &= other[w];
  return into;
}

/** `from` loses what is in `other`; returns it. */
export function subtract(from: Bitset, other: Bitset): Bitset {
  for (let w = 0; w < from.length; w++) from[w] &= ~other[w];
  return from;
}

export function countOf(set: Bitset): number {
  let count = 0;
  for (let w = 0; w < set.length; w++) {
    let v = set[w];
    v -= (v >>> 1) & 0x55555555;
    v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
    count += Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
