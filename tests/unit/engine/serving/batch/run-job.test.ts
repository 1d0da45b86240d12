import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FileName } from '../../../../../src/domain/files';
import type { ProjectStore } from '../../../../../src/engine/project/store-port';
import { MemoryCatalogue } from '../../../../../src/store/memory-catalogue';
import { IdbCatalogue } from '../../../../../src/store/catalogue';
import { batchJob, batchStudio, createBatch, ended, outputOf } from '../../../../support/batch-studio';
import { nodeStudio } from '../../../../support/studio-in-node';
import { eventually } from '../../../../support/eventually';

const noLoss = (): void => {
  throw new Error('the database was taken away');
};
beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));

/** Lines told apart by a number, every seventh wrong and every eleventh blank. */
function manyLines(n: number): string {
  const line = (k: number): string =>
    k % 11 === 3
      ? ''
      : k % 7 === 2
        ? `{"userId": ${k}}`
        : `{"userId": "${(k % 6) + 1}", "n": ${k}, "pad": "${'x'.repeat(200)}"}`;
  return Array.from({ length: n }, (_, k) => `${line(k)}\n`).join('');
}

describe('a job of ten thousand lines', () => {
  /** Files in small chunks, which counts what has been read of the input and not yet been written of the output. */
  class CountingCatalogue extends MemoryCatalogue {
    linesRead = 0;
    linesWritten = 0;
    mostBetween = 0;
    longestPart = 0;
    override async create(): Promise<ProjectStore> {
      const store = await super.create();
      const { readFile, appendFile } = store;
      store.readFile = (file) => this.inPieces(file, readFile.call(store, file));
      store.appendFile = async (state, file, bytes) => {
        await appendFile.call(store, state, file, bytes);
        this.linesWritten += newlinesIn(bytes);
        this.longestPart = Math.max(this.longestPart, bytes.length);
      };
      return store;
    }
    async *inPieces(
      file: FileName,
      chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
    ): AsyncGenerator<Uint8Array<ArrayBuffer>> {
      for await (const chunk of chunks)
        for (let at = 0; at < chunk.length; at += 4096) {
          const piece = chunk.subarray(at, at + 4096);
          if (file.role === 'input') this.linesRead += newlinesIn(piece);
          this.mostBetween = Math.max(this.mostBetween, this.linesRead - this.linesWritten);
          yield piece;
        }
    }
  }
  const newlinesIn = (bytes: Uint8Array): number =>
    bytes.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);

  it('never holds more than a part of them in memory', async () => {
    const files = new CountingCatalogue();
    const site = await batchStudio({ catalogue: files });
    const text = Array.from({ length: 10_000 }, (_, k) => `{"userId":"${k % 7}","n":${k}}\n`).join('');
    const arn = await createBatch(site.node, await site.version('aws-popularity-count'), text);
    expect(await ended(site.node, arn)).toMatchObject({ status: 'ACTIVE', lines: 10_000, failedLines: 0 });
    expect(files.linesWritten).toBe(10_000);
    // A part of 256 K characters is some 2,600 of these lines; a chunk or two of input is read ahead.
    expect(files.longestPart).toBeLessThan(280_000);
    expect(files.mostBetween).toBeLessThan(3_500);
    const output = (await outputOf(site.node))?.trimEnd().split('\n') ?? [];
    expect(output.map((line) => JSON.parse(line).input.n)).toEqual(
      Array.from({ length: 10_000 }, (_, k) => k),
    );
  });
});

