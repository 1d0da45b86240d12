import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { unpackRealShop, type RealShop } from '../../../../src/data/samples/real-shop';
import { SAMPLES } from '../../../../src/domain/samples';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';
import { full } from '../../../support/full';
import { packShop } from '../../../support/real-shop/packed';
import { hasOnlineRetail, onlineRetail, titleCase, type ShopSource } from '../../../support/real-shop/source';

const packed = new Uint8Array(readFileSync(join(projectRoot, 'src/data/samples/real-shop.bin')));
const { users, items, fetchBytes } = SAMPLES['real-shop'];
/** Lines that repeat another one of their invoice are counted here, and left out by the import. */
const events = 396_241;
const rowsOf = (csv: string): string[][] => Papa.parse<string[]>(csv.trimEnd()).data.slice(1);

describe('the real shop', () => {
  let shop: RealShop;
  let sales: string[][];
  beforeAll(async () => {
    shop = await unpackRealShop(packed);
    sales = rowsOf(shop.interactionsCsv);
  });

  it('holds what is said of it before it is fetched', () => {
    expect(packed.length).toBe(fetchBytes);
    expect(sales).toHaveLength(events);
    expect(rowsOf(shop.usersCsv)).toHaveLength(users);
    expect(rowsOf(shop.itemsCsv)).toHaveLength(items);
    expect(new Set(sales.map(([user]) => user)).size).toBe(users);
    expect(new Set(sales.map(([, item]) => item)).size).toBe(items);
    const day = (row: readonly string[]): string => new Date(Number(row[2]) * 1000).toISOString();
    expect(day(sales[0])).toBe('2010-12-01T08:26:00.000Z');
    expect(day(sales[events - 1])).toBe('2011-12-09T12:50:00.000Z');
  });

  it('begins as the shop did', () => {
    expect(shop.interactionsCsv.split('\n', 3)).toEqual([
      'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,UNIT_PRICE',
      '17850,85123A,1291191960,Purchase,6,2.55',
      '17850,71053,1291191960,Purchase,6,3.39',
    ]);
    // Goods that sold most come first.
    expect(shop.itemsCsv.split('\n', 2)).toEqual([
      'ITEM_ID,DESCRIPTION,PRICE,CREATION_TIMESTAMP',
      '85123A,White Hanging Heart T-Light Holder,2.95,1291191960',
    ]);
    expect(shop.usersCsv.split('\n', 2)).toEqual(['USER_ID,COUNTRY', '12346,United Kingdom']);
  });

  it('sells goods, and neither postage nor fees', () => {
    const names = rowsOf(shop.itemsCsv).map(([, name]) => name);
    expect(names.filter((name) => /postage|^carriage|next day|bank charges|^manual$/i.test(name))).toEqual(
      [],
    );
  });

  describe.skipIf(!hasOnlineRetail)('beside its source', () => {
    let source: ShopSource;
    beforeAll(() => (source = onlineRetail()));

    it('has every sale of goods, in its order', () => {
      const written = source.sales.map(
        ({ userId, itemId, atSec, quantity, price }) =>
          `${userId},${itemId},${atSec},Purchase,${quantity},${price / 1000}\n`,
      );
      const [header] = shop.interactionsCsv.split('\n', 1);
      expect(shop.interactionsCsv === `${header}\n${written.join('')}`).toBe(true);
      const goods = source.goods.map(({ itemId, name, price, firstSoldSec }) =>
        [itemId, name, price, firstSoldSec].join('\t'),
      );
      const shelf = rowsOf(shop.itemsCsv).map((row) => row.join('\t'));
      expect(shelf.sort()).toEqual(goods.sort());
      expect(rowsOf(shop.usersCsv)).toEqual(source.users.map(({ userId, country }) => [userId, country]));
    });

    it.runIf(full)('is packed from it byte by byte', () => {
      expect(Buffer.compare(packShop(source), packed)).toBe(0);
    });
  });
});

