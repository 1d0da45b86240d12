import { expect, it } from 'vitest';
import { crc32 } from '../../../src/domain/crc32';
import { noise } from '../../fixtures/corpus/making';

it('is the CRC-32 of zip files, in pieces of any length', () => {
  expect(crc32(0, new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  const bytes = noise(1000);
  for (const cut of [0, 1, 7, 8, 9, 500, 1000])
    expect(crc32(crc32(0, bytes.subarray(0, cut)), bytes.subarray(cut))).toBe(crc32(0, bytes));
});
