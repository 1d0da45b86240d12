import { expect, inject, it } from 'vitest';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import { WorkerPool } from '../../src/worker/pool';
import { modelHashes } from '../support/model-hashes';

// In the short run the pools say it of Chromium too.
it.runIf(inject('full'))(
  'trains and answers to the same bytes in Chromium as in Node, for every recipe',
  async () => {
    expect(await modelHashes(new InProcessPool(), true)).toEqual(inject('modelHashesOfNode'));
  },
);

/**
 * Few workers that pass copies, and many that share. In the short run each trains every other recipe, so that both meet
 * ensembles, networks and transformers, and every model is trained once; in the full run each trains all.
 */
const pools = [
  { size: 2, sharedMemory: false },
  { size: 4, sharedMemory: true },
];
const more = [
  { size: 1, sharedMemory: false },
  { size: 2, sharedMemory: true },
];

it.each(inject('full') ? [...pools, ...more] : pools)(
  'gives the same bytes in Chromium as in Node with $size compute workers, shared memory $sharedMemory',
  async ({ size, sharedMemory }) => {
    expect(globalThis.crossOriginIsolated).toBe(true);
    const expected = Object.entries(inject('modelHashesOfNode')).filter(
      (_, k) => inject('full') || k % 2 === Number(sharedMemory),
    );
    const names = expected.map(([name]) => name);
    const start = () => new Worker(inject('workers').compute, { type: 'module' });
    const pool = new WorkerPool({ size, sharedMemory, start });
    expect(await modelHashes(pool, inject('full'), names)).toEqual(Object.fromEntries(expected));
    pool.close();
  },
);
