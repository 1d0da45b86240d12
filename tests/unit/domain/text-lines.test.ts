import { expect, it } from 'vitest';
import { chunksFrom } from '../../../src/domain/stream-chunks';
import { linesIn } from '../../../src/domain/text-lines';

async function linesOf(pieces: readonly string[], most?: number): Promise<(readonly string[])[]> {
  const found: (readonly string[])[] = [];
  const given = async function* (): AsyncGenerator<string> {
    yield* pieces;
  };
  for await (const lines of linesIn(given(), most)) found.push(lines);
  return found;
}

it('finds the lines of a text wherever its pieces are cut', async () => {
  expect(await linesOf(['a\nb', 'c', 'd\n', '\ne'])).toEqual([['a'], ['bcd'], [''], ['e']]);
  expect(await linesOf(['a\n'])).toEqual([['a']]);
  expect(await linesOf([])).toEqual([]);
});

it('keeps no more than asked of a line that does not end', async () => {
  expect(await linesOf(['abc', 'def', 'g\nh'], 2)).toEqual([['abg'], ['h']]);
});

it('reads a stream to its end, and cancels it where nobody reads on', async () => {
  let cancelled = 0;
  const stream = (): ReadableStream<number> => {
    let next = 0;
    return new ReadableStream({
      pull: (controller) => (next < 3 ? controller.enqueue(next++) : controller.close()),
      cancel: () => void cancelled++,
    });
  };
  const all: number[] = [];
  for await (const chunk of chunksFrom(stream().getReader())) all.push(chunk);
  expect(all).toEqual([0, 1, 2]);
  expect(cancelled).toBe(0);
  for await (const chunk of chunksFrom(stream().getReader())) if (chunk === 1) break;
  expect(cancelled).toBe(1);
});
