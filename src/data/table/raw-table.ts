import type { Column } from '../../domain/columns';

/** One dataset with its own vocabularies, before the datasets are joined into `Tables`. */
export interface RawInteractions {
  readonly nRows: number;
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly userIdx: Int32Array<ArrayBuffer>;
  readonly itemIdx: Int32Array<ArrayBuffer>;
  readonly timestampSec: Float64Array<ArrayBuffer>;
  readonly eventType: Uint16Array<ArrayBuffer>;
  readonly eventTypes: readonly string[];
  readonly columns: readonly Column[];
}

/** Row r describes `ids[r]`; every id once. */
export interface RawEntities {
  readonly nRows: number;
  readonly ids: readonly string[];
  readonly columns: readonly Column[];
}
