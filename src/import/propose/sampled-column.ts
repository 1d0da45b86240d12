import { listsIn } from '../cells/lists-in-cells';
import { isBlankRow } from '../open/row-faults';
import { measureCells, measureListed, type CellFacts } from './evidence';

export interface SampledColumn {
  readonly header: string;
  readonly index: number;
  /** What the columns of its file are called. */
  readonly beside: readonly string[];
  readonly cells: readonly string[];
  /** Of the first rows, none left out between them. */
  readonly first: readonly string[];
  readonly facts: CellFacts;
}

const SAMPLE_ROWS = 4000;
const FIRST_ROWS = 500;

/** @param all as read: blank rows, of which a spreadsheet may leave more below a table than it has, are no rows. */
export function sampleColumns(
  headers: readonly string[],
  all: readonly (readonly string[])[],
): SampledColumn[] {
  const rows = all.filter((row) => !isBlankRow(row));
  const step = Math.max(1, Math.floor(rows.length / SAMPLE_ROWS));
  const isWhole = (row: readonly string[]): boolean => row.length === headers.length;
  const sample = rows.filter((row, i) => i % step === 0 && isWhole(row));
  const beginning = rows.slice(0, FIRST_ROWS).filter(isWhole);
  return headers.map((header, index) => {
    const cells = sample.map((row) => row[index]);
    const first = beginning.map((row) => row[index]);
    const lists = listsIn(cells);
    const facts = lists === null ? measureCells(cells, header) : measureListed(cells, header, lists);
    return { header, index, beside: headers, cells, first, facts };
  });
}
