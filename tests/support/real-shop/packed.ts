import { gzipSync } from 'fflate';
import { joined } from '../../../src/domain/joined-bytes';
import { SHOP_MAGIC } from '../../../src/data/samples/real-shop';
import type { ShopSource } from './source';

/**
 * The file that `src/data/samples/real-shop.ts` reads, the same bytes for the same source everywhere. Goods that sell
 * more have smaller numbers, and prices are places among those that an item ever had, the usual one first, so that most
 * numbers are one small byte.
 */
export function packShop({ sales, goods, users }: ShopSource): Uint8Array {
  const sold = counted(sales.map(({ itemId }) => itemId));
  const shelf = goods.toSorted(
    (a, b) => (sold.get(b.itemId) ?? 0) - (sold.get(a.itemId) ?? 0) || (a.itemId < b.itemId ? -1 : 1),
  );
  const itemAt = new Map(shelf.map(({ itemId }, at) => [itemId, at]));
  const userAt = new Map(users.map(({ userId }, at) => [userId, at]));
  const prices = shelf.map(() => new Map<number, number>());
  for (const { itemId, price } of sales) {
    const known = prices[at(itemAt, itemId)];
    known.set(price, (known.get(price) ?? 0) + 1);
  }
  const tariffs = prices.map((known) =>
    [...known].sort(([a, n], [b, m]) => m - n || a - b).map(([price]) => price),
  );

  const invoices: { readonly user: number; readonly minute: number; lines: number }[] = [];
  for (const { userId, atSec } of sales) {
    const invoice = { user: at(userAt, userId), minute: whole(atSec / 60), lines: 1 };
    const last = invoices.at(-1);
    if (last?.user === invoice.user && last.minute === invoice.minute) last.lines += 1;
    else invoices.push(invoice);
  }

  const columns: readonly (readonly number[])[] = [
    invoices.map(({ user }) => user),
    invoices.map(({ minute }, k) => (k === 0 ? minute : minute - invoices[k - 1].minute)),
    invoices.map(({ lines }) => lines),
    sales.map(({ itemId }) => at(itemAt, itemId)),
    sales.map(({ quantity }) => quantity),
    sales.map(({ itemId, price }) => tariffs[at(itemAt, itemId)].indexOf(price)),
    tariffs.map(({ length }) => length),
    tariffs.flat(),
  ];
  const texts = [
    table(
      'ITEM_ID,DESCRIPTION,PRICE,CREATION_TIMESTAMP',
      shelf.map(({ itemId, name, price, firstSoldSec }) => [itemId, name, price, firstSoldSec]),
    ),
    table(
      'USER_ID,COUNTRY',
      users.map(({ userId, country }) => [userId, country]),
    ),
  ].map((text) => new TextEncoder().encode(text));
  const body = [
    ...texts.flatMap((text) => [varints([text.length]), text]),
    ...columns.flatMap((column) => [varints([column.length]), varints(column)]),
  ];
  // The time of the packing is left out, so that the bytes depend on nothing but the source.
  const parts = [new TextEncoder().encode(SHOP_MAGIC), ...body];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return gzipSync(joined(parts, length), { level: 9, mtime: 0 });
}

function counted(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function at(places: ReadonlyMap<string, number>, id: string): number {
  const place = places.get(id);
  if (place === undefined) throw new Error(`no row describes ${id}`);
  return place;
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} cannot be packed`);
  return value;
}

function table(header: string, rows: readonly (readonly (string | number)[])[]): string {
  return [header, ...rows.map((row) => row.map(cell).join(','))].join('\n') + '\n';
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Seven bits a byte, the low ones first; the eighth says that more follow. */
function varints(values: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (const value of values) {
    let rest = whole(value);
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}
