import { language } from '../../domain/language';
import type { ChartTable } from './summary';

/** A column of a table that its rows are put in order by. */
export interface TableSort {
  readonly column: number;
  readonly descending: boolean;
}

const collators = new Map<string, Intl.Collator>();
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** The same rows by one column; equal cells keep their order, and cells that say nothing come last. */
export function sortedTable(table: ChartTable, sort: TableSort | null): ChartTable {
  if (sort === null) return table;
  const numeric = table.columns[sort.column]?.numeric === true;
  const turn = sort.descending ? -1 : 1;
  const keyed = table.rows.map((row) => ({ row, key: keyOf(row[sort.column] ?? '', numeric) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return turn * compare(a.key, b.key);
  });
  return { ...table, rows: keyed.map(({ row }) => row) };
}

/** Numbers and dates by size, as they are written on screen; other words by their letters; null: empty. */
function keyOf(text: string, numeric: boolean): number | string | null {
  const plain = text.replaceAll('\u00a0', ' ').trim();
  if (plain === '') return null;
  const date = /^(?:(\d{1,2}) )?([A-Z][a-z]{2}) (\d{4})$/.exec(plain);
  const month = date === null ? -1 : MONTHS.indexOf(date[2]) / 3;
  if (date !== null && Number.isInteger(month) && month >= 0)
    return Number(date[3]) * 400 + month * 32 + Number(date[1] ?? 0);
  const korean = /^(\d{4})년 (\d{1,2})월(?: (\d{1,2})일)?$/.exec(plain);
  if (korean !== null) return Number(korean[1]) * 400 + (Number(korean[2]) - 1) * 32 + Number(korean[3] ?? 0);
  const number = /[−-]?[\d,]*\.?\d+/.exec(plain);
  if (numeric && number !== null) return Number(number[0].replaceAll(',', '').replace('−', '-'));
  return plain;
}

function collator(): Intl.Collator {
  const tag = language();
  const found = collators.get(tag) ?? new Intl.Collator(tag, { numeric: true, sensitivity: 'base' });
  collators.set(tag, found);
  return found;
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator().compare(String(a), String(b));
}
