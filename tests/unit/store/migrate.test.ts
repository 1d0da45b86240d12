import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB, type DBSchema } from 'idb';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Migration } from '../../../src/store/migrations';
import { open } from '../../../src/store/open';

interface Notes extends DBSchema {
  notes: { key: number; value: { text: string; length?: number } };
}

const first: Migration<Notes> = (db) => {
  db.createObjectStore('notes');
};
const second: Migration<Notes> = async (_db, transaction) => {
  const store = transaction.objectStore('notes');
  const note = await store.get(1);
  if (note !== undefined) await store.put({ ...note, length: note.text.length }, 1);
};

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));

it('takes an old database forward with its rows, step by step', async () => {
  const old = await open<Notes>('notes', [first], () => undefined);
  await old.put('notes', { text: 'kept' }, 1);
  old.close();
  const now = await open<Notes>('notes', [first, second], () => undefined);
  expect(await now.get('notes', 1)).toEqual({ text: 'kept', length: 4 });
});

it('leaves the old version whole when a step fails', async () => {
  const old = await open<Notes>('notes', [first], () => undefined);
  await old.put('notes', { text: 'kept' }, 1);
  old.close();
  const broken: Migration<Notes> = () => {
    throw new Error('half way');
  };
  await expect(open<Notes>('notes', [first, broken], () => undefined)).rejects.toMatchObject({
    code: 'DATABASE_LOST',
    details: { reason: 'migration' },
  });
  const again = await openDB<Notes>('notes');
  expect(again.version).toBe(1);
  expect(await again.get('notes', 1)).toEqual({ text: 'kept' });
});

it('closes itself, and says so, when a newer version wants the database', async () => {
  const lost = vi.fn();
  await open<Notes>('notes', [first], lost);
  const newer = await open<Notes>('notes', [first, second], () => undefined);
  expect(newer.version).toBe(2);
  expect(lost).toHaveBeenCalledOnce();
});
