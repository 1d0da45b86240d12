import { expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import type { StoredModel } from '../../../../src/domain/model';
import type { Job, TaskArrays, TaskParams } from '../../../../src/domain/ports';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { tasks } from '../../../../src/recipes/tasks';
import { unwatched } from '../../../../src/recipes/unwatched';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { checkerboard } from '../../../support/checkerboard';
import { onDevices } from '../../../support/devices';
import { smallWalks, withNetwork } from '../../../support/small-walks';
import { configOf, trainFully, trainWith } from '../../../support/recipe-contract';

/** Behaves like two workers that see the same memory. */
class SharingWorkers extends InProcessPool {
  override readonly size = 2;
  override readonly sharesMemory = true;
}

/** Behaves like two workers that each hold a copy of the inputs, and finishes the last part first. */
class TwoWorkers extends InProcessPool {
  override readonly size = 2;
  readonly asked: string[] = [];

  override async map(task: string, inputs: TaskArrays, parts: readonly TaskParams[], job: Job) {
    this.asked.push(task);
    const run = tasks.get(task);
    if (run === undefined) throw new RangeError(task);
    const copies = [structuredClone(inputs), structuredClone(inputs)];
    const outputs: TaskArrays[] = [];
    for (let part = parts.length - 1; part >= 0; part--) {
      await job.checkpoint(task, 0, 1);
      outputs[part] = await run(copies[part % 2], parts[part], unwatched);
    }
    return outputs;
  }
}

/** The board with rows that weigh: every third as much as a click beside a purchase. */
function weighed(board: TrainingData): TrainingData {
  return { ...board, rowWeight: Float32Array.from(board.items, (_, p) => (p % 3 === 0 ? 0.25 : 1)) };
}

async function trainOn(
  pool: InProcessPool,
  board: TrainingData,
  config = configOf(userPersonalization),
): Promise<StoredModel> {
  return (await trainWith(userPersonalization, board, config, { pool })).store();
}

it.each([
  ['that tell of devices', onDevices(40)],
  ['that weigh', weighed(checkerboard(50))],
] as const)(
  'trains to the same model whoever does the parts, and gives the heavy ones to the pool, with events %s',
  async (_, board) => {
    const alone = (await trainFully(userPersonalization, board)).store();
    const pool = new TwoWorkers();
    expect(await trainOn(pool, board)).toEqual(alone);
    expect(await trainOn(new SharingWorkers(), board)).toEqual(alone);
    // Where a part is of no use, weights are learned once more.
    const asked = pool.asked.filter((task, at) => task !== pool.asked[at - 1]);
    expect(asked).toEqual([
      'ensemble-examine-order',
      'ensemble-choose-candidates',
      'ensemble-fit-rows',
      'ensemble-fit-part',
      'ensemble-ask-part',
      'ensemble-fit-rows',
    ]);
  },
);

it('asks everything anew beside a network, to the same model whoever does the parts', async () => {
  const board = smallWalks();
  const pool = new TwoWorkers();
  const config = withNetwork(userPersonalization);
  const alone = await trainOn(new InProcessPool(), board, config);
  expect(await trainOn(pool, board, config)).toEqual(alone);
  expect(await trainOn(new SharingWorkers(), board, config)).toEqual(alone);
  const [order, network, choose, fit, ...asked] = pool.asked.filter((task) => task !== 'ensemble-fit-rows');
  expect(order).toBe('ensemble-examine-order');
  expect(network).toBe('ensemble-fit-network');
  expect([choose, fit]).toEqual(['ensemble-choose-candidates', 'ensemble-fit-part']);
  expect(asked.filter((task) => task !== 'ensemble-ask-part')).toEqual([
    'ensemble-fit-part',
    'ensemble-find-best',
    'ensemble-choose-candidates',
  ]);
  expect(asked.slice(-2)).toEqual(['ensemble-ask-part', 'ensemble-ask-part']);
});
