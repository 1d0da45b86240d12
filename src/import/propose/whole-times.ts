import type { Job } from '../../domain/ports';
import type { ColumnPlan, FilePlan, TimeUnit } from '../../domain/imports';
import type { SourceFile } from '../open/bytes/source';
import { likeliestTimeWriting, timeWriting, YearPlace, type KnownTimeWriting } from '../cells/time-writings';
import type { FileSample } from '../open/sample';
import { wholeRows } from '../open/text-table';

/** Days and months in figures, of which either may come first. */
export const EITHER_WAY: readonly TimeUnit[] = ['day-first', 'month-first'];

/** How columns write their dates, settled by all of their cells. */
export type TimesByHeader = ReadonlyMap<string, Pick<ColumnPlan, 'timeUnit' | 'undecided'>>;

export function timesOf({ columns }: FilePlan): TimesByHeader {
  return new Map(
    columns.flatMap(({ header, timeUnit, undecided }) =>
      timeUnit !== undefined && EITHER_WAY.includes(timeUnit)
        ? [[header, { timeUnit, undecided }] as const]
        : [],
    ),
  );
}

/** How one way to write dates does over a whole column. */
interface Trial {
  readonly writing: KnownTimeWriting;
  failures: number;
  /** Times before that of the row above: most files are in order. */
  descents: number;
  first: number;
  last: number;
}

/** How long a column in order lasts; one in no order tells nothing. */
const daysInOrder = ({ descents, first, last }: Trial): number => (descents > 0 ? 0 : last - first || 0);

/** `1.9.2025`. */
const POINTED = /^\d{1,2}\. ?\d{1,2}\. ?\d{2,4}\b/;

/** Dates of a column, each tried in every way that it may be written. */
class DateTrial {
  readonly #trials: Trial[] = EITHER_WAY.map((unit) => ({
    writing: timeWriting(unit),
    failures: 0,
    descents: 0,
    first: NaN,
    last: NaN,
  }));
  /** A cell that means another day in each way. */
  #example: string | null = null;
  #before = '';
  #isPointed = false;
  readonly #yearPlace = new YearPlace();
  #shortYears = true;

  add(raw: string): void {
    const cell = raw.trim();
    if (cell === '' || cell === this.#before) return;
    this.#before = cell;
    const seconds = this.#trials.map(({ writing }) => writing.seconds(cell));
    for (const [i, trial] of this.#trials.entries()) {
      const sec = seconds[i];
      if (Number.isNaN(sec)) trial.failures++;
      else {
        if (sec < trial.last) trial.descents++;
        if (Number.isNaN(trial.first)) trial.first = sec;
        trial.last = sec;
      }
    }
    // With points between them the day comes first wherever dates are written so.
    if (seconds[0] !== seconds[1] && !seconds.some(Number.isNaN) && !POINTED.test(cell))
      this.#example ??= cell;
    this.#isPointed ||= POINTED.test(cell);
    this.#shortYears &&= !Number.isNaN(timeWriting('short-year-first').seconds(cell));
    if (this.#shortYears) this.#yearPlace.add(cell);
  }

  /**
   * The way with the fewest failures, of equals the one that is more in order, of two in order the one of fewer days: answers
   * of a week are no twelve months. And what it cannot be told from.
   */
  verdict(): { readonly unit: TimeUnit; readonly undecided: ColumnPlan['undecided'] } {
    if (this.#shortYears && this.#yearPlace.isFront)
      return { unit: 'short-year-first', undecided: undefined };
    const [best, other] = [...this.#trials].sort(
      (a, b) => a.failures - b.failures || a.descents - b.descents || daysInOrder(a) - daysInOrder(b),
    );
    const [unit, isTie] = [best.writing.key, best.failures === other.failures];
    if (isTie && this.#example !== null) return { unit, undecided: { example: this.#example } };
    return { unit: isTie && this.#isPointed ? 'day-first' : unit, undecided: undefined };
  }
}

/**
 * The plan of a file whose dates have been read to the end in each order of day, month and short year: what its first rows allow
 * says little. Other files, and those that the service would judge, are left as they are.
 */
export async function settleTimes(
  plan: FilePlan,
  source: SourceFile,
  sample: FileSample,
  job: Job,
  known: TimesByHeader = new Map(),
): Promise<FilePlan> {
  if (plan.door === 'aws' || plan.dataset === null) return plan;
  const isOpen = ({ timeUnit }: ColumnPlan): boolean =>
    timeUnit !== undefined && EITHER_WAY.includes(timeUnit);
  const told = plan.columns.map((column): ColumnPlan =>
    isOpen(column) ? { ...column, ...known.get(column.header) } : column,
  );
  const columns = told.filter((column) => isOpen(column) && !known.has(column.header));
  if (columns.length === 0) return { ...plan, columns: told };
  const trials = new Map(columns.map((column) => [column, new DateTrial()]));
  for await (const rows of wholeRows(source, sample, job))
    for (const [{ index }, trial] of trials) for (const row of rows) trial.add(row[index] ?? '');
  return {
    ...plan,
    columns: told.map((column) => {
      const verdict = trials.get(column)?.verdict();
      if (verdict === undefined) return column;
      return { ...column, timeUnit: verdict.unit, undecided: verdict.undecided };
    }),
  };
}

/** A plan in which a column was said to hold times: they are read as its cells allow, and then settled. */
export async function judgeTimes(
  plan: FilePlan,
  source: SourceFile,
  sample: FileSample,
  job: Job,
): Promise<FilePlan> {
  if (plan.door === 'aws') return plan;
  const columns = plan.columns.map((column) => {
    if (column.timeUnit === undefined) return column;
    const cells = sample.rows.map((row) => (row[column.index] ?? '').trim());
    return { ...column, timeUnit: likeliestTimeWriting(cells).key };
  });
  return settleTimes({ ...plan, columns }, source, sample, job);
}
