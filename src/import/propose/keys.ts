import { comesAgain, filledCells } from './evidence';
import type { SampledColumn } from './sampled-column';
import { countEach, groupBy } from '../../domain/tallies';

const WEB_ADDRESS =
  /^(https?:\/\/|www\.|[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|edu|gov|io|co|de|uk|kr)(\/|$))/i;

export function isTime({ facts }: SampledColumn): boolean {
  return ['unix-seconds', 'unix-milliseconds', 'dates'].includes(facts.looksLike);
}

/** Where no header says anything about a column. */
export function isNameless(header: string): boolean {
  return header === '' || /^(column |unnamed: ?)\d+$/i.test(header);
}

/** Another value in each row, as references of payments are: nothing that two people could share. */
export function isUnique({ facts }: Pick<SampledColumn, 'facts'>): boolean {
  return facts.distinct === facts.rows - facts.empty;
}

export function isWebAddress({ cells }: Pick<SampledColumn, 'cells'>): boolean {
  return cells.length > 0 && cells.filter((cell) => WEB_ADDRESS.test(cell.trim())).length > cells.length / 2;
}

/** `spotify:track:4uLU6h`, and what programs draw by lot: numbers of things or people by their form alone. */
const ID_FORM = /^([0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}|[a-z]+(:[\w-]+){2,})$/i;

export function haveIdForm({ cells }: Pick<SampledColumn, 'cells'>): boolean {
  const filled = filledCells(cells);
  return filled.length > 0 && filled.every((cell) => ID_FORM.test(cell));
}

/** Whether its numbers count the rows of a file, or those of each order that another column names: 1, 2, 3, 1, 2 … */
export function countsRows(column: SampledColumn, columns: readonly SampledColumn[]): boolean {
  const { first, facts } = column;
  if (facts.looksLike !== 'number' || !facts.whole || first.length < 10) return false;
  const enough = first.length * 0.95;
  const steps = first.filter((cell, row) => row > 0 && Number(cell) === Number(first[row - 1]) + 1).length;
  if (!comesAgain(column)) return steps >= enough;
  // Whatever the order is called, each row begins one or goes on by one: hardly a column does.
  const begins = first.filter(
    (cell, row) => Number(cell) === 1 || (row > 0 && Number(cell) === Number(first[row - 1]) + 1),
  ).length;
  if (steps === 0 || begins < enough) return false;
  return columns.some((order) => {
    if (order.first === first) return false;
    const counted = first.filter((cell, row) =>
      row > 0 && order.first[row] === order.first[row - 1]
        ? Number(cell) === Number(first[row - 1]) + 1
        : Number(cell) === 1,
    );
    return counted.length >= enough;
  });
}

/** How many different pairs of values two columns of one sample have. */
export function pairsOf(a: SampledColumn, b: SampledColumn): number {
  const pairs = new Set<string>();
  for (const [row, cell] of a.cells.entries())
    if (cell.trim() !== '' && b.cells[row].trim() !== '') pairs.add(`${cell.trim()}\n${b.cells[row].trim()}`);
  return pairs.size;
}

/** Each value of the one stands with one value of the other. */
export function belongsToOne(column: SampledColumn, other: SampledColumn): boolean {
  return pairsOf(column, other) <= column.facts.distinct * 1.02;
}

/** Each value of the one stands with a value of the other that no other has. */
export function isOneToOne(a: SampledColumn, b: SampledColumn): boolean {
  const pairs = pairsOf(a, b);
  const alike = (column: SampledColumn): boolean => column.facts.distinct >= pairs * 0.98;
  return pairs >= 10 && alike(a) && alike(b);
}

/** Share of the rows that must agree with what most rows of their key say. */
const AGREE = 0.9;
/** The key must explain this much of what the most frequent value of all leaves open. */
const EXPLAINED = 0.7;
/** Keys that come more than once, without which nothing can be said. */
const REPEATED_KEYS = 10;

/**
 * Which columns hang on a key: as good as all rows of one key agree in them, and far more than by chance, so that a
 * country that nearly all rows share hangs on nothing. Both arguments are of the same sample.
 *
 * @returns of each such column by how much it strays, 0 for not at all.
 */
export function hangingOn(
  key: SampledColumn,
  columns: readonly SampledColumn[],
): ReadonlyMap<SampledColumn, number> {
  const rowsOf = groupBy(key.cells.keys(), (row) => key.cells[row].trim());
  rowsOf.delete('');
  const repeated = [...rowsOf.values()].filter((rows) => rows.length > 1);
  const strays = new Map<SampledColumn, number>();
  if (repeated.length < REPEATED_KEYS) return strays;
  for (const column of columns) {
    if (column === key || column.facts.distinct < 2) continue;
    const cells = repeated.map((rows) =>
      rows.map((row) => column.cells[row].trim()).filter((cell) => cell !== ''),
    );
    const filled = cells.flat();
    if (filled.length === 0) continue;
    const agreeing = cells.reduce((sum, own) => sum + mostOf(own), 0);
    const stray = 1 - agreeing / filled.length;
    const open = 1 - mostOf(filled) / filled.length;
    if (stray <= 1 - AGREE && stray <= open * (1 - EXPLAINED)) strays.set(column, stray);
  }
  return strays;
}

/** How many cells say what most of them say. */
function mostOf(cells: readonly string[]): number {
  return Math.max(0, ...countEach(cells).values());
}
