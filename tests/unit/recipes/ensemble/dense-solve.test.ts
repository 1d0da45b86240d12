import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Job, NumberArray, Pool, TaskArrays } from '../../../../src/domain/ports';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { solvedParts } from '../../../../src/recipes/ensemble/ensemble-parts';
import { fitParts } from '../../../../src/recipes/ensemble/fit-parts';
import { ownArrays } from '../../../../src/recipes/ensemble/dense-solve';
import { momentsOf } from '../../../../src/recipes/moments/moments';
import { planFor, type Plan } from '../../../../src/recipes/ensemble/ensemble-plan';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import type { WorkerPool } from '../../../../src/worker/pool';
import { syntheticHistories } from '../../../bench/synthetic';
import { nodePool } from '../../../../src/programs/cli/node-pool';
import { bundledThread } from '../../../support/bundled-thread';
import { full } from '../../../support/full';
import { processorMs } from '../../../support/processor-time';
import { configOf, uncancelled } from '../../../support/recipe-contract';

// More than four blocks of 64 items, the last one not full; and more users than items, then fewer.
const overItems = momentsOf(syntheticHistories({ users: 500, items: 300, interactions: 9000, seed: 5 }));
const overUsers = momentsOf(syntheticHistories({ users: 150, items: 600, interactions: 5000, seed: 6 }));

const ridges = [
  { decay: 0.75, lambda: 70 },
  { decay: 0.93, lambda: 100 },
];

function planOf(moments: typeof overItems): Plan {
  const plan = planFor(moments, configOf(userPersonalization));
  return { ...plan, ridges, ridgeItems: 290 };
}

/** The very bytes, so that even a zero's sign counts. */
function bytesOf(fit: TaskArrays): string[] {
  const name = (key: string, array: NumberArray): string =>
    `${key} ${createHash('sha256')
      .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
      .digest('hex')}`;
  return Object.entries(fit)
    .map(([key, array]) => name(key, array))
    .sort();
}

const script = await bundledThread();
const pools = new Map<string, WorkerPool>();
afterAll(() => pools.forEach((pool) => pool.close()));

/** The same pool for all tests: starting a thread takes longer than what it is to do. */
function poolOf(size: number, sharedMemory: boolean): WorkerPool {
  const key = `${size} ${sharedMemory}`;
  const pool = pools.get(key) ?? nodePool(size, sharedMemory, script);
  pools.set(key, pool);
  return pool;
}

describe('dense solves divided over workers', () => {
  const few = [
    [2, true],
    [1, false],
  ] as const;
  const more = [
    [2, false],
    [1, true],
    [4, true],
  ] as const;
  const cases = [
    { name: 'over items', moments: overItems, form: 'items' },
    { name: 'over users', moments: overUsers, form: 'users' },
  ];
  it.each(cases)('$name: the bytes of one thread, whoever does which tile', async ({ moments, form }) => {
    const plan = planOf(moments);
    const parts = solvedParts(plan);
    expect(plan.ease?.form).toBe(form);
    expect(parts).toEqual(['ease', 'bag', 'ridge0', 'ridge1']);
    const solve = async (pool: Pool): Promise<string[]> => {
      const fit = await fitParts(parts, moments, plan, pool, uncancelled);
      const bytes = bytesOf(ownArrays(fit));
      // The next one is solved where this one was.
      pool.giveBack(Object.values(fit));
      return bytes;
    };
    const alone = await solve(new InProcessPool());
    for (const [size, shared] of full ? [...few, ...more] : few) {
      for (const time of [1, 2]) {
        const solved = await solve(poolOf(size, shared));
        expect(solved, `${size} workers, shared ${shared}, time ${time}`).toEqual(alone);
      }
    }
  });

  it('leaves what is kept in no memory that threads share, and what is asked where it is', async () => {
    const fit = await fitParts(['ease'], overItems, planOf(overItems), poolOf(2, true), uncancelled);
    expect(fit.easeWeights.buffer).toBeInstanceOf(SharedArrayBuffer);
    for (const array of Object.values(ownArrays(fit))) expect(array.buffer).toBeInstanceOf(ArrayBuffer);
  });
});

describe('a dense solve that is stopped', () => {
  // Solved, this would take tens of seconds.
  const large = momentsOf(syntheticHistories({ users: 4000, items: 4000, interactions: 80_000, seed: 7 }));
  const plan: Plan = { ...planOf(large), ease: { form: 'items', maxItems: 3600 } };

  it('ends its two workers within 200 ms of each, and the pool works on', async () => {
    const pool = poolOf(2, true);
    const small = planOf(overItems);
    const again = async () => bytesOf(await fitParts(['ease'], overItems, small, pool, uncancelled));
    const expected = await again();
    let stoppedMs = Infinity;
    const job = stoppingAfter(300, () => (stoppedMs = processorMs()));
    await expect(fitParts(['ease'], large, plan, pool, job)).rejects.toThrow('stopped');
    expect(processorMs() - stoppedMs).toBeLessThan(2 * 200);
    const before = processorMs();
    expect(await again()).toEqual(expected);
    // With workers still at the large solve this would wait for it.
    expect(processorMs() - before).toBeLessThan(10_000);
  });
});

function stoppingAfter(ms: number, onStop: () => void): Job {
  let from: number | null = null;
  return {
    stopped: false,
    checkpoint: async () => {
      from ??= performance.now();
      if (performance.now() - from < ms) return;
      onStop();
      throw new RangeError('stopped');
    },
  };
}
