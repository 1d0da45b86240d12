import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job, Pool } from '../../../../src/domain/ports';
import { historyOf } from '../../../../src/domain/queries';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { targetRanks, topItems } from '../../../../src/recipes/ask-users';
import type { Model, Recipe } from '../../../../src/recipes/recipe';
import { sims } from '../../../../src/recipes/sims';
import { trendingNow } from '../../../../src/recipes/trending-now';
import { userPersonalizationV2 } from '../../../../src/recipes/transformer-recipes';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import type { WorkerPool } from '../../../../src/worker/pool';
import { nodePool } from '../../../../src/programs/cli/node-pool';
import { bundledThread } from '../../../support/bundled-thread';
import { checkerboard } from '../../../support/checkerboard';
import { full } from '../../../support/full';
import { configOf, uncancelled } from '../../../support/recipe-contract';

const board = checkerboard(50);
const recipes: readonly Recipe[] = [userPersonalization, sims, trendingNow, userPersonalizationV2];
const script = await bundledThread();
const users = Array.from({ length: 30 }, (_, userIdx) => historyOf(board, userIdx));

async function trained(recipe: Recipe, pool: Pool): Promise<Model> {
  const trainer = await recipe.trainer(board, configOf(recipe), pool);
  const epochs = full ? trainer.epochs : Math.min(trainer.epochs, 2);
  for (let epoch = 0; epoch < epochs; epoch++) await trainer.trainEpoch(uncancelled);
  return trainer.model();
}

/** All that a recipe stores and answers. */
async function outcome(recipe: Recipe, pool: Pool): Promise<unknown> {
  const model = await trained(recipe, pool);
  const lists = await topItems(model, users, board.itemRank, 10, pool, uncancelled);
  const targets = Int32Array.from(users, ({ items }) => items[0]);
  const ranks = await targetRanks(model, users, targets, false, pool, uncancelled);
  return { stored: model.store(), lists, ranks };
}

describe('pool over threads of Node', () => {
  let expected: unknown[];
  const pools = new Map<string, WorkerPool>();
  /** The same pool for all tests: starting a thread takes longer than what it is to do. */
  const poolOf = (size: number, sharedMemory: boolean): WorkerPool => {
    const key = `${size} ${sharedMemory}`;
    const pool = pools.get(key) ?? nodePool(size, sharedMemory, script);
    pools.set(key, pool);
    return pool;
  };
  beforeAll(async () => {
    expected = [];
    for (const recipe of recipes) expected.push(await outcome(recipe, new InProcessPool()));
  });
  afterAll(() => pools.forEach((pool) => pool.close()));

  // What threads give that share no memory, the dense solves show too.
  const few = [{ size: 2, sharedMemory: true }];
  const more = [
    { size: 2, sharedMemory: false },
    { size: 1, sharedMemory: true },
    { size: 4, sharedMemory: true },
  ];

  it.each(full ? [...few, ...more] : few)(
    'gives the bytes of one thread: $size threads, shared memory $sharedMemory',
    async (options) => {
      const pool = poolOf(options.size, options.sharedMemory);
      for (const [r, recipe] of recipes.entries()) expect(await outcome(recipe, pool)).toEqual(expected[r]);
    },
  );

  it('says what went wrong in a thread, of a bundle as of the sources', async () => {
    const ofSources = nodePool(1, true);
    const inputs = { x: new Float64Array(1) };
    try {
      for (const pool of [poolOf(2, true), ofSources])
        await expect(pool.map('no such task', inputs, [{}], uncancelled)).rejects.toMatchObject({
          code: 'INTERNAL',
        });
      const model = await trained(userPersonalization, new InProcessPool());
      const lists = await topItems(model, users, board.itemRank, 10, ofSources, uncancelled);
      expect(lists).toEqual((expected[0] as { readonly lists: unknown }).lists);
    } finally {
      ofSources.close();
    }
  });

  it('ends threads that are busy when the job is stopped, and works on with new ones', async () => {
    const pool = poolOf(2, true);
    let looks = 0;
    const stopping: Job = {
      stopped: false,
      checkpoint: async () => {
        if (++looks > 1) throw new RangeError('stopped');
      },
    };
    const model = await trained(userPersonalization, pool);
    const many = Array.from({ length: 20_000 }, (_, i) => users[i % users.length]);
    await expect(topItems(model, many, board.itemRank, 10, pool, stopping)).rejects.toThrow('stopped');
    await expect(outcome(sims, pool)).resolves.toEqual(expected[1]);
  });
});
