import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';

const folder = join(projectRoot, '../shared/data/online-retail');
export const hasOnlineRetail = existsSync(join(folder, 'interactions.csv.gz'));

/** Postage, carriage, fees and corrections, which the shop wrote among its goods. */
const NO_GOODS: ReadonlySet<string> = new Set([
  'POST',
  'DOT',
  'C2',
  '23444',
  'M',
  'PADS',
  'BANK CHARGES',
  'D-PACKING-CHARGE',
  'D-HIGH-RESOLUTION-IMAGE',
]);

export interface Sale {
  readonly userId: string;
  readonly itemId: string;
  readonly atSec: number;
  readonly quantity: number;
  /** Thousandths of a pound: the source has prices of a tenth of a penny. */
  readonly price: number;
}

export interface Goods {
  readonly itemId: string;
  readonly name: string;
  /** Pounds. */
  readonly price: number;
  readonly firstSoldSec: number;
}

export interface ShopSource {
  /** In order of time, and within an invoice as the source has them. */
  readonly sales: readonly Sale[];
  readonly goods: readonly Goods[];
  readonly users: readonly { readonly userId: string; readonly country: string }[];
}

/** UCI's Online Retail as it lies beside the project, goods alone; only where `hasOnlineRetail`. */
export function onlineRetail(): ShopSource {
  const [, ...rows] = gunzipSync(readFileSync(join(folder, 'interactions.csv.gz')))
    .toString()
    .trimEnd()
    .split('\n');
  const sales = rows
    .map((line) => line.split(','))
    .filter(([, itemId]) => !NO_GOODS.has(itemId))
    .map(([userId, itemId, at, , quantity, price]) => ({
      userId,
      itemId,
      atSec: Number(at),
      quantity: Number(quantity),
      price: Math.round(Number(price) * 1000),
    }));
  const buyers = new Set(sales.map(({ userId }) => userId));
  return {
    sales,
    goods: table('items.csv')
      .filter(([itemId]) => !NO_GOODS.has(itemId))
      .map(([itemId, name, price, first]) => ({
        itemId,
        name: titleCase(name),
        price: Number(price),
        firstSoldSec: Number(first),
      })),
    users: table('users.csv')
      .filter(([userId]) => buyers.has(userId))
      .map(([userId, country]) => ({ userId, country })),
  };
}

function table(name: string): string[][] {
  return Papa.parse<string[]>(readFileSync(join(folder, name), 'utf8').trimEnd()).data.slice(1);
}

/** Stay small inside a name. */
const SMALL = /^(a|and|at|by|de|for|from|in|la|le|of|on|or|the|to|with)$/;
/** Are written in capitals in English, too. */
const CAPITALS = /^(abc|bbq|cd|dvd|ii|led|mop|pvc|tv|uk|usa|vip|wc)$/;

/** `WHITE HANGING HEART T-LIGHT HOLDER` as `White Hanging Heart T-Light Holder`: letters change in size alone. */
export function titleCase(text: string): string {
  return text.replace(/[a-z][a-z']*/gi, (word, at: number) => {
    const lower = word.toLowerCase();
    // What ends a number is no word of its own: 16x16cm, the 50's.
    if (/\d$/.test(text.slice(0, at)) && /^(cm|cmx|g|pc|w|x)$/.test(lower)) return lower;
    if (/\d'$/.test(text.slice(0, at))) return lower;
    if (CAPITALS.test(lower)) return lower.toUpperCase();
    if (SMALL.test(lower) && /[a-z] +$/i.test(text.slice(0, at))) return lower;
    return lower[0].toUpperCase() + lower.slice(1);
  });
}
