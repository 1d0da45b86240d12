import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/domain/errors';
import type { Job, Pool, TaskArrays, TaskParams } from '../../../../src/domain/ports';
import type { Trainer } from '../../../../src/recipes/recipe';
import { nodePool } from '../../../../src/programs/cli/node-pool';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { personalizedRanking } from '../../../../src/recipes/personalized-ranking';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { bundledThread } from '../../../support/bundled-thread';
import { full } from '../../../support/full';
import { trainingDataOf } from '../../../support/checkerboard';
import { configOf, uncancelled } from '../../../support/recipe-contract';
import { smallWalks, withNetwork } from '../../../support/small-walks';

const board = smallWalks();
const FIT_NETWORK = 'ensemble-fit-network';

async function trainerOn(pool: Pool, others?: number, recipe = userPersonalization): Promise<Trainer> {
  return recipe.trainer(board, withNetwork(recipe), pool, others);
}

async function trainFully(trainer: Trainer): Promise<unknown> {
  const reports: unknown[] = [];
  for (let epoch = 0; epoch < trainer.epochs; epoch++) reports.push(await trainer.trainEpoch(uncancelled));
  return { reports, stored: trainer.model().store() };
}

/** Two workers, one of which never comes to the end of the network that it is given. */
class NeverDone extends InProcessPool {
  override readonly size = 2;
  /** What the network ended with; null while it learns. */
  ended: unknown = null;
  begun = 0;

  constructor(private readonly dies = false) {
    super();
  }

  override async map(task: string, inputs: TaskArrays, parts: readonly TaskParams[], job: Job) {
    if (task !== FIT_NETWORK) return super.map(task, inputs, parts, job);
    this.begun++;
    try {
      if (this.dies) throw new AppError('WORKER_GONE', { reason: 'out of memory' });
      for (;;) {
        await new Promise(setImmediate);
        await job.checkpoint(task, 0, 1);
      }
    } catch (error) {
      this.ended = error;
      throw error;
    }
  }
}

describe('another training', () => {
  it.each([
    ['beside one of few rows', 60, 3, true],
    ['after the stages of one of many', 5100, 3, false],
    ['after those of any where there are two threads', 60, 2, false],
  ])('has room %s', async (_, people, threads, hasRoom) => {
    class Threads extends InProcessPool {
      override readonly size = threads;
    }
    const items = Array.from({ length: 100 }, (_row, k) => k);
    const data = trainingDataOf(
      Array.from({ length: people }, () => items),
      100,
    );
    const trainer = await userPersonalization.trainer(data, configOf(userPersonalization), new Threads(), 1);
    expect(trainer.leavesRoom).toBe(hasRoom);
  });

  it('has none where there is one thread', async () => {
    expect((await trainerOn(new InProcessPool(), 1)).leavesRoom).toBe(false);
  });
});

const cancelled = expect.objectContaining({ code: 'CANCELLED' });
const turns = async (n: number): Promise<void> => {
  for (let turn = 0; turn < n; turn++) await new Promise(setImmediate);
};

describe('the network of an ensemble', () => {
  it('learns from the beginning, and only then where another training needs the workers', async () => {
    const alone = new NeverDone();
    await (await trainerOn(alone)).trainEpoch(uncancelled);
    expect(alone.begun).toBe(1);
    const beside = new NeverDone();
    const trainer = await trainerOn(beside, 1);
    for (const stage of ['kernels', 'ease']) {
      expect(trainer.leavesRoom).toBe(false);
      expect((await trainer.trainEpoch(uncancelled)).label).toBe(stage);
    }
    expect(trainer.leavesRoom).toBe(true);
    expect(beside.begun).toBe(0);
  });

  it('ends with a training that is told to end between two epochs', async () => {
    const pool = new NeverDone();
    const trainer = await trainerOn(pool, 0, personalizedRanking);
    await trainer.trainEpoch(uncancelled);
    await turns(3);
    expect(pool.ended).toBe(null);
    trainer.end?.();
    await turns(3);
    expect(pool.ended).toEqual(cancelled);
  });

  it('ends when another stage is stopped, and keeps what was finished', async () => {
    const pool = new NeverDone();
    const trainer = await trainerOn(pool);
    await trainer.trainEpoch(uncancelled);
    const before = trainer.model().store();
    const stopping: Job = { stopped: true, checkpoint: () => Promise.reject(new AppError('CANCELLED')) };
    await expect(trainer.trainEpoch(stopping)).rejects.toEqual(cancelled);
    await turns(3);
    expect(pool.ended).toEqual(cancelled);
    expect(trainer.model().store()).toEqual(before);
  });

  it('is looked at and stopped by whoever waits for it, and reports nothing before', async () => {
    const pool = new NeverDone();
    const trainer = await trainerOn(pool);
    const phases: string[] = [];
    const job: Job = {
      stopped: false,
      checkpoint: async (phase) => {
        phases.push(phase);
        if (phases.filter((each) => each === 'network').length === 3) throw new AppError('CANCELLED');
      },
    };
    for (let stage = 0; stage < 2; stage++) await trainer.trainEpoch(job);
    expect(phases).not.toContain('network');
    await expect(trainer.trainEpoch(job)).rejects.toEqual(cancelled);
    expect(pool.ended).toEqual(cancelled);
  });

  it('says that its worker died when it is due', async () => {
    const trainer = await trainerOn(new NeverDone(true));
    for (let stage = 0; stage < 2; stage++) await trainer.trainEpoch(uncancelled);
    await expect(trainer.trainEpoch(uncancelled)).rejects.toMatchObject({ code: 'WORKER_GONE' });
  });
});

describe('an ensemble with a network over threads of Node', async () => {
  const script = await bundledThread();
  const few = [[2, true]] as const;
  const more = [
    [2, false],
    [1, true],
    [4, true],
  ] as const;
  const pools = (full ? [...few, ...more] : few).map(([size, shared]) => nodePool(size, shared, script));
  afterAll(() => pools.forEach((pool) => pool.close()));

  it('has the bytes and losses of one thread', async () => {
    const expected = await trainFully(await trainerOn(new InProcessPool()));
    for (const pool of pools) {
      const name = `${pool.size} workers, shared ${pool.sharesMemory}`;
      expect(await trainFully(await trainerOn(pool)), name).toEqual(expected);
    }
  });
});
