type Numbers = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const PIECE = 1 << 16;

/**
 * Numbers of which nobody knows how many there will be. A plain array would take eight bytes for each and, as it grows,
 * half as many again.
 */
export class NumberList<A extends Numbers> {
  private pieces: A[] = [];
  private piece: A;
  private at = 0;

  constructor(private readonly make: (length: number) => A) {
    this.piece = make(PIECE);
  }

  get length(): number {
    return this.pieces.length * PIECE + this.at;
  }

  push(value: number): void {
    if (this.at === PIECE) {
      this.pieces.push(this.piece);
      this.piece = this.make(PIECE);
      this.at = 0;
    }
    this.piece[this.at++] = value;
  }

  /** All of them in one array; the list is empty then. */
  take(): A {
    const all = this.make(this.length);
    let to = 0;
    for (const piece of this.pieces.splice(0)) {
      all.set(piece, to);
      to += PIECE;
    }
    all.set(this.piece.subarray(0, this.at), to);
    this.at = 0;
    return all;
  }
}
