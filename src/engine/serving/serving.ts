import type { ItemExplorationConfig } from '../../domain/recommendations';
import type { SolutionVersion } from '../../domain/resources';
import type { CompiledFilter } from '../../filters/compile';
import type { FilterValues } from '../../domain/runtime';
import { has } from '../../filters/bitset';
import type { UseCase } from '../../domain/use-cases';
import type { DataIndex } from '../project/data-index';
import type { ServedModel } from '../project/served-model';

/** What answers the requests of one campaign or recommender. */
export interface Serving {
  readonly version: SolutionVersion;
  readonly served: ServedModel;
  readonly index: DataIndex;
  /** Absent: nothing is explored. */
  readonly itemExplorationConfig?: ItemExplorationConfig;
  /** What a recommender is for; a campaign goes by its recipe. */
  readonly useCase?: UseCase;
  /** What the use case leaves out by itself, whatever a request says. */
  readonly automatic?: CompiledFilter;
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

/**
 * Both what a filter and what the use case let pass; null = all do. The service looks at a user's newest 100 events of a
 * type in the filters of a request; what a use case removes by itself, it removes whenever it was.
 */
export function listableItems(
  { automatic, index }: Pick<Serving, 'automatic' | 'index'>,
  call: FilterCall | null,
  asking: Asking,
): Uint8Array | null {
  const nItems = index.tables.itemIds.length;
  const allowed = allowedItems(call, asking, nItems);
  if (automatic === undefined || asking.userIdx === undefined) return allowed;
  const { userIdx, itemIdx } = asking;
  const kept = automatic.itemsFor({ userIdx, itemIdx, maxInteractionsPerUserPerEventType: Infinity });
  return Uint8Array.from({ length: nItems }, (_, item) =>
    has(kept, item) && (allowed === null || allowed[item] === 1) ? 1 : 0,
  );
}