/** An invoice of two lines, and one of a line. */
const STALL = packShop({
  sales: [
    { userId: 'ann', itemId: 'cup', atSec: 600, quantity: 2, price: 850 },
    { userId: 'ann', itemId: 'pot', atSec: 600, quantity: 300, price: 4250 },
    { userId: 'bob', itemId: 'cup', atSec: 1200, quantity: 1, price: 790 },
  ],
  goods: [
    { itemId: 'cup', name: 'Cup, "Blue"', price: 0.82, firstSoldSec: 600 },
    { itemId: 'pot', name: 'Pot', price: 4.25, firstSoldSec: 600 },
  ],
  users: [
    { userId: 'ann', country: 'Iceland' },
    { userId: 'bob', country: 'Finland' },
  ],
});

it('what was packed is unpacked', async () => {
  expect(await unpackRealShop(new Uint8Array(STALL))).toEqual({
    interactionsCsv: [
      'USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,UNIT_PRICE',
      'ann,cup,600,Purchase,2,0.85',
      'ann,pot,600,Purchase,300,4.25',
      'bob,cup,1200,Purchase,1,0.79',
      '',
    ].join('\n'),
    itemsCsv:
      'ITEM_ID,DESCRIPTION,PRICE,CREATION_TIMESTAMP\ncup,"Cup, ""Blue""",0.82,600\npot,Pot,4.25,600\n',
    usersCsv: 'USER_ID,COUNTRY\nann,Iceland\nbob,Finland\n',
  });
});

describe('another file in its place', () => {
  const whole = gunzipSync(STALL);
  const refused = (bytes: Uint8Array) =>
    expect(unpackRealShop(new Uint8Array(bytes))).rejects.toMatchObject({
      code: 'SAMPLE_UNAVAILABLE',
      details: { sample: 'real-shop', reason: 'damaged' },
    });

  it('is refused, whatever it is', async () => {
    await refused(new Uint8Array(0));
    await refused(new TextEncoder().encode('<!doctype html><title>Foretaste</title>'));
    await refused(gzipSync('USER_ID,ITEM_ID,TIMESTAMP\n'));
  });

  it('is refused where the download broke off', async () => {
    for (const share of [0.001, 0.5, 0.999])
      await refused(packed.subarray(0, Math.floor(packed.length * share)));
  });

  it('is refused where it ends anywhere too soon, or goes on', async () => {
    for (let length = 0; length < whole.length; length++) await refused(gzipSync(whole.subarray(0, length)));
    await refused(gzipSync(Buffer.concat([whole, Buffer.from([0])])));
  });

  // Behind the texts, the first column has two numbers: each invoice's user.
  it.each([
    ['its form', 'shop 1', 'shop 1'.length - 1, 0x32],
    ['a user', 'bob,Finland\n', 'bob,Finland\n'.length + 1, 2],
    ['the length of a column', 'bob,Finland\n', 'bob,Finland\n'.length, 0x7f],
    ['a number, so that it does not end,', 'bob,Finland\n', 'bob,Finland\n'.length + 1, 0xff],
  ])('is refused where %s is another', async (_, text, offset, byte) => {
    const other = Buffer.from(whole);
    other[other.indexOf(text) + offset] = byte;
    await refused(gzipSync(other));
  });
});

describe('names of goods', () => {
  it.each([
    ['WHITE HANGING HEART T-LIGHT HOLDER', 'White Hanging Heart T-Light Holder'],
    ['SET OF 3 CAKE TINS PANTRY DESIGN', 'Set of 3 Cake Tins Pantry Design'],
    ["50'S CHRISTMAS GIFT BAG LARGE", "50's Christmas Gift Bag Large"],
    ["DOCTOR'S BAG SOFT TOY", "Doctor's Bag Soft Toy"],
    ['POLYESTER FILLER PAD 65CMx65CM', 'Polyester Filler Pad 65cmx65cm'],
    ['PINK/BLUE DISC/MIRROR STRING', 'Pink/Blue Disc/Mirror String'],
    ['SPACEBOY TV DINNER TRAY', 'Spaceboy TV Dinner Tray'],
    ['THE KING GIFT BAG', 'The King Gift Bag'],
  ])('%s', (written, read) => {
    expect(titleCase(written)).toBe(read);
    expect(read.toUpperCase()).toBe(written.toUpperCase());
  });
});
