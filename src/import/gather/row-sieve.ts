import type { RowRule, RowSign } from '../../domain/imports';
import { saysCancelled, saysYes } from '../lexicon/order-words';
import { saysSubtotal, saysTotal } from '../lexicon/sum-words';
import { MOST_WORDS, remembered } from '../cells/remembered';
import { purchaseOf, type TakenBack } from './taken-back';

const NEGATIVE = /^\s*(-|−|\(\D{0,3}\d)/;
const NO_DAY = /^(0[0-:/ .-]*|-+|n\/?a|none|null|nan|nat)$/i;

/** What a cell has to be so that its row is nobody's choice of anything. */
export const SIGNS: { readonly [sign in RowSign]: (cell: string) => boolean } = {
  words: saysCancelled,
  filled: (cell) => cell.trim() !== '' && !NO_DAY.test(cell.trim()),
  yes: saysYes,
  negative: (cell) => NEGATIVE.test(cell) && /[1-9]/.test(cell),
  credit: (cell) => /^\s*C\d/.test(cell),
  sums: saysTotal,
  subtotals: saysSubtotal,
  // No cell says so alone.
  undone: () => false,
};

/** What one rule has found in a file, with some of the cells by which it did. */
export interface Sifted {
  readonly rule: RowRule;
  count: number;
  readonly cells: Map<string, number>;
}

/** Finds the rows of one file that its rules are about. Rows come in the order of the file. */
export class RowSieve {
  readonly found: readonly Sifted[];
  readonly #tests: readonly ((row: readonly string[]) => boolean)[];

  /** @param takenBack what the rules by `undone` are about, as `takenBackIn` finds it. */
  constructor(rules: readonly RowRule[], takenBack: TakenBack = new Set()) {
    this.found = rules.map((rule) => ({ rule, count: 0, cells: new Map() }));
    this.#tests = rules.map((rule) => testOf(rule, takenBack));
  }

  /** Whether a row is to be left out; it is counted. */
  catches(row: readonly string[]): boolean {
    let caught: Sifted | null = null;
    // Each hears of every row: what an order is stands in its first one.
    for (const [i, test] of this.#tests.entries()) if (test(row)) caught ??= this.found[i];
    if (caught === null) return false;
    caught.count++;
    const cell = (row[caught.rule.index] ?? '').trim();
    if (cell !== '' && (caught.cells.size < MOST_WORDS || caught.cells.has(cell)))
      caught.cells.set(cell, (caught.cells.get(cell) ?? 0) + 1);
    return caught.rule.kept !== true;
  }
}

/** The rules for lines of sums that are left out: such a line says nothing of what its columns hold. */
export function sumRules(rules: readonly RowRule[] = []): readonly RowRule[] {
  return rules.filter(({ reason, kept }) => reason === 'total' && kept !== true);
}

/** Rows without the lines of sums among them that are left out. */
export function withoutSums<Row extends readonly string[]>(
  rows: readonly Row[],
  rules: readonly RowRule[] | undefined,
): readonly Row[] {
  const sums = sumRules(rules);
  if (sums.length === 0) return rows;
  const sieve = new RowSieve(sums);
  return rows.filter((row) => !sieve.catches(row));
}

function testOf(rule: RowRule, takenBack: TakenBack): (row: readonly string[]) => boolean {
  const { index, sign, order } = rule;
  if (sign === 'undone') return (row) => takenBack.size > 0 && takenBack.has(purchaseOf(row, rule) ?? '');
  const says = remembered(SIGNS[sign]);
  if (order === undefined) return (row) => says(row[index] ?? '');
  let [last, verdict] = ['', false];
  return (row) => {
    const cell = row[index] ?? '';
    const own = (row[order] ?? '').trim();
    if (cell.trim() !== '' || own === '' || own !== last) verdict = says(cell);
    last = own;
    return verdict;
  };
}
