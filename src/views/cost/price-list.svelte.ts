import { isAppError } from '../../domain/errors';
import { priceTable, type PriceTable } from '../../interop/pricing/price-table';
import { siteStorage, StoredJson } from '../../state/stored';
import { changedPrices, readPriceTable } from '../../interop/pricing/read-price-table';

/** The prices that estimates go by: the list, or what the person made of it on this device. */
export class PriceList {
  table = $state.raw<PriceTable>(priceTable);
  /** Fields that differ from the list, as `realTimePerTpsHour[0].price`. */
  readonly changed = $derived(changedPrices(this.table));

  readonly #stored = new StoredJson('prices', storedPrices, siteStorage);

  constructor() {
    this.table = this.#stored.read() ?? priceTable;
  }

  save(table: PriceTable): void {
    this.table = table;
    this.#stored.write(table);
  }

  /** Back to the list. */
  reset(): void {
    this.table = priceTable;
    this.#stored.write(null);
  }
}

function storedPrices(found: unknown): PriceTable | null {
  if (found === null) return null;
  try {
    return readPriceTable(found);
  } catch (error) {
    if (!isAppError(error)) throw error;
    // Another program, or a version that knew other prices, has written it: the list is right again.
    console.warn('prices', error);
    return null;
  }
}
