import { meanOver } from '../../kernels/mean-over';

/** How much of a lift is added to logits: what is tried. */
export const WEIGHTS = [0, 0.25, 0.5, 0.75, 1];
/** Standard errors by which a weight must do better than 0: a column of chance values is to change nothing. */
const SURE = 2;
/** People of whom fewer can all gain, or all alike, by chance. */
const FEWEST = 10;

/** What each weight gains from person to person. */
export class Gains {
  private readonly more: readonly number[][] = WEIGHTS.map(() => []);
  private readonly people: number[] = [];

  /** @param own of one of a person's rows, by weight; the first is 0. */
  add(person: number, own: ArrayLike<number>): void {
    this.people.push(person);
    for (const [w, more] of this.more.entries()) more.push(own[w] - own[0]);
  }

  /** The weight that gains most, the lowest of equal ones; 0 where that may be chance. */
  best(): number {
    const { more, people } = this;
    if (new Set(people).size < FEWEST) return 0;
    const gained = more.map((own) => meanOver(own, people));
    const means = gained.map(({ mean }) => mean);
    const w = means.indexOf(Math.max(...means));
    return means[w] > SURE * gained[w].error ? WEIGHTS[w] : 0;
  }
}
