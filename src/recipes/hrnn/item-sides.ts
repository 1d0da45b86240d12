import type { Network } from './hrnn-network';

/** Numbers that are kept at most: 32 MB. */
const MOST_NUMBERS = 4e6;

/**
 * What each item alone adds to the gates of a network, kept as items are met: half of the work of reading an event. No
 * result depends on it.
 */
export class ItemSides {
  /** Made when first asked for: many models are never asked. */
  private rows: Float64Array | null = null;
  /** 1 for the rows that are filled. */
  private readonly isFilled: Uint8Array;

  private constructor(
    private readonly table: Float64Array,
    nItems: number,
    private readonly width: number,
  ) {
    this.isFilled = new Uint8Array(nItems + 1);
  }

  /** @param table items × (width + 1), as in `Window`. @returns null where it is not worth its memory. */
  static of(table: Float64Array, width: number): ItemSides | null {
    const nItems = table.length / (width + 1);
    return 3 * width * nItems > MOST_NUMBERS ? null : new ItemSides(table, nItems, width);
  }

  /**
   * As `Network.readKnown` takes them, with those of these items filled.
   *
   * @param network with the weights of all that ask here. @param items at most as many as it has slots.
   */
  with(network: Network, items: Int32Array): Float64Array {
    const { isFilled } = this;
    const rows = (this.rows ??= new Float64Array(isFilled.length * 3 * this.width));
    const none = isFilled.length - 1;
    const met = items.filter((item) => {
      const row = item < 0 ? none : item;
      const isNew = isFilled[row] === 0;
      isFilled[row] = 1;
      return isNew;
    });
    if (met.length > 0) network.fillSides(this.table, met, rows);
    return rows;
  }
}
