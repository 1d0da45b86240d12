import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BatchJob } from '../../../src/domain/batch';
import type { ErrorCode, Json } from '../../../src/domain/errors';
import type { FileName } from '../../../src/domain/files';
import type { ProjectId, ProjectState } from '../../../src/domain/resources';
import { withService } from '../../../src/domain/service-resources';
import type { TrackedBatch } from '../../../src/domain/tracking';
import type { Chunk, Manifest } from '../../../src/store/manifest';
import { MemoryChunks } from '../../../src/store/memory-chunks';
import { ChunkedProjectStore } from '../../../src/store/project-store';
import { Room } from '../../../src/store/room';
import { memorySource } from '../../../src/import/open/bytes/source';
import { card, model, state, tables } from './fixtures';
import { withoutSums } from './without-sums';

const id = 'p' as ProjectId;
const output: FileName = { owner: 'job', role: 'output', path: 's3://out/a.out' };
const input: FileName = { owner: 'job', role: 'input', path: 's3://in/b' };
const batch: TrackedBatch = { kind: 'users', entities: [{ id: 'u1', cells: { AGE: 3 } }] };

/** With a model and a job. */
const full = (): ProjectState =>
  withService(state(id, 1, ['a']), {
    batchJobs: [{ arn: 'job', jobName: 'job', status: 'ACTIVE' } as BatchJob],
  });

let chunks: MemoryChunks;
const opened = (): ChunkedProjectStore =>
  new ChunkedProjectStore(id, chunks, new Room(async () => null), async () => undefined);

beforeEach(async () => {
  chunks = new MemoryChunks();
  const store = opened();
  await store.writeData(full(), tables(), card());
  await store.writeModel(full(), 'a', model());
  await store.appendTracked(full(), batch);
  await store.appendTracked(full(), batch);
  await store.keepFiles('job', [memorySource(input.path, Uint8Array.of(1, 2, 3))], (flip) => flip(full()));
  await store.appendFile(full(), output, Uint8Array.of(4, 5, 6));
});

const written = async (): Promise<Manifest> => {
  const found = await chunks.readManifest();
  if (found === undefined) throw new RangeError('nothing is stored');
  return found;
};

/** Puts a manifest in the place of the one that is there, as no flip would. */
const put = async (change: (before: Manifest) => unknown): Promise<void> => {
  const after = change(await written());
  await chunks.switchTo(() => after as Manifest);
};

/** Changes the chunks of one part. */
async function changed(owner: string, part: string, change: (chunk: Chunk) => unknown): Promise<void> {
  const entries = await chunks.entriesOf(owner);
  const hit = entries.filter(([[, name]]) => name === part);
  expect(hit.length).toBeGreaterThan(0);
  await chunks.put(hit.map(([key, chunk]) => [key, change(chunk) as Chunk]));
}

const flipped =
  (at: number, bit = 0) =>
  (chunk: Chunk): Chunk => {
    const bytes = new Uint8Array(chunk as ArrayBuffer).slice();
    bytes[at] ^= 1 << bit;
    return bytes.buffer;
  };
const otherText = (chunk: Chunk): Chunk => [
  String((chunk as string[])[0]).replace('u1', 'u2'),
  ...(chunk as string[]).slice(1),
];

const read = {
  tables: (store: ChunkedProjectStore): Promise<unknown> => store.readTables(),
  card: (store: ChunkedProjectStore): Promise<unknown> => store.readCard(),
  model: (store: ChunkedProjectStore): Promise<unknown> => store.readModel('a'),
  events: (store: ChunkedProjectStore): Promise<unknown> => store.readTracked(),
  output: (store: ChunkedProjectStore): Promise<unknown> => chunksOf(store, output),
  input: (store: ChunkedProjectStore): Promise<unknown> => chunksOf(store, input),
};
type Read = keyof typeof read;

async function chunksOf(store: ChunkedProjectStore, file: FileName): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const chunk of store.readFile(file)) all.push(chunk);
  return all;
}

/** What each reading says; a code where it is refused. */
async function refusals(store = opened()): Promise<readonly string[]> {
  const said: string[] = [];
  for (const [name, ask] of Object.entries(read))
    await ask(store).catch((error: { code: ErrorCode }) => said.push(`${name} ${error.code}`));
  return said;
}

