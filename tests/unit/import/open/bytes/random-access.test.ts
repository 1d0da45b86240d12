import { expect, it } from 'vitest';
import { memorySource } from '../../../../../src/import/open/bytes/source';
import { randomAccess } from '../../../../../src/import/open/bytes/random-access';

it('asks for no more bytes than the file has, whatever it says of itself', async () => {
  const asked: number[] = [];
  const source = {
    ...memorySource('t.parquet', Uint8Array.of(1, 2, 3)),
    slice: async (from: number, to: number) => {
      asked.push(to - from);
      return new Uint8Array(to - from);
    },
  };
  const file = await randomAccess(source, 'parquet', false);
  expect((await file.slice(1, 2 ** 40)).byteLength).toBe(2);
  expect(asked).toEqual([2]);
});
