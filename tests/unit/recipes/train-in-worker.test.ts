import { expect, it } from 'vitest';
import type { Job, KeptTask, TaskArrays, TaskParams } from '../../../src/domain/ports';
import { InProcessPool } from '../../../src/engine/project/in-process-pool';
import { Rng } from '../../../src/kernels/rng';
import { packValue, unpackValue } from '../../../src/recipes/packed-value';
import { findRecipe, recipes } from '../../../src/recipes/registry';
import { userPersonalizationV2 } from '../../../src/recipes/transformer-recipes';
import { checkerboard, trainingDataOf, withMetadata, withUntouched } from '../../support/checkerboard';
import { full } from '../../support/full';
import { configOf, uncancelled } from '../../support/recipe-contract';
import { smallParameters } from '../../support/small-parameters';

const FEW = ['aws-hrnn-metadata', 'aws-user-personalization-v2'] as const;
const [, V2] = FEW;
const NAMES = full ? ([...FEW, 'aws-hrnn', 'aws-hrnn-coldstart'] as const) : FEW;

/** Two workers of which each may forget what it kept: what it is sent then is like new to it. */
class Workers extends InProcessPool {
  override readonly size = 2;
  forgets = false;
  readonly steps: string[] = [];

  override keep(task: string, inputs: TaskArrays): KeptTask {
    const kept = { ...inputs };
    return {
      run: async (params: TaskParams, job: Job) => {
        this.steps.push(`${task} ${params.epoch}`);
        return (await this.map(task, this.forgets ? { ...inputs } : kept, [params], job))[0];
      },
      end: () => void this.steps.push('end'),
    };
  }
}

it('packs whatever training data hold, and finds it again', () => {
  const board = withMetadata(checkerboard(10));
  const packed = packValue({ board, text: 'ü 한글 😀', none: null, loss: Float64Array.of(NaN) });
  expect(unpackValue(packed)).toEqual({ board, text: 'ü 한글 😀', none: null, loss: Float64Array.of(NaN) });
});

it.each(NAMES)('trains %s in a worker to the bytes and losses of this thread', async (name) => {
  const recipe = recipes.get(name);
  if (recipe === undefined) throw new RangeError(name);
  const board = withMetadata(withUntouched(checkerboard(20), name === 'aws-hrnn-coldstart' ? 110 : 0));
  const config = { ...configOf(recipe), parameters: smallParameters(recipe, full) };
  const here = await recipe.trainer(board, config, new InProcessPool());
  const pool = new Workers();
  const there = await recipe.trainer(board, config, pool);
  expect(there.epochs).toBe(here.epochs);
  for (let epoch = 1; epoch <= here.epochs; epoch++) {
    // What is lost in a worker is made up for.
    pool.forgets = epoch === 2;
    expect(await there.trainEpoch(uncancelled)).toEqual(await here.trainEpoch(uncancelled));
    expect(there.model().store()).toEqual(here.model().store());
  }
  expect(pool.steps.at(-1)).toBe('end');
});

/** What comes depends on the step before the last; just so many that some of their rows are held out. */
function shortWalks() {
  const rng = new Rng(11, 'walks');
  const items = 20;
  const histories = Array.from({ length: 210 }, () => {
    const path = [rng.below(items), rng.below(items)];
    while (path.length < 5) path.push((7 * path[path.length - 2] + 3 + rng.below(2)) % items);
    return path;
  });
  return trainingDataOf(histories, items);
}

const SEVERAL = full ? ([V2, 'aws-hrnn'] as const) : ([V2] as const);

it.each(SEVERAL)(
  'trains several networks of %s, in a worker each where no training is beside it, to the bytes of this thread',
  async (name) => {
    const recipe = findRecipe(name);
    const board = shortWalks();
    const config = { ...configOf(recipe), budget: 'standard' } as const;
    const here = await recipe.trainer(board, config, new InProcessPool());
    const [together, apart] = [new Workers(), new Workers()];
    const inOne = await recipe.trainer(board, config, together, 1);
    const inTwo = await recipe.trainer(board, config, apart);
    const { epochs } = here;
    const steps = Array.from({ length: epochs }, (_, done) => `train-epoch ${done + 1}`);
    for (let epoch = 1; epoch <= epochs; epoch++) {
      // What is lost in a worker is made up for.
      apart.forgets = epoch === 2;
      const report = await here.trainEpoch(uncancelled);
      expect(await inTwo.trainEpoch(uncancelled)).toEqual(report);
      if (epoch <= 2) expect(await inOne.trainEpoch(uncancelled)).toEqual(report);
      if (epoch > 2 && epoch < epochs) continue;
      const stored = here.model().store();
      const { beside, calibration, precedents } = stored.header.config;
      expect(beside).toHaveLength(1);
      expect(calibration).toBeDefined();
      expect(precedents !== undefined).toBe(epoch === epochs);
      if (epoch <= 2) expect(inOne.model().store()).toEqual(stored);
      expect(inTwo.model().store()).toEqual(stored);
    }
    inOne.end?.();
    expect(together.steps).toEqual([...steps.slice(0, 2), 'end']);
    expect(apart.steps).toEqual([...steps.flatMap((step) => [step, step]), 'end', 'end']);
  },
);

it('ends all networks where one fails', async () => {
  const pool = new Workers();
  const config = { ...configOf(userPersonalizationV2), budget: 'standard' } as const;
  const trainer = await userPersonalizationV2.trainer(checkerboard(20), config, pool);
  // The first look of all begins the epoch.
  let looks = -1;
  const failing: Job = {
    stopped: false,
    checkpoint: async () => {
      if (++looks === 1) throw new RangeError('gone');
    },
  };
  await expect(trainer.trainEpoch(failing)).rejects.toThrow('gone');
  expect(pool.steps).toEqual(['train-epoch 1', 'train-epoch 1', 'end', 'end']);
});

it('lets go of the worker when a training is stopped, and between epochs when it is told to', async () => {
  const pool = new Workers();
  const config = configOf(userPersonalizationV2);
  const board = checkerboard(20);
  const stopped = await userPersonalizationV2.trainer(board, config, pool);
  const stopping: Job = { stopped: true, checkpoint: () => Promise.reject(new RangeError('stopped')) };
  await expect(stopped.trainEpoch(stopping)).rejects.toThrow('stopped');
  expect(pool.steps).toEqual(['train-epoch 1', 'end']);
  const kept = await userPersonalizationV2.trainer(board, config, pool);
  await kept.trainEpoch(uncancelled);
  kept.end?.();
  expect(pool.steps.slice(2)).toEqual(['train-epoch 1', 'end']);
});
