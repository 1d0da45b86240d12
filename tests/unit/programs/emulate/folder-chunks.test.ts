import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ProjectId } from '../../../../src/domain/resources';
import { FolderChunks } from '../../../../src/programs/emulate/store/folder-chunks';
import { ChunkedProjectStore } from '../../../../src/store/project-store';
import { Room } from '../../../../src/store/room';
import type { Chunk, ChunkKey, Manifest } from '../../../../src/store/manifest';
import { card, state, tables } from '../../store/fixtures';
import { newFolder } from './requests';

let folder: string;

beforeEach(() => {
  folder = newFolder();
});

const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;
const manifest = (revision: number): Manifest => ({ revision }) as Manifest;

describe('chunks in a folder', () => {
  it('are there again when the folder is opened again, the later of two under one key', async () => {
    const chunks = new FolderChunks(folder);
    await chunks.put([
      [['a', 'x', 1], bytes(1, 2, 3)],
      [
        ['a', 'x', 0],
        ['text', null],
      ],
      [['a', 'x', 1], bytes(9)],
      [['b', 'y', 0], bytes()],
    ]);
    await chunks.switchTo(() => manifest(1));
    chunks.close();
    const again = new FolderChunks(folder);
    expect(await again.get(['a', 'x', 1])).toEqual(bytes(9));
    expect(await again.get(['a', 'x', 2])).toBeUndefined();
    expect(await again.entriesOf('a')).toEqual([
      [
        ['a', 'x', 0],
        ['text', null],
      ],
      [['a', 'x', 1], bytes(9)],
    ]);
    expect([...(await again.owners())].sort()).toEqual(['a', 'b']);
    await again.delete('a');
    await expect(new FolderChunks(folder).owners()).resolves.toEqual(new Set(['b']));
  });

  it('lose what a killed process left half written, and nothing else', async () => {
    const first = new FolderChunks(folder);
    await first.put([[['a', 'x', 0], bytes(1, 2, 3)]]);
    first.close();
    const path = join(folder, 'a.log');
    const whole = readFileSync(path);
    for (let cut = 1; cut < whole.length; cut++) {
      writeFileSync(path, Buffer.concat([whole, whole.subarray(0, cut)]));
      const chunks = new FolderChunks(folder);
      await chunks.put([[['a', 'x', 1], bytes(4)]]);
      expect(await chunks.entriesOf('a')).toHaveLength(2);
      chunks.close();
      const again = new FolderChunks(folder);
      expect(await again.get(['a', 'x', 0])).toEqual(bytes(1, 2, 3));
      expect(await again.get(['a', 'x', 1])).toEqual(bytes(4));
      again.close();
    }
  });

  it('a switch that is refused changes nothing', async () => {
    const chunks = new FolderChunks(folder);
    await chunks.switchTo(() => manifest(1));
    const refuse = (): never => {
      throw new RangeError('refused');
    };
    await expect(chunks.switchTo(refuse, [['a', 'x', 0], bytes(1)])).rejects.toThrow('refused');
    expect(await chunks.readManifest()).toEqual(manifest(1));
    expect(await chunks.owners()).toEqual(new Set());
  });

  it('a manifest that is no JSON is told, and not written over', async () => {
    writeFileSync(join(folder, 'manifest.json'), '{"revision":');
    expect(() => new FolderChunks(folder)).toThrow(expect.objectContaining({ code: 'DATABASE_LOST' }));
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('{"revision":');
  });

  it('what is written over again and again does not grow without end', async () => {
    const chunks = new FolderChunks(folder);
    const large = new Uint8Array(1 << 20);
    for (let n = 0; n < 40; n++) {
      large[0] = n;
      await chunks.put([[['ring', 'x', n % 2], large.slice().buffer]]);
    }
    expect(statSync(join(folder, 'ring.log')).size).toBeLessThan(12 << 20);
    const first = (chunk: Chunk | undefined): number => new Uint8Array(chunk as ArrayBuffer)[0];
    const keys: ChunkKey[] = [
      ['ring', 'x', 0],
      ['ring', 'x', 1],
    ];
    expect(await Promise.all(keys.map(async (key) => first(await chunks.get(key))))).toEqual([38, 39]);
    chunks.close();
    const again = new FolderChunks(folder);
    expect(await Promise.all(keys.map(async (key) => first(await again.get(key))))).toEqual([38, 39]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

it('a project comes back from its folder as it was, with all that was put', async () => {
  const id = 'account' as ProjectId;
  const opened = (): ChunkedProjectStore =>
    new ChunkedProjectStore(id, new FolderChunks(folder), new Room(), async () => undefined);
  const store = opened();
  await store.writeData(state(id, 1), tables(), card());
  await store.writeData(state(id, 2), tables(3), card());
  const batch = { kind: 'items', entities: [{ id: 'i1', cells: { MAKER: 'x' } }] } as const;
  await store.appendTracked(state(id, 2), batch);
  await store.appendTracked(state(id, 2), batch);
  await store.writeServed(0, { number: 0, recommendationId: 'r', source: 'c', itemIds: ['i1'] });
  store.close();
  const again = opened();
  expect(await again.readState()).toEqual(state(id, 2));
  expect(await again.readTables()).toEqual(tables(3));
  expect(await again.readCard()).toEqual(card());
  expect(await again.readTracked()).toEqual([batch, batch]);
  expect(await again.readServed()).toEqual([
    { number: 0, recommendationId: 'r', source: 'c', itemIds: ['i1'] },
  ]);
  // The data of the first import are gone with it.
  expect(readdirSync(folder).filter((name) => name.startsWith('data-'))).toHaveLength(1);
});

it('a folder of which bytes have changed says so, or is as it was', async () => {
  const id = 'account' as ProjectId;
  const opened = (): ChunkedProjectStore =>
    new ChunkedProjectStore(id, new FolderChunks(folder), new Room(), async () => undefined);
  const store = opened();
  await store.writeData(state(id, 1), tables(), card());
  await store.appendTracked(state(id, 1), { kind: 'users', entities: [{ id: 'u', cells: {} }] });
  store.close();
  const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
  expect(logs).toHaveLength(2);
  let said = 0;
  for (const name of logs) {
    const path = join(folder, name);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at += 23) {
      const changed = Buffer.from(whole);
      changed[at] ^= 1 << (at % 8);
      writeFileSync(path, changed);
      const again = opened();
      const readings = [again.readTables(), again.readCard(), again.readTracked()];
      const outcomes = await Promise.allSettled<unknown>(readings);
      again.close();
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'DATABASE_DAMAGED' });
      const [found] = outcomes;
      if (found.status === 'fulfilled') expect(found.value).toEqual(tables());
      said += outcomes.filter(({ status }) => status === 'rejected').length;
    }
    writeFileSync(path, whole);
  }
  expect(said).toBeGreaterThan(30);
});
