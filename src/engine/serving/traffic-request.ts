import { AppError } from '../../domain/errors';
import type { Serves } from '../../domain/recipe-catalogue';
import { Rng } from '../../kernels/rng';
import type { DataIndex } from '../project/data-index';

const LONGEST_LIST = 20;

/** What somebody asks of a campaign. */
interface TrafficRequest {
  readonly userId: string;
  readonly itemId?: string;
  readonly inputList?: readonly string[];
}

/**
 * Request n of a seed's traffic, as the recipe wants it. Drawn by rows, so active people and popular items come up more
 * often. @throws AppError NOT_FOUND without data.
 */
export function trafficRequest(index: DataIndex, serves: Serves, seed: number, n: number): TrafficRequest {
  const rng = new Rng(seed, `traffic|${n}`);
  const { userId } = someRow(index, rng);
  if (serves === 'items') return { userId, itemId: someRow(index, rng).itemId };
  if (serves !== 'lists') return { userId };
  const list = Array.from({ length: LONGEST_LIST }, () => someRow(index, rng).itemId);
  return { userId, inputList: [...new Set(list)] };
}

function someRow({ tables }: DataIndex, rng: Rng): { readonly userId: string; readonly itemId: string } {
  const { nRows, userIdx, itemIdx } = tables.interactions;
  if (nRows === 0) throw new AppError('NOT_FOUND', { what: 'data' });
  const row = rng.below(nRows);
  return { userId: tables.userIds[userIdx[row]], itemId: tables.itemIds[itemIdx[row]] };
}
