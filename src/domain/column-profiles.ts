import type { DatasetType } from './schema';

/** What a column holds; `id` and `time` are the keys of a dataset and times of any. */
export type ColumnKind = 'id' | 'time' | 'number' | 'category' | 'text' | 'boolean';

export interface ColumnBar {
  readonly label: string;
  readonly count: number;
}

/** One column of a stored dataset, in numbers. */
export interface ColumnProfile {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly missing: number;
  /** Different values; of a column of several values a row, those of all rows together. */
  readonly distinct: number;
  /** Smallest and largest value, seconds for a time; null where that means nothing. */
  readonly range: readonly [number, number] | null;
  /**
   * Numbers and times in bins of equal width; categories and booleans by value, most frequent first; ids by how many
   * rows they have, in doubling bins; texts: none.
   */
  readonly bars: readonly ColumnBar[];
}

export interface DatasetProfile {
  readonly dataset: DatasetType;
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
}

/** Rows of a dataset as a CSV file would hold them. */
export interface DatasetRows {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
