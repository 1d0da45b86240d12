import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memorySource } from '../../../src/import/open/bytes/source';
import type { BatchJob } from '../../../src/domain/batch';
import type { FileName } from '../../../src/domain/files';
import type { ProjectState } from '../../../src/domain/resources';
import type { ServiceResources } from '../../../src/domain/service';
import { withService } from '../../../src/domain/service-resources';
import { IdbCatalogue } from '../../../src/store/catalogue';
import { PROJECT_PREFIX } from '../../../src/store/database';
import type { ChunkedProjectStore } from '../../../src/store/project-store';
import { card, state, tables } from './fixtures';

const realPut = IDBObjectStore.prototype.put;
const output: FileName = { owner: 'job', role: 'output', path: 's3://out/a.out' };
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

function withJobs(store: ChunkedProjectStore, ...arns: string[]): ProjectState {
  return withService(state(store.id, 1), {
    batchJobs: arns.map((arn) => ({ arn, jobName: arn, status: 'ACTIVE' }) as BatchJob),
  });
}

/** Flips to a state that lists these jobs. */
function listing(store: ChunkedProjectStore, ...arns: string[]) {
  return (flip: (state: ProjectState) => Promise<void>): Promise<void> => flip(withJobs(store, ...arns));
}

async function opened(): Promise<{ catalogue: IdbCatalogue; store: ChunkedProjectStore }> {
  const catalogue = await IdbCatalogue.open(() => undefined);
  const store = (await catalogue.create()) as ChunkedProjectStore;
  await store.writeData(withJobs(store, 'job'), tables(), card());
  return { catalogue, store };
}

async function bytesOf(store: ChunkedProjectStore, file: FileName): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.readFile(file)) chunks.push(chunk);
  return chunks;
}

async function fileOwners(store: ChunkedProjectStore): Promise<number> {
  const db = await openDB(PROJECT_PREFIX + store.id);
  const keys = (await db.getAllKeys('chunks')) as [string, string, number][];
  db.close();
  return new Set(keys.map(([owner]) => owner).filter((owner) => owner.startsWith('file-'))).size;
}

afterEach(() => vi.restoreAllMocks());
beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));

describe('files of a batch job', () => {
  it('are copied in chunks of at most a mebibyte, and come back as they were after a reload', async () => {
    const { catalogue, store } = await opened();
    const large = Uint8Array.from({ length: (5 << 19) + 3 }, (_, i) => i % 251);
    await store.keepFiles(
      'job',
      [
        memorySource('s3://in/a', large),
        memorySource('s3://in/b', new Uint8Array(0)),
        memorySource('s3://in/c', Uint8Array.of(1, 2)),
      ],
      listing(store, 'job'),
    );
    store.close();
    await catalogue.sweep();
    const again = (await catalogue.open(store.id)) as ChunkedProjectStore;
    expect((await again.listFiles()).map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ['s3://in/a', large.length],
      ['s3://in/b', 0],
      ['s3://in/c', 2],
    ]);
    const chunks = await bytesOf(again, { owner: 'job', role: 'input', path: 's3://in/a' });
    expect(chunks.map(({ length }) => length)).toEqual([1 << 20, 1 << 20, (1 << 19) + 3]);
    expect(Buffer.concat(chunks).equals(Buffer.from(large))).toBe(true);
    expect(await bytesOf(again, { owner: 'job', role: 'input', path: 's3://in/c' })).toEqual([
      Uint8Array.of(1, 2),
    ]);
  });

  it('grow together with the state that speaks of them, or not at all', async () => {
    const { store } = await opened();
    await store.appendFile(withJobs(store, 'job'), output, text('one '));
    // Everything is put, and the page closes before the transaction has ended.
    const dying = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      const request = realPut.apply(this, args);
      if (this.name === 'manifest') request.addEventListener('success', () => this.transaction.abort());
      return request;
    });
    const next = withJobs(store, 'job', 'later');
    await expect(store.appendFile(next, output, text('lost '))).rejects.toMatchObject({
      code: 'DATABASE_LOST',
    });
    dying.mockRestore();
    expect((await store.readState()).service?.batchJobs).toHaveLength(1);
    expect((await bytesOf(store, output)).map(String)).toEqual([String(text('one '))]);
    await store.appendFile(withJobs(store, 'job'), output, text('two'));
    expect(Buffer.concat(await bytesOf(store, output)).toString()).toBe('one two');
    expect(await store.listFiles()).toEqual([{ ...output, sizeBytes: 7 }]);
  });

  it('go with their job, and count in the size of the project until then', async () => {
    const { store } = await opened();
    const before = await store.sizeBytes();
    await store.keepFiles('job', [memorySource('s3://in/a', new Uint8Array(100))], listing(store, 'job'));
    await store.appendFile(withJobs(store, 'job', 'other'), { ...output, owner: 'other' }, text('kept'));
    await store.appendFile(withJobs(store, 'job', 'other'), output, text('four'));
    expect(await store.sizeBytes()).toBe(before + 108);
    expect(await fileOwners(store)).toBe(3);
    await store.writeState(withJobs(store, 'other'));
    expect(await store.sizeBytes()).toBe(before + 4);
    expect(await fileOwners(store)).toBe(1);
    await expect(bytesOf(store, output)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are none where a state of before batch jobs lists none (fuzz: project, seed 774, 3079)', async () => {
    const { store } = await opened();
    const service = JSON.parse('{}') as ServiceResources;
    await store.writeData({ ...state(store.id, 1), service }, tables(), card());
    expect(await store.listFiles()).toEqual([]);
  });

  it('leave nothing of a copy that breaks off', async () => {
    const { store } = await opened();
    const broken = {
      ...memorySource('s3://in/a', new Uint8Array(0)),
      stream: () =>
        new ReadableStream<Uint8Array>({
          pull(controller) {
            controller.enqueue(new Uint8Array(1 << 20));
            controller.error(new Error('unplugged'));
          },
        }),
    };
    await expect(store.keepFiles('new', [broken], listing(store, 'job', 'new'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
    expect(await fileOwners(store)).toBe(0);
    expect((await store.readState()).service?.batchJobs).toHaveLength(1);
  });
});
