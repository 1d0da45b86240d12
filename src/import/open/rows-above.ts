import type { AsAbove, BlankTogether } from '../../domain/imports';
import { saysSubtotal } from '../lexicon/sum-words';
import { remembered } from '../cells/remembered';
import { isBlankRow, repeatsHead } from './row-faults';

/** The things of a catalogue, of which it is asked whether they are words for sums. */
const MOST_THINGS = 1 << 15;

/** Puts into the rows of one file what their blank cells stand for. Rows come in the order of the file. */
export class RowsAbove {
  /** Rows so far with cells that stand for those above, also where they stay blank. */
  count = 0;
  /** The last row that begins something, with what its blank cells stand for; null where nothing is known of it. */
  #above: readonly string[] | null = null;
  readonly #saysSum = remembered(saysSubtotal, MOST_THINGS);

  /** @param head the names of the columns, which pages of a report repeat; null where they are not known yet. */
  constructor(
    readonly asAbove: AsAbove,
    public head: readonly string[] | null,
  ) {}

  /** The row as it is meant; itself where it says all of that. */
  complete(row: string[]): string[] {
    const { width, blank } = this.asAbove;
    if (row.length !== width) return this.broken(row);
    if (isBlankRow(row) || repeatsHead(row, this.head)) return row;
    const whole = this.#whole(row);
    if (whole !== row) this.count++;
    return blank ? row : whole;
  }

  /** A row of which cells may be missing: it may have been the first of an order. */
  broken(row: string[]): string[] {
    this.#above = null;
    return row;
  }

  #whole(row: string[]): string[] {
    const { levels, order } = this.asAbove;
    const own = levels.findIndex((level) => !isBlank(row, level));
    if (own !== 0 && this.#isSum(row)) return row;
    const last = this.#above;
    const above = last === null || (order !== undefined && !isSame(row[order], last[order])) ? null : last;
    let whole = row;
    for (const { columns } of own === -1 ? levels : levels.slice(0, own))
      for (const column of columns) {
        if (above === null || row[column].trim() !== '' || above[column].trim() === '') continue;
        if (whole === row) whole = [...row];
        whole[column] = above[column];
      }
    // What a row further down says of itself says nothing of those below it.
    if (own !== -1 || above === null) this.#above = whole;
    return whole;
  }

  /** A word for sums and nothing but numbers behind it, or nothing at all. */
  #isSum(row: readonly string[]): boolean {
    const first = row.findIndex((cell) => cell.trim() !== '');
    if (first === -1) return true;
    return this.#saysSum(row[first]) && row.every((cell, i) => i <= first || isAmount(cell));
  }
}

function isBlank(row: readonly string[], { keys }: BlankTogether): boolean {
  return keys.every((column) => row[column].trim() === '');
}

function isSame(cell: string, above: string): boolean {
  return cell.trim() !== '' && cell.trim() === above.trim();
}

function isAmount(cell: string): boolean {
  return cell.trim() === '' || (/\d/.test(cell) && !/\p{L}{2}/u.test(cell));
}
