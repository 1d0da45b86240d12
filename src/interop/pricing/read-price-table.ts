import { AppError } from '../../domain/errors';
import { priceTable, type PriceTable, type Tier } from './price-table';
import { amount } from './tps-hours';

const LISTS = ['ingestionPerGb', 'trainingPerHour', 'realTimePerTpsHour', 'batchPerThousand'] as const;
type PriceItem = (typeof LISTS)[number];
const FIELDS: readonly string[] = ['stamp', 'currency', ...LISTS];

/**
 * A price table that somebody has written. Lists that are left out have their list prices.
 *
 * @throws AppError INVALID_INPUT that names the field: prices are numbers from 0, ends of tiers ascend, and the last
 *   tier of a list has none (null, or left out).
 */
export function readPriceTable(given: unknown): PriceTable {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw unfit('prices', given);
  const unknown = Object.keys(given).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) throw unfit(unknown, unknown);
  const table = given as { readonly [field: string]: unknown };
  const { stamp = `${priceTable.stamp}, changed`, currency = priceTable.currency } = table;
  if (typeof stamp !== 'string') throw unfit('stamp', stamp);
  if (currency !== 'USD') throw unfit('currency', currency);
  const [ingestionPerGb, trainingPerHour, realTimePerTpsHour, batchPerThousand] = LISTS.map((item) =>
    table[item] === undefined ? priceTable[item] : readTiers(item, table[item]),
  );
  return { stamp, currency, ingestionPerGb, trainingPerHour, realTimePerTpsHour, batchPerThousand };
}

function readTiers(item: PriceItem, given: unknown): readonly Tier[] {
  if (!Array.isArray(given) || given.length === 0) throw unfit(item, given);
  let from = 0;
  return given.map((tier: unknown, at): Tier => {
    const field = `${item}[${at}]`;
    if (typeof tier !== 'object' || tier === null) throw unfit(field, tier);
    const { upTo = null, price } = tier as { readonly upTo?: unknown; readonly price?: unknown };
    const isLast = at === given.length - 1;
    if (isLast !== (upTo === null)) throw unfit(`${field}.upTo`, upTo);
    if (upTo !== null) {
      if (typeof upTo !== 'number' || !Number.isFinite(upTo) || upTo <= from)
        throw unfit(`${field}.upTo`, upTo, from);
      from = upTo;
    }
    return { upTo: upTo as number | null, price: amount(`${field}.price`, price as number) };
  });
}

function unfit(field: string, value: unknown, above?: number): AppError {
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return new AppError('INVALID_INPUT', {
    field,
    value: shown,
    ...(above === undefined ? {} : { expected: `a number above ${above}` }),
  });
}
