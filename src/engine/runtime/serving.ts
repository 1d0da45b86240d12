import type { ItemExplorationConfig } from '../../domain/recommendations';
import type { SolutionVersion } from '../../domain/resources';
import type { CompiledFilter } from '../../filters/compile';
import type { FilterValues } from '../../domain/runtime';
import { has } from '../../filters/bitset';
import type { DataIndex } from '../data-index';
import type { ServedModel } from '../served-model';

/** What answers the requests of one campaign. */
export interface Serving {
  readonly version: SolutionVersion;
  readonly served: ServedModel;
  readonly index: DataIndex;
  /** Absent: nothing is explored. */
  readonly itemExplorationConfig?: ItemExplorationConfig;
}

/** A filter and the values that a request gives its parameters. */
export interface FilterCall {
  readonly filter: CompiledFilter;
  readonly values: FilterValues;
}

/** Who and what a request is about, by dense index of the present data; −1 = unknown, undefined = not given. */
export interface Asking {
  readonly userIdx: number | undefined;
  readonly itemIdx: number | undefined;
}

/** One byte for each present item; null = all pass. @throws AppError R01 … R07. */
export function allowedItems(
  call: FilterCall | null,
  { userIdx, itemIdx }: Asking,
  nItems: number,
): Uint8Array | null {
  if (call === null) return null;
  const set = call.filter.itemsFor({ userIdx: userIdx ?? null, itemIdx, values: call.values });
  return Uint8Array.from({ length: nItems }, (_, item) => (has(set, item) ? 1 : 0));
}
