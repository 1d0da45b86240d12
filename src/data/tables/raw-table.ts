import type { Column, InteractionTable } from '../../domain/columns';

/** One dataset with its own vocabularies, before the datasets are joined into `Tables`. */
export interface RawInteractions extends Omit<InteractionTable, 'shown'> {
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
}

/** Row r describes `ids[r]`; every id once. */
export interface RawEntities {
  readonly nRows: number;
  readonly ids: readonly string[];
  readonly columns: readonly Column[];
}
