import { describe, expect, it } from 'vitest';
import { describeError } from '../../../../../src/words/copy/errors';
import { blobSource } from '../../../../../src/import/open/bytes/source';
import { isAppError } from '../../../../../src/domain/errors';
import { readBatchLine } from '../../../../../src/engine/serving/batch/batch-line';
import { linesOf } from '../../../../../src/engine/serving/batch/lines-of';
import { batchStudio, createBatch, ended } from '../../../../support/batch-studio';

describe('lines that ask about everybody', () => {
  it.each([
    ['aws-popularity-count', 6, '{"userId":"1","filterValues":{"G":"x"}}'],
    ['aws-sims', 4, '{"itemId":"a","filterValues":{"G":"x"}}'],
    ['aws-personalized-ranking', 6, '{"userId":"1","itemList":["a","b","c","d"],"filterValues":{"G":"x"}}'],
    ['aws-item-affinity', 4, '{"itemId":"a","filterValues":{"G":"x"}}'],
    [
      'aws-item-attribute-affinity',
      3,
      '{"itemAttributes":"ITEMS.GENRE = \\"comedy\\"","filterValues":{"G":"x"}}',
    ],
  ] as const)('are those of %s, and a job takes them', async (recipe, count, first) => {
    const { node, version } = await batchStudio();
    const solutionVersionArn = await version(recipe);
    const path = 's3://all/input.jsonl';
    const filterValues = { G: 'x' };
    const made = await node.studio.invoke('WriteBatchInput', { solutionVersionArn, path, filterValues });
    expect(made).toEqual({ path, lines: count });
    const text = (await (await node.studio.readFile(path))?.text()) ?? '';
    expect(text.split('\n')[0]).toBe(first);
    const isSegment = recipe.startsWith('aws-item-a');
    const job = await createBatch(node, solutionVersionArn, text, {
      operation: isSegment ? 'CreateBatchSegmentJob' : 'CreateBatchInferenceJob',
    });
    expect(await ended(node, job)).toMatchObject({ status: 'ACTIVE', lines: count, failedLines: 0 });
  });
});

describe('the lines of a file', () => {
  const told = async (bytes: Uint8Array<ArrayBuffer>): Promise<{ lines: string[]; read: number }> => {
    const lines: string[] = [];
    let read = 0;
    // In pieces of every size, so that each letter is cut somewhere.
    const stream = (): ReadableStream<Uint8Array> =>
      new ReadableStream({
        start(controller) {
          for (let at = 0, size = 1; at < bytes.length; at += size, size = (size % 5) + 1)
            controller.enqueue(bytes.subarray(at, at + size));
          controller.close();
        },
      });
    const file = { path: 'in.jsonl', sizeBytes: bytes.length, stream };
    for await (const line of linesOf(file, (count) => (read += count))) lines.push(line);
    return { lines, read };
  };
  const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

  it('are UTF-8 without the mark at the start, however they are cut', async () => {
    const text = '{"userId":"José"}\n{"userId":"東京🍣"}\n\n{"userId":"\ufffd"}';
    const { lines, read } = await told(utf8(`\ufeff${text}`));
    expect(lines).toEqual(text.split('\n'));
    expect(read).toBe(utf8(text).length + 1);
    for (const line of lines.filter(Boolean))
      expect(() => readBatchLine(line, 1, 'aws-popularity-count')).not.toThrow();
  });

  it('keep the beginning alone of one that is too long, so that it is no request', async () => {
    const long = `{"userId":"1","pad":"${'x🍣'.repeat(2 << 20)}"}`;
    const file = blobSource('in.jsonl', new Blob([long, '\n{"userId":"2"}\n', long]));
    const lines: string[] = [];
    let read = 0;
    for await (const line of linesOf(file, (bytes) => (read += bytes))) lines.push(line);
    expect(read, 'what was left out is read too').toBe(file.sizeBytes + 1);
    const kept = long.slice(0, 1 << 20);
    expect(lines.map((line) => line === kept)).toEqual([true, false, true]);
    expect(lines[1]).toBe('{"userId":"2"}');
    expect(() => readBatchLine(kept, 1, 'aws-popularity-count')).toThrow('B01');
  });

  it('fail one by one where bytes are no UTF-8, instead of asking about somebody else', async () => {
    const latin1 = Uint8Array.from('{"userId":"a"}\n{"userId":"Jos\xe9"}\n{"userId":"b"}', (c) =>
      c.charCodeAt(0),
    );
    const { lines, read } = await told(latin1);
    expect(read).toBe(latin1.length + 1);
    const outcomes = lines.map((line, at) => {
      try {
        return readBatchLine(line, at + 1, 'aws-popularity-count').userId;
      } catch (error) {
        return isAppError(error) ? `${describeError(error).what}` : 'crash';
      }
    });
    expect(outcomes).toEqual(['a', 'Line 2 holds bytes that are not UTF-8: “{"userId":"Jos\ufffd"}”.', 'b']);
  });
});