describe('a job that is cut off', () => {
  const lines = manyLines(4000);

  let whole: string | null;
  beforeAll(async () => {
    const site = await batchStudio();
    const arn = await createBatch(site.node, await site.version('aws-user-personalization'), lines);
    await ended(site.node, arn);
    whole = await outputOf(site.node);
  });

  it('by a page that closes, is interrupted, and goes on to the same bytes', async () => {
    const catalogue = await IdbCatalogue.open(noLoss);
    const site = await batchStudio({ catalogue });
    const arn = await createBatch(site.node, await site.version('aws-user-personalization'), lines);
    while (batchJob(site.node, arn).lines === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const quiet = vi.spyOn(console, 'warn').mockReturnValue();
    // From here on nothing that this page does reaches the disk.
    const gone = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('gone', 'AbortError');
    });
    await eventually(() => expect(quiet).toHaveBeenCalled());
    gone.mockRestore();
    quiet.mockRestore();

    const next = nodeStudio({ catalogue, seed: 2 });
    await next.studio.openProject(site.state.project.id);
    const cut = batchJob(next, arn);
    expect(cut).toMatchObject({ status: 'CREATE FAILED', failureReason: 'interrupted' });
    const written = ((await outputOf(next)) ?? '').split('\n').length - 1;
    expect(cut.lines).toBe(written);
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(3600);
    await next.studio.invoke('ResumeBatchInferenceJob', { batchInferenceJobArn: arn });
    const done = await ended(next, arn);
    expect(done).toMatchObject({ status: 'ACTIVE' });
    expect(done).not.toHaveProperty('failureReason');
    expect(done).not.toHaveProperty('progress');
    const text = await outputOf(next);
    expect(text).toBe(whole);
    expect(text?.trimEnd().split('\n')).toHaveLength(done.lines);
  });

  it('by somebody who stops it, resumes to the same bytes; its counts are those of the whole', async () => {
    const site = await batchStudio();
    const arn = await createBatch(site.node, await site.version('aws-user-personalization'), lines);
    while (batchJob(site.node, arn).lines === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const asked = { batchInferenceJobArn: arn };
    await site.node.studio.invoke('StopBatchInferenceJob', asked);
    const stopped = await ended(site.node, arn);
    expect(stopped).toMatchObject({ status: 'CREATE FAILED', failureReason: 'stopped' });
    expect(stopped.progress?.bytesRead).toBeGreaterThan(0);
    expect(stopped.progress?.bytesRead).toBeLessThan(lines.length);
    expect(stopped.progress?.totalBytes).toBe(lines.length);
    await site.node.studio.invoke('ResumeBatchInferenceJob', asked);
    const blank = Array.from({ length: 4000 }, (_, k) => k % 11 === 3).filter(Boolean).length;
    const wrong = Array.from({ length: 4000 }, (_, k) => k % 11 !== 3 && k % 7 === 2).filter(Boolean).length;
    expect(await ended(site.node, arn)).toMatchObject({ lines: 4000 - blank, failedLines: wrong });
    expect(await outputOf(site.node)).toBe(whole);
    await expect(site.node.studio.invoke('ResumeBatchInferenceJob', asked)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('while it waits for its turn, stops at once and can be resumed from its start', async () => {
    const site = await batchStudio();
    const version = await site.version('aws-popularity-count');
    const first = await createBatch(site.node, version, lines, { jobName: 'first' });
    const second = await createBatch(site.node, version, '{"userId": "1"}', { jobName: 'second' });
    await site.node.studio.invoke('StopBatchInferenceJob', { batchInferenceJobArn: second });
    expect(batchJob(site.node, second)).toMatchObject({ status: 'CREATE FAILED', failureReason: 'stopped' });
    expect(await ended(site.node, first)).toMatchObject({ status: 'ACTIVE' });
    expect(batchJob(site.node, second).status).toBe('CREATE FAILED');
    await site.node.studio.invoke('ResumeBatchInferenceJob', { batchInferenceJobArn: second });
    expect(await ended(site.node, second)).toMatchObject({ status: 'ACTIVE', lines: 1 });
  });

  it('in the second of its files, goes on there', async () => {
    const site = await batchStudio();
    const version = await site.version('aws-user-personalization');
    site.node.studio.registerFile('s3://in/folder/one.jsonl', new Blob(['{"userId": "1"}\n{"userId": 1}\n']));
    site.node.studio.registerFile('s3://in/folder/two.jsonl', new Blob([lines]));
    const arn = await createBatch(site.node, version, '', {
      jobInput: { s3DataSource: { path: 's3://in/folder' } },
    });
    while (batchJob(site.node, arn).lines < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    await site.node.studio.invoke('StopBatchInferenceJob', { batchInferenceJobArn: arn });
    expect((await ended(site.node, arn)).progress?.files).toBe(1);
    await site.node.studio.invoke('ResumeBatchInferenceJob', { batchInferenceJobArn: arn });
    expect(await ended(site.node, arn)).toMatchObject({ status: 'ACTIVE' });
    const two = await (await site.node.studio.readFile('s3://out/two.jsonl.out'))?.text();
    expect(two).toBe(whole);
    const one = await (await site.node.studio.readFile('s3://out/one.jsonl.out'))?.text();
    expect(one?.split('\n').map((line) => (line === '' ? null : JSON.parse(line).error))).toEqual([
      null,
      'User error: B03',
      null,
    ]);
  });

  it('keeps why its first line failed, should all others fail too', async () => {
    const site = await batchStudio();
    const wrong = Array.from({ length: 3000 }, (_, k) =>
      k === 0 ? '{"item": "1"}\n' : `{"userId": ${k}, "pad": "${'x'.repeat(200)}"}\n`,
    ).join('');
    const arn = await createBatch(site.node, await site.version('aws-popularity-count'), wrong);
    while (batchJob(site.node, arn).lines === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await site.node.studio.invoke('StopBatchInferenceJob', { batchInferenceJobArn: arn });
    await ended(site.node, arn);
    await site.node.studio.invoke('ResumeBatchInferenceJob', { batchInferenceJobArn: arn });
    const failed = await ended(site.node, arn);
    expect(failed).toMatchObject({ status: 'CREATE FAILED', failureReason: 'B02', failedLines: 3000 });
    expect(failed).not.toHaveProperty('progress');
  });
});

describe('a job that is deleted', () => {
  it('takes its files with it, and cannot be deleted while it runs', async () => {
    const catalogue = await IdbCatalogue.open(noLoss);
    const site = await batchStudio({ catalogue });
    const before = site.state.project.sizeBytes;
    const version = await site.version('aws-popularity-count');
    const size = (): number => {
      const states = site.node.events.flatMap((event) =>
        event.kind === 'state' && event.state !== null ? [event.state] : [],
      );
      return states.at(-1)?.project.sizeBytes ?? before;
    };
    const trained = size();
    const arn = await createBatch(site.node, version, manyLines(3000));
    expect(size(), 'with the copy of its input').toBeGreaterThan(trained + 300_000);
    const asked = { batchInferenceJobArn: arn };
    await expect(site.node.studio.invoke('DeleteBatchInferenceJob', asked)).rejects.toMatchObject({
      code: 'RESOURCE_IN_USE',
    });
    await ended(site.node, arn);
    await eventually(() => expect(size()).toBeGreaterThan(trained + 600_000));
    await site.node.studio.invoke('DeleteBatchInferenceJob', asked);
    expect(size()).toBe(trained);
    expect(await outputOf(site.node)).toBeNull();
    await expect(site.node.studio.invoke('DescribeBatchInferenceJob', asked)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('a request for a job', () => {
  it.each([
    ['more bytes than a job takes', 'TOO_LARGE', {}],
    ['a number of results out of range', 'J03', { numResults: 0 }],
    ['a segment of an inference recipe', 'J01', { operation: 'CreateBatchSegmentJob' }],
    ['a filter of people', 'J06', { filter: 'INCLUDE UserID WHERE Users.AGE > 3' }],
    [
      'exploration where there is none',
      'INVALID_INPUT',
      { batchInferenceJobConfig: { itemExplorationConfig: { explorationWeight: '0.3' } } },
    ],
  ])(
    'for %s is refused as %s, and leaves nothing',
    async (what, code, { filter, ...more }: Record<string, unknown>) => {
      const site = await batchStudio();
      const version = await site.version('aws-popularity-count');
      const large = { size: 1e9 + 1 } as Blob;
      let filterArn = {};
      if (typeof filter === 'string') {
        const [group] = (await site.node.studio.invoke('ListDatasetGroups', {})).datasetGroups as {
          datasetGroupArn: string;
        }[];
        filterArn = await site.node.studio.invoke('CreateFilter', {
          name: 'people',
          datasetGroupArn: group.datasetGroupArn,
          filterExpression: filter,
        });
      }
      await expect(
        createBatch(site.node, version, what.startsWith('more bytes') ? large : '{"userId": "1"}', {
          ...(more as object),
          ...filterArn,
        }),
      ).rejects.toMatchObject({ code });
      expect((await site.node.studio.invoke('ListBatchInferenceJobs', {})).batchInferenceJobs).toEqual([]);
    },
  );

  it('finds no room for its input, and says how much is missing', async () => {
    const catalogue = await IdbCatalogue.open(noLoss);
    const site = await batchStudio({ catalogue });
    const version = await site.version('aws-popularity-count');
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 100, usage: 95 }) } });
    await expect(createBatch(site.node, version, '{"userId": "1"}\n')).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { neededBytes: 16, freeBytes: 5 },
    });
    vi.unstubAllGlobals();
    expect((await site.node.studio.invoke('ListBatchInferenceJobs', {})).batchInferenceJobs).toEqual([]);
  });

  it.each([
    ['in memory', async () => new MemoryCatalogue()],
    ['in the browser', async () => IdbCatalogue.open(noLoss)],
  ])('lets other changes be stored while its input is copied, %s', async (_, open) => {
    const site = await batchStudio({ catalogue: await open() });
    const version = await site.version('aws-user-personalization');
    const { studio } = site.node;
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const bytes = new TextEncoder().encode('{"userId": "1"}\n{"userId": "2"}\n');
    const slow = {
      size: bytes.length,
      slice: () => ({
        arrayBuffer: async () => {
          await released;
          return bytes.buffer;
        },
      }),
    } as unknown as Blob;
    const creating = createBatch(site.node, version, slow);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await studio.renameProject(site.state.project.id, 'renamed');
    expect((await studio.invoke('ListBatchInferenceJobs', {})).batchInferenceJobs).toEqual([]);
    release();
    expect(await ended(site.node, await creating)).toMatchObject({ status: 'ACTIVE', lines: 2 });
  });

  it('for a folder keeps files of the same name below it apart', async () => {
    const site = await batchStudio();
    const { studio } = site.node;
    studio.registerFile('s3://in/day/a/x.jsonl', new Blob(['{"userId": "1"}\n']));
    studio.registerFile('s3://in/day/b/x.jsonl', new Blob(['{"userId": "2"}\n']));
    const jobInput = { s3DataSource: { path: 's3://in/day/' } };
    const version = await site.version('aws-popularity-count');
    const arn = await createBatch(site.node, version, '', { jobInput });
    expect(await ended(site.node, arn)).toMatchObject({ status: 'ACTIVE', lines: 2 });
    const users = await Promise.all(
      ['a', 'b'].map(async (folder) => {
        const text = await (await studio.readFile(`s3://out/${folder}/x.jsonl.out`))?.text();
        return (text ?? '')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line).input.userId);
      }),
    );
    expect(users).toEqual([['1'], ['2']]);
  });

  it('that says nothing of exploration explores by the defaults, and with weight 0 not at all', async () => {
    const site = await batchStudio();
    const version = await site.version('aws-user-personalization');
    const input = Array.from({ length: 6 }, (_, k) => `{"userId": "${k + 1}"}\n`).join('');
    const listed = async (jobName: string, config: object): Promise<string | undefined> => {
      const jobOutput = { s3DataDestination: { path: `s3://${jobName}/` } };
      const asked = { jobName, jobOutput, ...config };
      const arn = await createBatch(site.node, version, input, asked);
      expect(await ended(site.node, arn)).toMatchObject({ status: 'ACTIVE', failedLines: 0 });
      return (await site.node.studio.readFile(`s3://${jobName}/${jobName}.jsonl.out`))?.text();
    };
    const exploring = (explorationWeight: string) => ({
      batchInferenceJobConfig: {
        itemExplorationConfig: { explorationWeight, explorationItemAgeCutOff: '30' },
      },
    });
    const plain = await listed('plain', {});
    expect(plain).toBe(await listed('default', exploring('0.3')));
    expect(plain).not.toBe(await listed('never', exploring('0')));
  });

  it('may name the output of an earlier job', async () => {
    const site = await batchStudio();
    const version = await site.version('aws-popularity-count');
    await ended(site.node, await createBatch(site.node, version, '{"userId": "1"}\n'));
    const again = await createBatch(site.node, version, '', {
      jobName: 'again',
      jobInput: { s3DataSource: { path: 's3://out/nightly.jsonl.out' } },
    });
    expect(await ended(site.node, again)).toMatchObject({ status: 'CREATE FAILED', failureReason: 'B02' });
  });
});
