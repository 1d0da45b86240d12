import { isAppError } from '../../domain/errors';
import { priceTable, type PriceTable } from '../../interop/pricing/price-table';
import { changedPrices, readPriceTable } from '../../interop/pricing/read-price-table';

const KEY = 'foretaste.prices';

/** The prices that estimates go by: the list, or what the person made of it on this device. */
export class PriceList {
  table = $state.raw<PriceTable>(priceTable);
  /** Fields that differ from the list, as `realTimePerTpsHour[0].price`. */
  readonly changed = $derived(changedPrices(this.table));

  constructor(private readonly frame: Window = window) {
    this.table = this.#stored() ?? priceTable;
  }

  save(table: PriceTable): void {
    this.table = table;
    this.#storage()?.setItem(KEY, JSON.stringify(table));
  }

  /** Back to the list. */
  reset(): void {
    this.table = priceTable;
    this.#storage()?.removeItem(KEY);
  }

  #stored(): PriceTable | null {
    const text = this.#storage()?.getItem(KEY) ?? null;
    if (text === null) return null;
    try {
      return readPriceTable(JSON.parse(text));
    } catch (error) {
      if (!isAppError(error) && !(error instanceof SyntaxError)) throw error;
      // Another program, or a version that knew other prices, has written it: the list is right again.
      console.warn('stored prices', error);
      return null;
    }
  }

  #storage(): Storage | null {
    try {
      return this.frame.localStorage;
    } catch (error) {
      // Reading the property throws where the browser blocks site data; prices are then forgotten with the page.
      if (error instanceof DOMException) return null;
      throw error;
    }
  }
}
