import { expect, it } from 'vitest';
import type { SourceFile } from '../../../../../src/import/open/bytes/source';
import { listOf } from '../../../../../src/import/open/forms/markup/lists';
import { openMarkup, plainText } from '../../../../../src/import/open/forms/markup/records';

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
  const list = listOf(text);
  if (list === null) return [];
  const [{ table }] = await openMarkup(inPieces(text, size), DRESS, list);
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

it('takes other pages for no list', async () => {
  expect(listOf('<html><body><p class="outer">Hello</p></body></html>')).toBeNull();
  expect(await rowsOf('<html><body class="mdl-typography"></body></html>', 5).catch(() => [])).toEqual([]);
});

it('reads text as a person does', () => {
  expect(plainText('Watched\u00a0<a href="x">Salt &amp; &#39;Tea&#x27;</a> <br>')).toBe(
    "Watched Salt & 'Tea'",
  );
  expect(plainText('<![CDATA[a < b & c]]>')).toBe('a < b & c');
  expect(plainText('&unknown; &#99999999;')).toBe('&unknown; &#99999999;');
});
