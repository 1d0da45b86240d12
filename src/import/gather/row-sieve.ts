import type { RowRule, RowSign } from '../../domain/imports';
import { saysCancelled, saysYes } from '../lexicon/order-words';
import { saysSubtotal, saysTotal } from '../lexicon/sum-words';
import { MOST_WORDS, remembered } from '../cells/remembered';
import { rowsThat, type CellRows, type CellTable } from '../open/cell-table';
import { plainMoney } from '../cells/money';
import { parseNumber } from '../cells/number';

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

/** A table without the rows that some rules are about, and with what they were left out for. */
export function siftedTable(table: CellTable, rules: readonly RowRule[]): CellTable {
  return {
    ...table,
    async *rows(onRead): AsyncGenerator<CellRows> {
      for await (const batch of table.rows(onRead)) {
        const sieve = new RowSieve(rules);
        const meant = rowsThat(batch, (row) => !sieve.catches(row));
        const caught = sieve.found.flatMap(({ rule: { reason }, count }) =>
          count === 0 ? [] : [{ reason, count }],
        );
        yield { ...meant, leftOut: [...(batch.leftOut ?? []), ...caught] };
      }
    },
  };
}

/** Sums of amounts are rounded. */
const NOTHING = 0.005;

/** What was bought and taken back under one number of an order: keys of orders and things. */
export type TakenBack = ReadonlySet<string>;

/** The order and the thing of a row, together; null where it lacks one. */
export function purchaseOf(row: readonly string[], { index, of }: RowRule): string | null {
  const [order, thing] = [row[index] ?? '', row[of?.thing ?? -1] ?? ''].map((cell) => cell.trim());
  return order === '' || thing === '' ? null : `${order}\n${thing}`;
}

/** How much a row adds to what was bought; a cell that is no number adds nothing. */
export function boughtIn(row: readonly string[], { of }: RowRule): number {
  const cell = (row[of?.amount ?? -1] ?? '').trim().replace('−', '-');
  const value = parseNumber(plainMoney(cell) ?? cell);
  return Number.isNaN(value) ? 0 : value;
}

/**
 * Which purchases a rule finds to be taken back whole. A file may tell of that before or after the purchase: it is read
 * twice, and what is kept of it are the few that anything was taken back of.
 */
export async function takenBackIn({ rows }: Pick<CellTable, 'rows'>, rule: RowRule): Promise<TakenBack> {
  const left = new Map<string, number>();
  const add = (row: readonly string[], isWanted: (key: string, value: number) => boolean): void => {
    const [key, value] = [purchaseOf(row, rule), boughtIn(row, rule)];
    if (key !== null && isWanted(key, value)) left.set(key, (left.get(key) ?? 0) + value);
  };
  const read = (): ReturnType<CellTable['rows']> => rows(() => undefined);
  for await (const batch of read()) for (const row of batch.rows) add(row, (_, value) => value < 0);
  if (left.size === 0) return new Set();
  for await (const batch of read())
    for (const row of batch.rows) add(row, (key, value) => value > 0 && left.has(key));
  return new Set([...left].filter(([, sum]) => sum < NOTHING).map(([key]) => key));
}
