import { expect, inject, it } from 'vitest';
import { InProcessPool } from '../../src/engine/in-process-pool';
import { WorkerPool } from '../../src/worker/pool';
import { modelHashes } from '../support/model-hashes';

it('trains and answers to the same bytes in Chromium as in Node, for every recipe', async () => {
  expect(await modelHashes(new InProcessPool())).toEqual(inject('modelHashesOfNode'));
});

it.each([
  { size: 1, sharedMemory: false },
  { size: 2, sharedMemory: false },
  { size: 2, sharedMemory: true },
  { size: 4, sharedMemory: true },
])('and with $size compute workers, shared memory $sharedMemory', async ({ size, sharedMemory }) => {
  expect(globalThis.crossOriginIsolated).toBe(true);
  const pool = new WorkerPool({ size, sharedMemory });
  expect(await modelHashes(pool)).toEqual(inject('modelHashesOfNode'));
  pool.close();
});
