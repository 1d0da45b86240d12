/** Pieces one after the other. @param make zeros, so many. */
export function joined<A extends Int32Array | Float64Array>(
  pieces: readonly ArrayLike<number>[],
  make: (length: number) => A,
): A {
  const all = make(pieces.reduce((n, piece) => n + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
