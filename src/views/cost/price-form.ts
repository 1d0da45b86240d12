import { stampWords } from '../price-stamp';
import { priceTable, type PriceTable, type Tier } from '../../interop/pricing/price-table';
import { readPriceTable, type PriceItem } from '../../interop/pricing/read-price-table';
import { isAppError } from '../../domain/errors';
import * as say from '../../words/cost';
import { readNumber } from './scenario-form';

/** What is typed, by field: `stamp`, `realTimePerTpsHour[0].price`, `realTimePerTpsHour[0].upTo`. */
export type TypedPrices = { readonly [field: string]: string };

export const PRICE_ITEMS: readonly {
  readonly item: PriceItem;
  readonly label: () => string;
  readonly unit: () => string;
}[] = [
  { item: 'realTimePerTpsHour', label: say.realTimePerHour, unit: say.unitTpsHours },
  { item: 'trainingPerHour', label: say.trainingPerHour, unit: say.unitHours },
  { item: 'ingestionPerGb', label: say.ingestionPerGb, unit: say.unitGb },
  { item: 'batchPerThousand', label: say.batchPerThousand, unit: say.unitThousand },
];

export function typedPrices(table: PriceTable): TypedPrices {
  const fields = PRICE_ITEMS.flatMap(({ item }) =>
    table[item].flatMap(({ upTo, price }, at): [string, string][] => [
      [`${item}[${at}].price`, String(price)],
      ...(upTo === null ? [] : [[`${item}[${at}].upTo`, String(upTo)] as [string, string]]),
    ]),
  );
  return { stamp: stampWords(table.stamp), ...Object.fromEntries(fields) };
}

/** The table that was typed over `before`, or the first field that cannot be, with what it may be. */
export function readTypedPrices(
  typed: TypedPrices,
  before: PriceTable,
):
  | { readonly table: PriceTable; readonly wrong: null }
  | { readonly table: null; readonly wrong: { readonly field: string; readonly words: string } } {
  const lists = PRICE_ITEMS.map(({ item }) => [
    item,
    before[item].map(({ upTo }, at): { [key in keyof Tier]: unknown } => ({
      upTo: upTo === null ? null : (readNumber(typed[`${item}[${at}].upTo`]) ?? 'none'),
      price: readNumber(typed[`${item}[${at}].price`]) ?? 'none',
    })),
  ]);
  try {
    const typedStamp = typed.stamp.trim();
    const stampOfTable = typedStamp === stampWords(priceTable.stamp) ? priceTable.stamp : typedStamp;
    const table = readPriceTable({ stamp: stampOfTable, ...Object.fromEntries(lists) });
    // Prices of one's own do not go out under the date of the list.
    const passesForListed = table.stamp === priceTable.stamp && !hasListedPrices(table);
    const stamp = passesForListed ? say.stampChanged({ stamp: priceTable.stamp }) : table.stamp;
    return { table: { ...table, stamp }, wrong: null };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'INVALID_INPUT') throw error;
    const { field } = error.details;
    const words = field.endsWith('upTo') ? say.tierFault() : say.dollarsFault();
    return { table: null, wrong: { field, words } };
  }
}

function hasListedPrices(table: PriceTable): boolean {
  return PRICE_ITEMS.every(({ item }) => JSON.stringify(table[item]) === JSON.stringify(priceTable[item]));
}
