import type { NumberWriting, TimeUnit } from '../../../domain/imports';
import type { DatasetType, PrimitiveType } from '../../../domain/schema';

/** How the cells of one column are to be read. */
export interface ColumnSpec {
  readonly dataset: DatasetType;
  /** Schema field name. */
  readonly name: string;
  readonly type: PrimitiveType;
  readonly nullable: boolean;
  readonly categorical: boolean;
  readonly textual: boolean;
  /** The type was guessed: whole numbers may turn out to have fractions. */
  readonly adapts: boolean;
  /** Blanks around a cell are no part of it (mapping door). */
  readonly trims: boolean;
  readonly numbers?: NumberWriting;
  readonly timeUnit?: TimeUnit;
  /** Takes the part of the cell that this column is about. */
  readonly pick?: (cell: string) => string;
}
