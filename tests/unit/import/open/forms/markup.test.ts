import { expect, it } from 'vitest';
import type { SourceFile } from '../../../../../src/import/open/bytes/source';
import { openMarkup } from '../../../../../src/import/open/forms/markup';

const DRESS = { gzip: false, encoding: 'utf-8' } as const;
const XML = `<?xml version="1.0"?><myanimelist><myinfo/>${['Heat & Dust', 'Tea']
  .map(
    (title, i) =>
      `<anime><series_animedb_id>${i}</series_animedb_id><series_title><![CDATA[${title}]]></series_title></anime>`,
  )
  .join('\n')}</myanimelist>`;

function inPieces(text: string, size: number): SourceFile {
  const bytes = new TextEncoder().encode(text);
  return {
    path: 'list.xml',
    sizeBytes: bytes.length,
    stream: () =>
      new ReadableStream({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
          controller.close();
        },
      }),
  };
}

async function rowsOf(text: string, size: number): Promise<string[][]> {
  const [list] = await openMarkup(inPieces(text, size), DRESS, text);
  if (list === undefined) return [];
  const { table } = list;
  const rows: string[][] = [[...table.headers]];
  for await (const batch of table.rows(() => undefined)) rows.push(...batch.rows);
  return rows;
}

it('reads the same records in pieces of any size', async () => {
  for (const size of [1, 3, 7, 1000])
    expect(await rowsOf(XML, size)).toEqual([
      ['series_animedb_id', 'series_title'],
      ['0', 'Heat & Dust'],
      ['1', 'Tea'],
    ]);
});

it.each([
  '<html><body><p class="outer">Hello</p></body></html>',
  '<html><body class="mdl-typography"></body></html>',
])('takes another page for no list: %s', async (text) => {
  expect(await rowsOf(text, 5)).toEqual([]);
});

it.each([
  ['Salt &amp; &#39;Tea&#x27;', "Salt & 'Tea'"],
  ['<![CDATA[a < b &amp; c]]>', 'a < b &amp; c'],
  ['&unknown; &#99999999;', '&unknown; \ufffd'],
  ['두\u00a0&nbsp; 칸', '두 칸'],
])('reads text as a person does: %s', async (text, wanted) => {
  const list = `<?xml version="1.0"?><myanimelist><anime><series_title>${text}</series_title></anime></myanimelist>`;
  expect(await rowsOf(list, 1000)).toEqual([['series_title'], [wanted]]);
});
