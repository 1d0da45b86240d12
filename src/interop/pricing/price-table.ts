/** A price up to a monthly quantity; the last tier of a list has no end. */
export interface Tier {
  /** Exclusive upper end of the slice, in the unit of the item; null = everything above. */
  readonly upTo: number | null;
  readonly price: number;
}

/** What the service charges, per region and month. Data for people to edit; nothing else in here knows a number. */
export interface PriceTable {
  /** When these were the list prices, as shown beside every estimate. */
  readonly stamp: string;
  readonly currency: 'USD';
  readonly ingestionPerGb: readonly Tier[];
  readonly trainingPerHour: readonly Tier[];
  readonly realTimePerTpsHour: readonly Tier[];
  readonly batchPerThousand: readonly Tier[];
}

export const priceTable: PriceTable = {
  stamp: 'late 2023',
  currency: 'USD',
  ingestionPerGb: [{ upTo: null, price: 0.05 }],
  trainingPerHour: [{ upTo: null, price: 0.24 }],
  realTimePerTpsHour: [
    { upTo: 20_000, price: 0.2 },
    { upTo: 200_000, price: 0.1 },
    { upTo: null, price: 0.05 },
  ],
  batchPerThousand: [
    { upTo: 20_000, price: 0.067 },
    { upTo: 200_000, price: 0.058 },
    { upTo: null, price: 0.05 },
  ],
};
