import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { archiveEntries } from '../../../../../src/import/open/archives';
import { memorySource, readBytes, type SourceFile } from '../../../../../src/import/open/bytes/source';
import { zip } from '../../../../fixtures/corpus/zip';

const BLOCK = 512;
const encoder = new TextEncoder();

/** One entry of a tar, with the sum of its head. */
function entry(name: string | Uint8Array, content: string, kind = '0', folders = ''): Uint8Array {
  const bytes = encoder.encode(content);
  const block = new Uint8Array(BLOCK + Math.ceil(bytes.length / BLOCK) * BLOCK);
  const put = (at: number, part: string | Uint8Array): void =>
    block.set(typeof part === 'string' ? encoder.encode(part) : part, at);
  put(0, name);
  put(124, `${bytes.length.toString(8).padStart(11, '0')}\0`);
  put(148, ' '.repeat(8));
  put(156, kind);
  put(257, 'ustar\0');
  put(345, folders);
  const sum = block.subarray(0, BLOCK).reduce((all, byte) => all + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  put(BLOCK, bytes);
  return block;
}

function tar(...entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = [...entries, new Uint8Array(2 * BLOCK)];
  return new Uint8Array(Buffer.concat(all));
}

async function contents(source: SourceFile): Promise<Record<string, string> | null> {
  const entries = await archiveEntries(source);
  if (entries === null) return null;
  const texts = entries.map(async (each): Promise<[string, string]> => {
    const parts: Uint8Array[] = [];
    for await (const chunk of readBytes(each, false)) parts.push(chunk);
    return [each.path, Buffer.concat(parts).toString()];
  });
  return Object.fromEntries(await Promise.all(texts));
}

const LONG = `${'folder/'.repeat(30)}ratings.csv`;
const FILES = tar(
  entry('data/', '', '5'),
  entry('data/ratings.csv', 'a,b\n1,2\n'),
  entry('ratings.csv', 'x,y\n', '0', 'deep/er'),
  entry('././@LongLink', `${LONG}\0`, 'L'),
  entry(LONG.slice(0, 100), 'gnu'),
  entry('PaxHeader', `${23 + 15} path=평점/${'n'.repeat(18)}.csv\n`, 'x'),
  entry('short.csv', 'pax'),
  entry('data/._ratings.csv', 'of macOS'),
  entry('link', '', '2'),
);
const WANTED = {
  'data/ratings.csv': 'a,b\n1,2\n',
  'deep/er/ratings.csv': 'x,y\n',
  [LONG]: 'gnu',
  [`평점/${'n'.repeat(18)}.csv`]: 'pax',
};

it.each([
  ['as it is', memorySource('data.tar', FILES)],
  ['packed', memorySource('data.tgz', new Uint8Array(gzipSync(FILES)))],
  ['in a zip', memorySource('data.zip', zip([{ name: 'data.tar', content: FILES }]))],
  [
    'packed, in a zip',
    memorySource('a.zip', zip([{ name: 'data.tar.gz', content: new Uint8Array(gzipSync(FILES)) }])),
  ],
])('the files of a tar %s are read by their whole names', async (_, source) => {
  expect(await contents(source)).toEqual(WANTED);
});

it.each([
  ['a name as it was written in Korea', Buffer.from('c1d6b9aeb3bbbfaa', 'hex'), '주문내역'],
  ['a name in UTF-8', encoder.encode('주문내역'), '주문내역'],
])('%s is read', async (_, name, wanted) => {
  const files = await contents(
    memorySource('data.tar', tar(entry(Buffer.concat([name, Buffer.from('.csv')]), 'a'))),
  );
  expect(files).toEqual({ [`${wanted}.csv`]: 'a' });
});

it.each([
  ['cut short in a file', FILES.slice(0, 3 * BLOCK - 100)],
  ['with something between its files', tar(entry('a', 'a'), new Uint8Array(BLOCK).fill(65))],
  ['cut short and packed', new Uint8Array(gzipSync(FILES)).slice(0, -40)],
])('a tar %s is damaged', async (_, bytes) => {
  await expect(contents(memorySource('data.tar', bytes))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

it('a tar of more files than are opened is refused', async () => {
  const many = tar(...Array.from({ length: 2001 }, (_, i) => entry(`${i}.csv`, '')));
  await expect(archiveEntries(memorySource('data.tar', many))).rejects.toMatchObject({
    code: 'ARCHIVE_LIMIT',
  });
});

it('no other file is taken for one', async () => {
  const text = encoder.encode('user,item,time\n'.repeat(100));
  expect(await archiveEntries(memorySource('ratings.csv', text))).toBeNull();
});

it('the names in a zip are read as they were written in Korea', async () => {
  const bytes = zip([
    { name: 'AAAAAAAA.csv', content: 'a', flags: 0 },
    { name: 'BBBBBBBB.csv', content: 'b', flags: 0 },
  ]);
  for (const [name, wanted] of [
    ['AAAAAAAA', 'c1d6b9aeb3bbbfaa'],
    ['BBBBBBBB', 'bbf3c7b0b8f1b7cf'],
  ])
    for (let at = Buffer.from(bytes).indexOf(name); at !== -1; at = Buffer.from(bytes).indexOf(name))
      bytes.set(Buffer.from(wanted, 'hex'), at);
  expect(await contents(memorySource('data.zip', bytes))).toEqual({
    '주문내역.csv': 'a',
    '상품목록.csv': 'b',
  });
});