const keyOf: { readonly [name in Read]: (manifest: Manifest) => string } = {
  tables: ({ data }) => data?.key ?? '',
  card: ({ data }) => data?.key ?? '',
  model: ({ models }) => models[0].key,
  events: ({ tracked }) => tracked?.key ?? '',
  output: ({ files = [] }) => files[1].key,
  input: ({ files = [] }) => files[0].key,
};

const DAMAGES: readonly (readonly [
  what: string,
  of: Read,
  part: string,
  change: (chunk: Chunk) => unknown,
])[] = [
  ['a bit of the users', 'tables', 'tables/interactions/userIdx', flipped(0)],
  [
    'the signs of two numbers',
    'tables',
    'tables/interactions/timestampSec',
    (chunk) => flipped(7, 7)(flipped(15, 7)(chunk)),
  ],
  ['a title', 'tables', 'tables/items/columns/2/values', () => ['Alter', null]],
  ['a title that is null', 'tables', 'tables/items/columns/2/values', () => ['Älter', '']],
  ['where an id ends', 'tables', 'tables/userIds', () => ['u1u', '2']],
  [
    'half of the items',
    'tables',
    'tables/interactions/itemIdx',
    (chunk) => (chunk as ArrayBuffer).slice(0, 6),
  ],
  ['one item more', 'tables', 'tables/interactions/itemIdx', () => new ArrayBuffer(16)],
  ['no record at all', 'tables', 'tables/interactions/itemIdx', () => undefined],
  ['texts in place of numbers', 'tables', 'tables/interactions/itemIdx', () => ['a', 'b', 'c']],
  ['numbers in place of texts', 'tables', 'tables/itemIds', () => new ArrayBuffer(24)],
  ['a view in place of its bytes', 'tables', 'tables/interactions/itemIdx', () => Int32Array.of(0, 2, 1)],
  ['a figure of the card', 'card', 'card/itemCounts', flipped(4)],
  ['a weight', 'model', 'weights', flipped(3)],
  ['a batch of what was put', 'events', 'batch', otherText],
  ['a batch without its sum', 'events', 'batch', (chunk) => [(otherText(chunk) as string[])[0]]],
  ['a batch that is none', 'events', 'batch', () => [null]],
  ['an answer', 'output', 'bytes', flipped(1)],
  ['a question', 'input', 'bytes', flipped(1)],
  ['an answer that is shorter', 'output', 'bytes', (chunk) => (chunk as ArrayBuffer).slice(0, 2)],
];

describe('what is stored', () => {
  it('is read as it was written', async () => {
    expect(await refusals()).toEqual([]);
    expect(await opened().readTables()).toEqual(tables());
  });

  it.each(DAMAGES)(
    'is refused by name with %s changed, and all else is read',
    async (_, of, part, change) => {
      await changed(keyOf[of](await written()), part, change);
      const code = of === 'model' ? 'MODEL_UNREADABLE' : 'DATABASE_DAMAGED';
      expect(await refusals()).toEqual([`${of} ${code}`]);
    },
  );

  it('is refused where two parts have changed places', async () => {
    const { data } = await written();
    const owner = data?.key ?? '';
    const entries = await chunks.entriesOf(owner);
    const [users, items] = ['userIdx', 'itemIdx'].map((name) =>
      entries.find(([[, part]]) => part === `tables/interactions/${name}`),
    );
    if (users === undefined || items === undefined) throw new RangeError('no such parts');
    await chunks.put([
      [users[0], items[1]],
      [items[0], users[1]],
    ]);
    expect(await refusals()).toEqual(['tables DATABASE_DAMAGED']);
  });

  it.each([
    ['no format', { format: undefined }],
    ['a format that is a text', { format: '3' }],
    ['half a format', { format: 2.5 }],
    ['the format before, with sums', { format: 2 }],
    ['no sums', { seal: undefined }],
    ['a name of another', { state: state(id, 2) }],
    ['no data', { data: null }],
    ['no models', { models: [] }],
    ['what was put forgotten', { tracked: undefined }],
    ['one thing more', { aside: undefined, extra: 1 }],
    ['what no JSON holds', { extra: 1n }],
  ])('is not opened with %s, and not written over', async (_, change) => {
    await put((before) => ({ ...before, ...change }));
    const before = await written();
    const store = opened();
    await expect(store.readState()).rejects.toMatchObject({
      code: 'DATABASE_DAMAGED',
      details: { part: 'list' },
    });
    await expect(store.writeState(full())).rejects.toMatchObject({ code: 'DATABASE_DAMAGED' });
    await expect(store.sweep()).rejects.toMatchObject({ code: 'DATABASE_DAMAGED' });
    expect(await written()).toEqual(before);
  });

  it.each([
    ['nothing', null],
    ['a text', 'x'],
    ['a list', []],
    ['bytes', Uint8Array.of(1)],
  ])('is not opened where the manifest is %s', async (_, manifest) => {
    await put(() => manifest);
    await expect(opened().readState()).rejects.toMatchObject({ code: 'DATABASE_DAMAGED' });
  });

  it('of a newer Foretaste is refused as such', async () => {
    await put((before) => ({ ...before, format: 4 }));
    await expect(opened().readState()).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
  });

  it('is left out where it is only a list that was served', async () => {
    const list = (number: number) => ({
      number,
      recommendationId: `r${number}`,
      source: 's',
      itemIds: ['u1'],
    });
    const store = opened();
    await store.writeServed(0, list(0));
    await store.writeServed(1, list(1));
    const [[key, chunk]] = await chunks.entriesOf('served');
    await chunks.put([[key, otherText(chunk)]]);
    expect(await opened().readServed()).toEqual([list(1)]);
  });
});

