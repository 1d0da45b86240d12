import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { kindOfFormat } from '../../../../../src/import/open/forms/xlsx/cell-values';
import { join, noise } from '../../../../fixtures/corpus/making';
import { workbook, zipParts, type Cell } from '../../../../support/workbook';
import { only, opened } from './tables';

const sheet = (rows: readonly (readonly Cell[])[]) => workbook({ Sheet1: rows });
const rowsOf = async (rows: readonly (readonly Cell[])[]) => {
  const { headers, rows: read, lines } = await only(sheet(rows), 'book.xlsx');
  return { headers, rows: read, lines };
};

describe('a workbook', () => {
  it('is a table for each sheet that has rows', async () => {
    const content = workbook({
      'Orders & more': [['user', 'n'], ['u1', 1]],
      Empty: [],
      Blank: [[null, ''], [null]],
      People: [['user', 'age'], ['u1', 7], ['u2', 9]],
    }); // prettier-ignore
    const tables = await opened('book.xlsx', content);
    expect(tables.map(({ path, rows }) => [path, rows])).toEqual([
      ['book.xlsx/Orders & more', [['u1', '1']]],
      ['book.xlsx/People', [['u1', '7'], ['u2', '9']]],
    ]); // prettier-ignore
    const gzipped = gzipSync(content) as Uint8Array<ArrayBuffer>;
    expect((await opened('book.xlsx.gz', gzipped)).map(({ rows }) => rows)).toEqual(
      tables.map(({ rows }) => rows),
    );
  });

  it('reads a cell the same however its tag is written', async () => {
    const ways = [
      '<c r="B2" s="1" t="n"><v>45292.75</v></c>',
      '<c t="n" s="1" r="B2"><v>45292.75</v></c>',
      '<c r="B2" s="1"><f>A1</f><v>45292.75</v></c>',
      "<c r='B2' s='1' ><v>45292.75</v></c>",
      '<x:c r="B2" s="1"><x:v>45292.75</x:v></x:c>',
      '<c r="B2" t="str"><v>2024-01-01T18:00:00</v></c>',
      '<c r="B2" t="str"><v>2024-01-01T18&#58;00:00</v></c>',
    ];
    for (const xml of ways) {
      const { rows } = await rowsOf([['who', 'when'], ['u1', { xml }]]); // prettier-ignore
      expect(rows, xml).toEqual([['u1', '2024-01-01T18:00:00']]);
    }
  });

  it('has dates as days since 1900 or 1904, and times of day', async () => {
    const dates = [['when'], ...[0, 59, 61, 45_292, 45_292.75].map((date) => [{ date }])];
    const read = async (from1904: boolean) =>
      (await only(workbook({ A: dates }, { from1904 }), 'a.xlsx')).rows.map(([cell]) => cell);
    // What Excel itself shows: its 60 would be the 29 February 1900 that never was.
    expect(await read(false)).toEqual([
      '1899-12-31',
      '1900-02-28',
      '1900-03-01',
      '2024-01-01',
      '2024-01-01T18:00:00',
    ]);
    expect(await read(true)).toEqual([
      '1904-01-01',
      '1904-02-29',
      '1904-03-02',
      '2028-01-02',
      '2028-01-02T18:00:00',
    ]);
    const time = { xml: '<c r="A2" s="2"><v>0.75</v></c>' };
    expect((await rowsOf([['at'], [time]])).rows).toEqual([['18:00:00']]);
  });

  it.each([
    ['yyyy-mm-dd', 'date'],
    ['[$-409]d-mmm-yy;@', 'date'],
    ['"days: "0', 'number'],
    ['0.00_);[Red]\\(0.00\\)', 'number'],
    ['h:mm AM/PM', 'time'],
    ['[h]:mm:ss', 'number'],
    ['General', 'number'],
    ['mmm', 'date'],
  ])('takes the format %s for a %s', (code, kind) => {
    expect(kindOfFormat(164, code)).toBe(kind);
  });

  it('has the cells that Excel writes: texts in parts, errors, formulas, numbers with stray digits', async () => {
    const xml = [
      '<c r="A2" t="str"><f>A1&amp;"x"</f><v>a &lt;b&gt; &amp; &#233;_x000D_</v></c>',
      '<c r="B2" t="e"><v>#DIV/0!</v></c>',
      '<c r="C2" t="b"><v>1</v></c>',
      '<c r="D2"><v>1.1000000000000001</v></c>',
      '<c r="E2"><v>1.600000001E9</v></c>',
      '<c r="F2" t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r><rPh><t>spoken</t></rPh></is></c>',
      '<c r="G2" t="d"><v>2024-01-01</v></c>',
      '<c t="inlineStr"><is><t><![CDATA[<raw>]]></t></is></c>',
    ];
    const { rows } = await rowsOf([[...'abcdefgh'], [{ xml: xml.join('') }]]);
    expect(rows).toEqual([
      ['a <b> & é\r', '', 'true', '1.1', '1600000001', 'two runs', '2024-01-01', '<raw>'],
    ]);
  });

  it('begins below a title and beside empty columns, and skips blank rows', async () => {
    const table = [
      [null, 'Sales of 2024'],
      [],
      [null, 'user', null, 'item', 'n'],
      [null, 'u1', null, 'i1', 1],
      [],
      [null, 'u2', null, 'i2', 2],
    ];
    expect(await rowsOf(table)).toEqual({
      headers: ['user', 'item', 'n'],
      rows: [['u1', 'i1', '1'], ['u2', 'i2', '2']],
      lines: [4, 6],
    }); // prettier-ignore
  });

  it('may have a head of two lines, with cells joined over columns or rows', async () => {
    const data = ['u1', 'i1', 5, { date: 45_292 }];
    const both = {
      headers: ['user', 'item', 'Rating value', 'Rating date'],
      rows: [['u1', 'i1', '5', '2024-01-01']],
    };
    expect(
      await rowsOf([['user', 'item', 'Rating', null], [null, null, 'value', 'date'], data]),
    ).toMatchObject(both);
    const grouped = await rowsOf([['Spring', null, 'Autumn', null], ['id', 'n', 'id', 'n'], ['a', 1, 'b', 2], ['c', 3, 'd', 4]]); // prettier-ignore
    expect(grouped.headers).toEqual(['Spring id', 'Spring n', 'Autumn id', 'Autumn n']);
  });

  it('reads texts in their cells as those of the part that they share', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [`u${i % 50}`, `item "${i}"`, i]);
    const wanted = rows.map((row) => row.map(String));
    for (const inline of [false, true])
      expect((await only(workbook({ A: [['u', 'i', 'n'], ...rows] }, { inline }), 'a.xlsx')).rows).toEqual(
        wanted,
      );
  });

  it.each([
    [
      'password',
      join(
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
        noise(900),
        [...'EncryptedPackage'].join('\0'),
        [0, 0, 0],
      ),
    ],
    [
      'old-excel',
      join(
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
        noise(900),
        [...'Workbook'].join('\0'),
        [0, 0, 0],
      ),
    ],
    ['old-excel', zipParts(new Map([['xl/workbook.bin', '']]))],
    ['malformed', zipParts(new Map([['xl/workbook.xml', '<workbook>']]))],
    ['cut', sheet([['a']]).slice(0, 700)],
  ])('is refused as %s', async (reason, content) => {
    await expect(opened('book.xlsx', content)).rejects.toMatchObject({
      code: 'TABLE_UNREADABLE',
      details: { reason },
    });
  });
});
