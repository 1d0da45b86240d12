import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { uncancelled as job } from '../../../../src/domain/ports';
import { check } from '../../../../src/import/judge/check';
import { memorySource, type SourceFile } from '../../../../src/import/open/bytes/source';
import { Stage } from '../../../../src/import/open/opened';
import { inspect } from '../../../../src/import/propose/inspect';
import { importTables } from '../../../../src/import/store/import-tables';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A source that counts how often it is opened. */
function counted(path: string, bytes: Uint8Array<ArrayBuffer>): { source: SourceFile; opens: () => number } {
  let opens = 0;
  const memory = memorySource(path, bytes);
  const source: SourceFile = {
    path,
    sizeBytes: bytes.length,
    stream: () => {
      opens++;
      return memory.stream();
    },
  };
  return { source, opens: () => opens };
}

function log(rows: number, { header = 'user,film,title,when', date = false, wide = '' } = {}): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const day = `${(i % 12) + 1}/${(i % 12) + 1}/2021`;
    return `u${i % 211},f${i % 97},The film ${i % 97}${wide},${date ? day : 1_600_000_000 + i}`;
  });
  return `${header}\n${lines.join('\n')}\n`;
}

/** Opens of each stage: inspect, check, import. */
async function opensOf(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<readonly number[]> {
  const { source, opens } = counted(path, bytes);
  const { proposal, sources } = await inspect([source], 'relaxed', job);
  const [inspected, before] = [opens(), opens()];
  await check(sources, proposal.plan, null, job);
  const checked = opens() - before;
  await importTables(sources, proposal.plan, null, job);
  return [inspected, checked, opens() - before - checked];
}

const small = log(3000);
const records = small
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [user, film, title, when] = line.split(',');
    return JSON.stringify({ user, film, title, when: Number(when) });
  });

describe('a stage opens a source at most once', () => {
  test.each([
    ['a CSV whose items are derived from it', 'log.csv', bytesOf(small)],
    ['one whose dates can be read in two ways', 'log.csv', bytesOf(log(3000, { date: true }))],
    [
      'one that is longer than what is kept',
      'log.csv',
      bytesOf(log(60_000, { wide: ' '.repeat(1) + 'x'.repeat(60) })),
    ],
    [
      'one with dates that is longer than what is kept',
      'log.csv',
      bytesOf(log(60_000, { date: true, wide: 'x'.repeat(60) })),
    ],
    ['a gzipped CSV', 'log.csv.gz', gzipSync(bytesOf(small)) as Uint8Array<ArrayBuffer>],
    ['JSON Lines', 'log.jsonl', bytesOf(records.join('\n'))],
  ])('%s', async (_, path, bytes) => {
    const opens = await opensOf(path, bytes);
    expect(Math.max(...opens), `inspect, check, import: ${opens.join()}`).toBeLessThanOrEqual(1);
  });
});

describe('what a stage has opened', () => {
  const text = 'x'.repeat(300_000);

  async function read(source: SourceFile): Promise<number> {
    let length = 0;
    const reader = source.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return length;
      length += value.length;
    }
  }

  test('two who read at once both get all of it', async () => {
    const { source, opens } = counted('a.csv', bytesOf(text));
    const stage = new Stage();
    const opened = stage.open(source);
    expect(await Promise.all([read(opened), read(opened)])).toEqual([text.length, text.length]);
    expect(opens()).toBe(1);
    await stage.close();
    expect(await read(opened)).toBe(text.length);
    expect(opens()).toBe(2);
  });

  test('who stops early leaves the rest to the others', async () => {
    const { source } = counted('a.csv', bytesOf('y'.repeat(6 << 20)));
    const stage = new Stage();
    const opened = stage.open(source);
    const reader = opened.stream().getReader();
    await reader.read();
    await reader.cancel();
    expect(await read(opened)).toBe(6 << 20);
    expect(await read(opened)).toBe(6 << 20);
    await stage.close();
  });

  test('a stream that breaks off does so for everybody', async () => {
    const broken: SourceFile = {
      path: 'a.csv',
      sizeBytes: 10,
      stream: () =>
        new ReadableStream({
          pull(controller) {
            controller.error(new Error('gone'));
          },
        }),
    };
    const stage = new Stage();
    const opened = stage.open(broken);
    await expect(read(opened)).rejects.toThrow('gone');
    await expect(read(opened)).rejects.toThrow('gone');
    await stage.close();
  });
});
