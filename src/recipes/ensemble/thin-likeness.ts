import type { StoredModel } from '../../domain/model';
import type { TaskArrays } from '../../domain/ports';
import { indicesBelow, LEARNED64, readArray, readOffsets, SHARES32, unreadable } from '../stored-arrays';
import { Likeness, type Traits } from './likeness';

/** Items with fewer moments than this are thin: what people did says little of them. */
const ENOUGH = 5;

/** Those that are, and of what share of them people tell: moments / (1 + moments). */
interface ThinOnes {
  readonly items: Int32Array;
  readonly shares: Float32Array;
}

/** @param counts moments of each item. */
export function thinOnes(counts: Int32Array): ThinOnes {
  const items = Int32Array.from(counts.keys()).filter((item) => counts[item] < ENOUGH);
  return { items, shares: Float32Array.from(items, (item) => counts[item] / (1 + counts[item])) };
}

/**
 * What thin items are told to be by their metadata: each one's logit is raised or lowered by how much
 * more it is like what somebody took last than others of its kind are, as far as held-out rows of such items bear it out.
 */
export class ThinLikeness {
  private readonly likeness: Likeness;
  private readonly place: ReadonlyMap<number, number>;

  /** @param effects of the share, then of the likeness in each column. */
  constructor(
    traits: Traits,
    private readonly thin: ThinOnes,
    private readonly effects: Float64Array,
  ) {
    this.likeness = new Likeness(traits, thin.items);
    this.place = new Map(Array.from(thin.items, (item, k) => [item, k]));
  }

  static read(arrays: TaskArrays): ThinLikeness | null {
    if (arrays.alikeItems === undefined) return null;
    return new ThinLikeness(
      traitsAmong(arrays),
      { items: arrays.alikeItems as Int32Array, shares: arrays.alikeShares as Float32Array },
      arrays.alikeEffects as Float64Array,
    );
  }

  /** Changes the logits of thin items in place. @param history items, oldest first; not empty. */
  addTo(history: ArrayLike<number>, logits: Float64Array): void {
    this.likeness.readHistory(history);
    const { items } = this.thin;
    for (let k = 0; k < items.length; k++) logits[items[k]] += this.raise(k);
  }

  /** What it adds to the logit of one item. */
  of(history: ArrayLike<number>, item: number): number {
    const k = this.place.get(item);
    if (k === undefined) return 0;
    this.likeness.readHistory(history);
    return this.raise(k);
  }

  private raise(k: number): number {
    const { thin, effects } = this;
    const own = this.likeness.of(thin.items[k]);
    return own.reduce((sum, like, column) => sum + effects[1 + column] * like, effects[0] * thin.shares[k]);
  }
}

/** By the names they are stored under. */
export function likenessArrays(
  { rows, blocks }: Traits,
  { items, shares }: ThinOnes,
  effects: Float64Array,
): TaskArrays {
  return {
    alikePtr: rows.indptr,
    alikeValues: rows.indices,
    alikeWeights: rows.values as Float32Array,
    alikeBlocks: blocks,
    alikeItems: items,
    alikeShares: shares,
    alikeEffects: effects,
  };
}

function traitsAmong(arrays: TaskArrays): Traits {
  const blocks = arrays.alikeBlocks as Int32Array;
  const indptr = arrays.alikePtr as Int32Array;
  const rows = {
    nRows: indptr.length - 1,
    nCols: blocks[blocks.length - 1],
    indptr,
    indices: arrays.alikeValues as Int32Array,
    values: arrays.alikeWeights as Float32Array,
  };
  return { rows, blocks };
}

/** The same from a stored model, checked; {} where it has none. @throws AppError MODEL_UNREADABLE. */
export function storedLikeness(stored: StoredModel): TaskArrays {
  if (stored.arrays.alikeItems === undefined) return {};
  const { nItems } = stored.header;
  const alikeEffects = readArray(stored, 'alikeEffects', LEARNED64);
  const alikeBlocks = readOffsets(stored, 'alikeBlocks', alikeEffects.length - 1);
  const alikePtr = readOffsets(stored, 'alikePtr', nItems);
  const nValues = alikeBlocks[alikeBlocks.length - 1];
  const alikeValues = readArray(stored, 'alikeValues', indicesBelow(nValues), alikePtr[nItems]);
  // Columns follow one another within each item.
  for (let i = 0; i < nItems; i++)
    for (let e = alikePtr[i] + 1; e < alikePtr[i + 1]; e++)
      if (alikeValues[e] <= alikeValues[e - 1]) throw unreadable(stored, { array: 'alikeValues', at: e });
  const alikeItems = readArray(stored, 'alikeItems', indicesBelow(nItems));
  return {
    alikePtr,
    alikeValues,
    alikeWeights: readArray(stored, 'alikeWeights', SHARES32, alikePtr[nItems]),
    alikeBlocks,
    alikeItems,
    alikeShares: readArray(stored, 'alikeShares', SHARES32, alikeItems.length),
    alikeEffects,
  };
}
