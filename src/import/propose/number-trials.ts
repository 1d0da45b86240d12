import type { ColumnPlan } from '../../domain/imports';
import { parseNumber } from '../cells/number';
import { isWrittenOtherwise, NUMBER_WRITINGS, type UnplainNumbers } from '../cells/number-writings';

/** Ways to write numbers as such. A cell of stars or points says by itself how it is read, and is never in question here. */
const OF_NUMBERS = NUMBER_WRITINGS.filter(({ notice }) => !/VALUES|UNRATED/.test(notice.code));

/** How one way to write numbers does over a whole column. */
interface Trial {
  readonly writing: UnplainNumbers | null;
  failures: number;
  /** The first cell that is no number so, or hardly one. */
  example: string;
}

/** The numbers of a whole column, tried in every way in which they may be written. */
export class NumberTrials {
  readonly #trials: readonly Trial[] = [null, ...OF_NUMBERS].map((writing) => ({
    writing,
    failures: 0,
    example: '',
  }));

  add(cell: string): void {
    if (cell === '') return;
    for (const trial of this.#trials) {
      const { writing } = trial;
      const fits =
        !Number.isNaN(parseNumber(writing ? writing.plain(cell) : cell)) &&
        !isWrittenOtherwise(cell, writing);
      if (fits) continue;
      trial.failures++;
      trial.example ||= cell;
    }
  }

  /** The way in which fewest are written otherwise; of equals the plain one. */
  verdict(): Pick<ColumnPlan, 'numbers' | 'mixed'> {
    const best = this.#trials.reduce((a, b) => (b.failures < a.failures ? b : a));
    const numbers = (best.writing?.key ?? 'plain') as NonNullable<ColumnPlan['numbers']>;
    return { numbers, mixed: { count: best.failures, example: best.example.slice(0, 80) } };
  }
}
