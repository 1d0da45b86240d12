import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { StoredModel } from '../../../src/domain/model';
import { Rng } from '../../../src/kernels/rng';
import { readModelFile, unzipped, writeModelFile } from '../../../src/takeaway/model-file';
import { appError } from '../../support/app-error';

const rng = new Rng(3, 'file');
const floats = Float32Array.from({ length: 4000 }, () => rng.uniform() * 2 - 1);
const stored: StoredModel = {
  header: { format: 1, recipe: 'aws-hrnn', seed: 1, nUsers: 0, nItems: 4, rows: 9, config: { a: [1, 'b'] } },
  arrays: {
    floats,
    doubles: Float64Array.from({ length: 5 }, (_, k) => k / 3),
    offsets: Int32Array.from({ length: 2000 }, (_, k) => 200 * k),
    items: Int32Array.from({ length: 2000 }, (_, k) => (k * 7919) % 60_000),
    negative: Int32Array.of(-1, 5, 70_000),
    zeros: Float64Array.of(0, -0, 1),
    large: Float64Array.of(2 ** 40, 1.7e9),
    none: new Int32Array(0),
  },
};
const facts = { eventTypes: ['view'], newestSec: 12.5, about: { recipe: 'aws-hrnn' } };

describe('a model as one file', () => {
  it('comes back to the last bit, minus zero included, in less room than it takes', () => {
    const file = writeModelFile(stored, facts, 32);
    const read = readModelFile(file.buffer);
    expect(read).toEqual({ stored, facts });
    expect(Object.is(read.stored.arrays.zeros[1], -0)).toBe(true);
    const whole = Object.values(stored.arrays).reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(file.length).toBeLessThan(0.8 * whole);
  });

  it.each([
    [8, 1 / 127, 0.3],
    [16, 1 / 32_767, 0.55],
  ] as const)('in %s bits differs by no more than half a step', (bits, step, share) => {
    const file = writeModelFile({ ...stored, arrays: { floats } }, facts, bits);
    const { arrays } = readModelFile(file.buffer).stored;
    const most = floats.reduce((worst, value, k) => Math.max(worst, Math.abs(value - arrays.floats[k])), 0);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(0.51 * step);
    expect(file.length).toBeLessThan(share * floats.byteLength + 1000);
  });

  it('says so where it is cut off, or none at all', () => {
    const file = writeModelFile(stored, facts, 32);
    for (const bytes of [
      new ArrayBuffer(3),
      file.buffer.slice(0, 40),
      file.buffer.slice(0, file.length - 64),
    ])
      expect(() => readModelFile(bytes)).toThrow(appError('MODEL_UNREADABLE'));
  });

  it('is unpacked where it was packed, and says where that is cut off', async () => {
    const file = writeModelFile(stored, facts, 32);
    const packed = gzipSync(file, { mtime: 0 });
    expect(readModelFile(await unzipped(packed.slice().buffer))).toEqual({ stored, facts });
    expect(await unzipped(file.buffer)).toBe(file.buffer);
    const cut = packed.slice(0, packed.length >> 1).buffer;
    await expect(unzipped(cut)).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
  });
});
