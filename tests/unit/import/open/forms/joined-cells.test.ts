import { describe, expect, it } from 'vitest';
import { spreadsheet } from '../../../../support/spreadsheet';
import { workbook, workbookParts, zipParts, type Cell } from '../../../../support/workbook';
import { only } from './tables';

const HEAD = ['order', 'buyer', 'item', 'qty'];
const ORDERS: readonly (readonly Cell[])[] = [
  HEAD,
  ['1', 'kim', 'cup', 2],
  [null, null, 'pot', 1],
  [null, null, 'pan', null],
  ['2', 'lee', 'cup', 1],
  ['3', null, 'jar', 1],
  [null, null, 'lid', 1],
];
const FILLED = [
  ['1', 'kim', 'cup', '2'],
  ['1', 'kim', 'pot', '1'],
  ['1', 'kim', 'pan', '1'],
  ['2', 'lee', 'cup', '1'],
  ['3', '', 'jar', '1'],
  ['3', '', 'lid', '1'],
];
const MERGED = ['A2:A4', 'B2:B4', 'D3:D4', 'A6:A7', 'B6:B7'];

/** A cell of an OpenDocument sheet that reaches over rows, and one that lies below it. */
const over = (rows: number, text: string, columns = 1): { readonly xml: string } => ({
  xml: `<table:table-cell table:number-columns-spanned="${columns}" table:number-rows-spanned="${rows}" office:value-type="string"><text:p>${text}</text:p></table:table-cell>`,
});
const COVERED = { xml: '<table:covered-table-cell/>' };

describe('cells that are joined with those below them', () => {
  it('count for each row in an Excel workbook', async () => {
    const { headers, rows } = await only(workbook({ A: ORDERS }, { merged: MERGED }), 'a.xlsx');
    expect([headers, rows]).toEqual([HEAD, FILLED]);
    const bare = await only(workbook({ A: ORDERS }), 'a.xlsx');
    expect(bare.rows[1]).toEqual(['', '', 'pot', '1']);
  });

  it('are found however the list of them is written, and where a piece of the text ends within it', async () => {
    const parts = workbookParts({ A: ORDERS }, { merged: MERGED });
    const path = 'xl/worksheets/sheet1.xml';
    const xml = parts.get(path) ?? '';
    const ways = [
      xml.replaceAll('<mergeCell ', '<x:mergeCell\n '),
      xml.replaceAll(/ref="(\w+:\w+)"\/>/g, "ref='$1'></mergeCell>"),
      // Pieces are cut at 256 KiB.
      ...[20, 30, 40, 50].map((more) =>
        xml.replace(
          '<mergeCells',
          `<!--${'-'.repeat((1 << 18) - xml.indexOf('<mergeCells') - more - 7)}--><mergeCells`,
        ),
      ),
    ];
    for (const way of ways) {
      const { rows } = await only(zipParts(new Map(parts).set(path, way)), 'a.xlsx');
      expect(rows).toEqual(FILLED);
    }
  });

  it('count for each row in an OpenDocument spreadsheet', async () => {
    const { headers, rows } = await only(
      spreadsheet({
        A: [
          HEAD,
          [over(3, '1'), over(3, 'kim'), 'cup', 2],
          [COVERED, COVERED, 'pot', over(2, '1')],
          [COVERED, COVERED, 'pan', COVERED],
          ['2', 'lee', 'cup', 1],
          [over(2, '3'), over(2, ''), 'jar', 1],
          [COVERED, COVERED, 'lid', 1],
        ],
      }),
      'a.ods',
    );
    expect([headers, rows]).toEqual([HEAD, FILLED]);
  });

  it('count for each row of a table on a page', async () => {
    const page = `<table><tr>${HEAD.map((name) => `<th>${name}`).join('')}
      <tr><td rowspan=3>1<td rowspan=3>kim<td>cup<td>2<tr><td>pot<td rowspan=2>1<tr><td>pan
      <tr><td>2<td>lee<td>cup<td>1<tr><td rowspan=2>3<td rowspan=2><td>jar<td>1<tr><td>lid<td>1</table>`;
    const { headers, rows } = await only(page, 'a.html');
    expect([headers, rows]).toEqual([HEAD, FILLED]);
  });

  it('leave titles, heads of two lines and cells with something of their own as they are', async () => {
    const { headers, rows } = await only(
      workbook(
        {
          A: [
            ['Orders of May', null, null, null],
            ['order', 'buyer', null, 'item'],
            [null, 'name', 'phone', null],
            [1, 'kim', '010', 'cup'],
            [null, 'lee', null, 'pot'],
            [2, 'cho', '011', 'cup'],
            [null, null, null, 'pan'],
          ],
        },
        { merged: ['A1:D1', 'A2:A3', 'B2:C2', 'D2:D3', 'A4:A5', 'B4:C5', 'A6:C7'] },
      ),
      'a.xlsx',
    );
    expect(headers).toEqual(['order', 'buyer name', 'buyer phone', 'item']);
    expect(rows).toEqual([
      ['1', 'kim', '010', 'cup'],
      // Of cells that are joined both ways the first column counts.
      ['1', 'lee', '', 'pot'],
      ['2', 'cho', '011', 'cup'],
      ['2', '', '', 'pan'],
    ]);
  });

  it('make no rows of rows that have nothing else', async () => {
    const { rows } = await only(
      workbook(
        { A: [HEAD, ['1', 'kim', 'cup', 1], [], [null, null, 'pot', 1], [], ['2', 'lee', 'cup', 1]] },
        { merged: ['A2:A5', 'B2:B5'] },
      ),
      'a.xlsx',
    );
    expect(rows).toEqual([
      ['1', 'kim', 'cup', '1'],
      ['1', 'kim', 'pot', '1'],
      ['2', 'lee', 'cup', '1'],
    ]);
  });
});
