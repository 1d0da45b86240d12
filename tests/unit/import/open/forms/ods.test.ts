import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { contentXml, spreadsheet, spreadsheetParts } from '../../../../support/spreadsheet';
import { zipParts } from '../../../../support/workbook';
import { only, opened } from './tables';

/** A spreadsheet whose `content.xml` is this. */
const withContent = (content: string): Uint8Array<ArrayBuffer> =>
  zipParts(spreadsheetParts({}).set('content.xml', content));
const cell = (attributes: string, inside = ''): { readonly xml: string } => ({
  xml: `<table:table-cell ${attributes}>${inside}</table:table-cell>`,
});

describe('an OpenDocument spreadsheet', () => {
  it('is a table for each sheet that has rows', async () => {
    const content = spreadsheet({
      'Orders & more': [['user', 'n'], ['u1', 1]],
      Empty: [],
      People: [['user', 'age'], ['u1', 7], ['u2', 9]],
    }); // prettier-ignore
    const tables = await opened('book.ods', content);
    expect(tables.map(({ path, rows, lines }) => [path, rows, lines])).toEqual([
      ['book.ods/Orders & more', [['u1', '1']], [2]],
      ['book.ods/People', [['u1', '7'], ['u2', '9']], [2, 3]],
    ]); // prettier-ignore
    const gzipped = gzipSync(content) as Uint8Array<ArrayBuffer>;
    expect((await opened('book.ods.gz', gzipped)).map(({ rows }) => rows)).toEqual(
      tables.map(({ rows }) => rows),
    );
  });

  it('has cells as a person would type them, not as they are shown', async () => {
    const { rows } = await only(
      spreadsheet({
        A: [
          [...'abcdefghij'],
          [
            { date: '2024-01-02' },
            { date: '2024-01-02T00:00:00' },
            { date: '2024-01-02T10:20:30.500000000' },
            cell('office:value-type="time" office:time-value="PT9H05M07S"', '<text:p>09:05</text:p>'),
            cell('office:value-type="currency" office:currency="EUR" office:value="1234.5"', '<text:p>1.234,50 €</text:p>'),
            cell('office:value-type="percentage" office:value="0.1"', '<text:p>10 %</text:p>'),
            cell('table:formula="of:=[.A1]" office:value-type="float" office:value="1.1000000000000001"', '<text:p>1,1</text:p>'),
            true,
            cell(
              'office:value-type="string"',
              '<office:annotation><dc:date>2024</dc:date><text:p>a note</text:p></office:annotation><text:p>two<text:s text:c="2"/>lines <text:span>of &amp; it</text:span></text:p><text:p>here</text:p>',
            ),
            cell('office:value-type="string" office:string-value="told"', '<text:p>shown</text:p>'),
          ],
        ],
      }),
      'a.ods',
    );
    expect(rows).toEqual([
      ['2024-01-02', '2024-01-02', '2024-01-02T10:20:30', '09:05:07', '1234.5', '0.1', '1.1', 'true', 'two  lines of & it\nhere', 'told'],
    ]); // prettier-ignore
  });

  it('repeats cells and rows, and counts those that are empty', async () => {
    const row = (attributes: string, cells: string): string => `<table:table-row ${attributes}>${cells}</table:table-row>`;
    const text = (word: string, more = ''): string =>
      `<table:table-cell office:value-type="string" ${more}><text:p>${word}</text:p></table:table-cell>`;
    const content = contentXml(
      `<office:spreadsheet><table:table table:name="A"><table:table-header-rows>${row('', text('who') + text('what') + text('where'))}</table:table-header-rows>${
        row('table:number-rows-repeated="3"', '<table:table-cell table:number-columns-repeated="3"/>') +
        row('table:number-rows-repeated="5000"', text('u') + text('same', 'table:number-columns-repeated="2"')) +
        row('', `${text('v')}<table:covered-table-cell/>${text('w')}`)
      }</table:table></office:spreadsheet>`,
    );
    const { rows, lines } = await only(withContent(content), 'a.ods');
    expect(rows).toHaveLength(5001);
    expect(rows[4999]).toEqual(['u', 'same', 'same']);
    expect(rows[5000]).toEqual(['v', '', 'w']);
    expect([lines[0], lines[4999], lines[5000]]).toEqual([5, 5004, 5005]);
  });

  it('ends where a sheet ends, however many rows it says there are', async () => {
    const huge = '<table:table-row table:number-rows-repeated="999999999"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell></table:table-row>';
    const content = contentXml(`<office:spreadsheet><table:table table:name="A">${huge}${huge}</table:table></office:spreadsheet>`);
    expect((await only(withContent(content), 'a.ods')).rows).toHaveLength(1 << 20);
  });

  it('has no cells beyond the last column (fuzz: ods, seed 776, 1679)', async () => {
    const wide = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/><table:table-cell><text:p>u6</text:p></table:table-cell></table:table-row>';
    const named = '<table:table-row><table:table-cell><text:p>who</text:p></table:table-cell></table:table-row>';
    const content = contentXml(`<office:spreadsheet><table:table table:name="A">${named}${wide}${named}</table:table></office:spreadsheet>`);
    expect(await only(withContent(content), 'a.ods')).toMatchObject({ headers: ['who'], rows: [['who']] });
  });

  it('is refused where a few letters stand for more cells than anybody can mean', async () => {
    const row = (times: number) => `<table:table-row table:number-rows-repeated="${times}"><table:table-cell table:number-columns-repeated="9000"><text:p>x</text:p></table:table-cell></table:table-row>`;
    const content = (times: number) => withContent(contentXml(`<office:spreadsheet><table:table table:name="A">${row(times)}</table:table></office:spreadsheet>`));
    // The first of them is taken for the headers.
    expect((await only(content(1501), 'a.ods')).rows).toHaveLength(1500);
    await expect(opened('a.ods', content(1_000_000))).rejects.toMatchObject({ code: 'ARCHIVE_LIMIT' });
  });

  it('is read sheet by sheet, however long those before are', async () => {
    const rows = (name: string): string[][] => [
      ['who', 'what'],
      ...Array.from({ length: 3000 }, (_, i) => [`${name}${i % 7}`, `thing ${i}`]),
    ];
    const sheets = { a: rows('a'), b: [], c: rows('c'), d: rows('d').slice(0, 3) };
    const tables = await opened('a.ods', spreadsheet(sheets));
    expect(tables.map(({ path }) => path)).toEqual(['a.ods/a', 'a.ods/c', 'a.ods/d']);
    expect(tables.map(({ rows: read }) => read)).toEqual(
      [sheets.a, sheets.c, sheets.d].map((sheet) => sheet.slice(1)),
    );
  });

  it('is none where it is a text', async () => {
    const text = withContent(contentXml('<office:text><table:table table:name="A"/></office:text>'));
    expect(await opened('letter.ods', text)).toMatchObject([{ path: 'letter.ods', headers: [] }]);
    const plain = withContent(contentXml('<office:text><text:p>Dear all</text:p></office:text>'));
    expect(await opened('letter.odt', plain)).toMatchObject([{ path: 'letter.odt', headers: [] }]);
  });

  it.each([
    ['password', zipParts(spreadsheetParts({ A: [['a']] }).set('META-INF/manifest.xml', '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'))],
    ['password', zipParts(spreadsheetParts({}).set('encrypted-package', 'x'))],
    ['malformed', withContent('<office:document-content>')],
    ['malformed', zipParts(new Map([['mimetype', ''], ['META-INF/manifest.xml', '']]))],
    ['too-wide', spreadsheet({ A: [Array.from({ length: 10_001 }, (_, i) => `c${i}`), ['a']] })],
    ['cut', spreadsheet({ A: [['a']] }).slice(0, 700)],
  ] as const)('is refused as %s', async (reason, content) => {
    await expect(opened('book.ods', content)).rejects.toMatchObject({
      code: 'TABLE_UNREADABLE',
      details: { form: 'ods', reason },
    });
  });
}); // prettier-ignore