describe('what an earlier build has stored without sums', () => {
  beforeEach(async () => {
    await put((before) => withoutSums(before));
    for (const [key, chunk] of await chunks.entriesOf(keyOf.events(await written())))
      await chunks.put([[key, [(chunk as string[])[0]]]]);
  });

  it('opens as before, is not touched by reading, and has sums from the first writing on', async () => {
    const before = await written();
    const store = opened();
    const found = await store.readState();
    expect(await refusals(store)).toEqual([]);
    expect(await written()).toEqual(before);
    await store.writeState(found);
    expect(await refusals(store)).toEqual([]);
    const after = await written();
    expect(after).toMatchObject({ format: 3, seal: { state: expect.any(Number) as number } });
    await changed(keyOf.tables(after), 'tables/interactions/timestampSec', flipped(0));
    await changed(keyOf.events(after), 'batch', otherText);
    await changed(keyOf.output(after), 'bytes', flipped(0));
    expect(await refusals()).toEqual([
      'tables DATABASE_DAMAGED',
      'events DATABASE_DAMAGED',
      'output DATABASE_DAMAGED',
    ]);
  });

  it('grows by sums where it is the first writing that adds', async () => {
    const store = opened();
    await store.readState();
    await store.appendTracked(full(), batch);
    await store.appendFile(full(), output, Uint8Array.of(7));
    expect(await opened().readTracked()).toEqual([batch, batch, batch]);
    expect(await read.output(opened())).toEqual([Uint8Array.of(4, 5, 6), Uint8Array.of(7)]);
    expect((await written()).files?.map(({ sums }) => sums?.length)).toEqual([1, 2]);
  });

  it.each([
    [
      'items that are not there',
      'tables',
      'tables/interactions/itemIdx',
      () => Int32Array.of(0, 0x7f7f7f7f, 1).buffer,
    ],
    ['a batch of nothing', 'events', 'batch', () => ['{}']],
    ['a weight that is another', 'model', 'weights', flipped(3)],
  ] as const)('is refused by name with %s, as often as it is written', async (_, of, part, change) => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await changed(keyOf[of](await written()), part, change);
    const code = of === 'model' ? 'MODEL_UNREADABLE' : 'DATABASE_DAMAGED';
    const store = opened();
    const found = await store.readState();
    expect(await refusals(store)).toEqual([`${of} ${code}`]);
    await store.writeState(found);
    expect(await refusals(store)).toEqual([`${of} ${code}`]);
    expect(await refusals()).toEqual([`${of} ${code}`]);
  });

  it('takes no memory for a count that no record bears out', async () => {
    const long = <T>(part: T): T =>
      JSON.parse(
        JSON.stringify(part, (key, value: unknown) =>
          (key === 'length' || key === 'nRows') && value === 3 ? 2 ** 32 - 1 : value,
        ),
      ) as T;
    await put(({ data, models, ...before }) => {
      const whole = data?.tables as { interactions: Json; [table: string]: Json };
      const tables = { ...whole, interactions: long(whole.interactions) };
      return { ...before, data: { ...data, tables }, models: long(models) };
    });
    await expect(opened().readTables()).rejects.toMatchObject({ code: 'DATABASE_DAMAGED' });
    await expect(opened().readModel('a')).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
  });
});
