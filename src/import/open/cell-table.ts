import type { ColumnRole, NotMeant } from '../../domain/imports';
import type { TableForm } from '../../domain/table-form';
import type { DatasetType } from '../../domain/schema';

/** Where a record stands that could not be read, and what of it was there. */
export interface UnreadRecord {
  readonly line: number;
  readonly value: string;
}

/** Rows under the headers of their table, as many cells in each; a cell that is not there is empty. */
export interface CellRows {
  readonly rows: string[][];
  /** Where each stands, from 1: the line of a text, the row of a sheet, else the place among the records. */
  readonly lines: Int32Array;
  readonly unread?: readonly UnreadRecord[];
  /** Rows of this stretch that are nobody's choice of anything, by why. */
  readonly leftOut?: readonly { readonly reason: NotMeant; readonly count: number }[];
  /** How many rows of this stretch have cells that stand for those above. */
  readonly asAbove?: number;
}

/**
 * A table whose rows come as cells: a sheet, a Parquet file, the records of a JSON file. All cells are text, as a
 * person would type them into a CSV file: dates as ISO 8601, `true`/`false`, numbers with a point, a list of words
 * joined by `|`, nothing for null.
 */
export interface CellTable {
  readonly form: TableForm;
  readonly headers: readonly string[];
  /** Can be asked for as often as needed. @param onRead hears how many stored bytes were taken, for progress. */
  rows(onRead: (bytes: number) => void): AsyncIterable<CellRows>;
  /** Where its records hold lists: of each list the table of its elements. */
  readonly lists?: readonly TableList[];
  /** What is known of a table that was made of a service's files, so that nothing of it is guessed. */
  readonly service?: {
    readonly key: string;
    readonly dataset: DatasetType;
    readonly roles: readonly ColumnRole[];
    /** The one person whose all rows are. */
    readonly person?: string;
    /** The episodes of a series count as one thing in it. */
    readonly groups?: true;
    /** A column that is none of the service's says who it was. */
    readonly beside?: true;
  };
}

/** The lists of one name that lie in the records of a table. A record whose list is empty keeps one row. */
export interface TableList {
  /** The names of the lists that lead to it, the outer ones first. */
  readonly path: readonly string[];
  /** A row for each element, with the columns of what it lies in before its own. */
  readonly table: CellTable;
  /** How many those columns are. */
  readonly outer: number;
}

export interface NamedTable {
  /** Which one it is; empty for the only one. */
  readonly name: string;
  readonly table: CellTable;
  /** Stored bytes that it takes, where the file has others beside it. */
  readonly sizeBytes?: number;
}

/** Those rows of a batch that pass, with their lines; the batch itself where all do. */
export function rowsThat<Batch extends Pick<CellRows, 'rows' | 'lines'>>(
  batch: Batch,
  passes: (row: string[], at: number) => boolean,
): Batch {
  const kept = batch.rows.flatMap((row, at) => (passes(row, at) ? [at] : []));
  if (kept.length === batch.rows.length) return batch;
  const lines = Int32Array.from(kept, (at) => batch.lines[at]);
  return { ...batch, rows: kept.map((at) => batch.rows[at]), lines };
}
