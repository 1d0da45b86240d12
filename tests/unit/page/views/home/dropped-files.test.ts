import { expect, it } from 'vitest';
import { filesOfDrop } from '../../../../../src/page/views/home/dropped-files';

type Entry = Pick<FileSystemEntry, 'fullPath' | 'isFile' | 'isDirectory'>;

function drop(...items: readonly { readonly entry?: Entry; readonly file?: File }[]): DataTransfer {
  const transfer = {
    items: items.map(({ entry, file }) => ({
      webkitGetAsEntry: () => entry ?? null,
      getAsFile: () => file ?? null,
    })),
  };
  return transfer as unknown as DataTransfer;
}
const unreadable = (path: string): Entry =>
  Object.assign(
    { fullPath: path, isFile: true, isDirectory: false },
    { file: (_done: unknown, failed: (error: Error) => void) => failed(new Error('Path does not exist')) },
  );
function folder(path: string, ...portions: readonly Entry[][]): Entry {
  const left = [...portions, []];
  const readEntries = (done: (entries: Entry[]) => void): void => done(left.shift() ?? []);
  return Object.assign(
    { fullPath: path, isFile: false, isDirectory: true },
    { createReader: () => ({ readEntries }) },
  );
}
const inFolder = (path: string, file: File): Entry =>
  Object.assign(
    { fullPath: path, isFile: true, isDirectory: false },
    { file: (done: (file: File) => void) => done(file) },
  );
const csv = (name: string): File => new File(['user,item\n'], name);

it('a file that another program hands over is taken, though it lies nowhere on the disk', async () => {
  const file = csv('attached.csv');
  expect(await filesOfDrop(drop({ entry: unreadable('/attached.csv'), file }))).toEqual([
    { path: 'attached.csv', file },
  ]);
});

it('folders are gone through to their last portion, beside files and text', async () => {
  const [a, b, c] = [csv('a.csv'), csv('b.csv'), csv('c.csv')];
  const inner = folder('/year/may', [inFolder('/year/may/b.csv', b)]);
  const year = folder('/year', [inFolder('/year/a.csv', a)], [inner]);
  const paths = (await filesOfDrop(drop({ entry: year }, {}, { file: c }))).map(({ path, file }) => [
    path,
    file.name,
  ]);
  expect(paths).toEqual([
    ['year/a.csv', 'a.csv'],
    ['year/may/b.csv', 'b.csv'],
    ['c.csv', 'c.csv'],
  ]);
});

it('what cannot be opened inside a folder is said by its name', async () => {
  const year = folder('/year', [unreadable('/year/locked.csv')]);
  await expect(filesOfDrop(drop({ entry: year }))).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    details: { file: 'year/locked.csv' },
  });
});
