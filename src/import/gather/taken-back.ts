import type { RowRule } from '../../domain/imports';
import { plainMoney } from '../cells/money';
import { parseNumber } from '../cells/number';
import type { CellTable } from '../open/cell-table';

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
