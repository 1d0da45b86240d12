import { describe, expect, it } from 'vitest';
import { splitTable } from '../../../../src/import/gather/split-table';
import { severalInCells } from '../../../../src/import/propose/several';

const THINGS = ['Cup', 'Plate', 'Bowl', 'Fork', 'Knife', 'Spoon', 'Jug'];
/** Baskets of two things that follow each other in any order. */
const baskets = (separator: string, words = (thing: string, _k: number): string => thing): string[] =>
  THINGS.flatMap((thing, k) => {
    const next = THINGS[(k + 3) % THINGS.length];
    return [`${words(thing, k)}${separator}${words(next, k + 1)}`, words(thing, k)];
  });

describe('several things in a cell', () => {
  it.each([';', '|', '\n', ','])('are found by what stands between them: %j', (separator) => {
    expect(severalInCells({ cells: baskets(separator) })).toEqual({ separator, counted: false });
  });

  it('may say how many of each', () => {
    const cells = baskets('; ', (thing, k) => `${1 + (k % 3)}× ${thing}`);
    expect(severalInCells({ cells })).toEqual({ separator: ';', counted: true });
  });

  it.each([
    [
      'by bars within and semicolons between',
      [
        'id:1|name:Cup|product_id:12|sku:|quantity:2;id:2|name:Jug|product_id:13|sku:|quantity:1',
        'id:3|name:Jug|product_id:13|sku:|quantity:1',
      ],
      { separator: ';', labels: { thing: 'product_id', name: 'name', count: 'quantity' } },
    ],
    [
      'in lines, by names alone',
      ['name:Cup|qty:2\nname:Jug|qty:1', 'name:Jug|qty:1'],
      { separator: '\n', labels: { thing: 'name', name: null, count: 'qty' } },
    ],
    [
      'in words, with bars between',
      [
        'Product ID: 7, Product Qty: 1, Product Name: Cup, red',
        'Product ID: 8, Product Qty: 1, Product Name: Jug|Product ID: 7, Product Qty: 2, Product Name: Cup, red',
      ],
      { separator: '|', labels: { thing: 'product_id', name: 'product_name', count: 'product_qty' } },
    ],
  ])('may be told by labels, %s', (_, cells, told) => {
    expect(severalInCells({ cells })).toEqual({ counted: false, ...told });
  });

  it('are cut from each other with what they are called and how many there are', async () => {
    const cells = 'name:Cup|product_id:12|qty:2;name:Big, red jug|product_id:13|qty:1';
    const table = splitTable(
      {
        form: 'made',
        headers: ['who', 'items'],
        async *rows() {
          yield {
            rows: [
              ['ann', cells],
              ['bo', ''],
            ],
            lines: Int32Array.of(2, 3),
          };
        },
      },
      { column: 1, ...severalInCells({ cells: [cells] })! },
    );
    expect(table.headers).toEqual(['who', 'item_id', 'quantity', 'product_name']);
    const rows: string[][] = [];
    for await (const batch of table.rows(() => undefined)) rows.push(...batch.rows);
    expect(rows).toEqual([
      ['ann', '12', '2', 'Cup'],
      ['ann', '13', '1', 'Big, red jug'],
      ['bo', '', '', ''],
    ]);
  });

  it.each([
    ['titles', ['Matrix, The', 'Mask, The', 'Piano, A', 'Amour, L’', 'Affaire, Une', 'Vie, La', 'Haine, Le']],
    ['people', ['Kim, Ann', 'Lee, Bo', 'Park, Cho', 'Choi, Dan', 'Jung, Eve', 'Kang, Flo', 'Yoon, Gil']],
    [
      'what a thing is like',
      ['Shirt, red, XL', 'Shirt, blue, M', 'Sock, green, S', 'Hat, black, L', 'Tie, grey'],
    ],
    ['one thing each', THINGS],
    ['addresses', ['https://a.example/1', 'https://a.example/2', 'https://b.example/3']],
    ['notes with a colon', ['Note: gift', 'Size: XL', 'Colour: red, Size: M', 'Note: fragile']],
    ['too few to tell', ['Cup, Jug', 'Jug, Cup', 'Cup', 'Jug']],
  ])('are not %s', (_, cells) => {
    expect(severalInCells({ cells })).toBeNull();
  });
});
