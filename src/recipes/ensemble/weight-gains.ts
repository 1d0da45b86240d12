/** How much of a lift is added to logits: what is tried. */
export const WEIGHTS = [0, 0.25, 0.5, 0.75, 1];
/** Standard errors by which a weight must do better than 0: a column of chance values is to change nothing. */
const SURE = 2;
/** People of whom fewer can all gain, or all alike, by chance. */
const FEWEST = 10;

/** What each weight gains from person to person. */
export class Gains {
  private readonly more = new Float64Array(WEIGHTS.length);
  private readonly squares = new Float64Array(WEIGHTS.length);
  private people = 0;

  /** @param own of one person, by weight; the first is 0. */
  add(own: ArrayLike<number>): void {
    this.people++;
    for (let w = 1; w < WEIGHTS.length; w++) {
      const more = own[w] - own[0];
      this.more[w] += more;
      this.squares[w] += more * more;
    }
  }

  /** The weight that gains most, the lowest of equal ones; 0 where that may be chance. */
  best(): number {
    const { more, squares, people } = this;
    if (people < FEWEST) return 0;
    const w = more.indexOf(Math.max(...more));
    const spread = squares[w] - (more[w] * more[w]) / people;
    return more[w] > SURE * Math.sqrt(Math.max(0, spread)) ? WEIGHTS[w] : 0;
  }
}
