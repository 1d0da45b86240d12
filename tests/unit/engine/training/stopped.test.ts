import { expect, it } from 'vitest';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { splitLeaveOneOut } from '../../../../src/engine/measuring/split';
import { fit, type Fitted } from '../../../../src/engine/training/fit';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import type { Model, Recipe } from '../../../../src/recipes/recipe';
import { userPersonalizationV2 } from '../../../../src/recipes/transformer-recipes';
import { full } from '../../../support/full';
import { configOf } from '../../../support/recipe-contract';
import { rhymes } from '../../../support/rhymes';
import { nodeJob } from '../../../support/studio-in-node';

const data = rhymes(125);

class TwoWorkers extends InProcessPool {
  override readonly size = 2;
}

/** Stopped after so many epochs, and kept. */
async function stoppedAfter(
  epochs: number,
  recipe: Recipe,
  pool: InProcessPool,
): Promise<{ readonly fitted: Fitted; readonly last: Model }> {
  const job = nodeJob();
  let last: Model | null = null;
  const onEpoch = (epoch: number, model: Model): void => {
    last = model;
    if (epoch === epochs) job.end('keep');
  };
  const task = { data, split: splitLeaveOneOut(data), rewards: null, job, elapsedMs: () => 0, onEpoch };
  const fitted = await fit({ ...task, recipe, config: configOf(recipe), pool });
  if (last === null) throw new RangeError('no epoch');
  return { fitted, last };
}

/** The same recipe, of whose trainings nothing is learned at the end where they are stopped. */
function endless(recipe: Recipe): Recipe {
  return {
    ...recipe,
    async trainer(...given) {
      const trainer = await recipe.trainer(...given);
      return {
        epochs: trainer.epochs,
        trainEpoch: (job) => trainer.trainEpoch(job),
        model: () => trainer.model(),
      };
    },
  };
}

const NDCG = 'normalized_discounted_cumulative_gain_at_10';

// The same trainer ends both.
it.each([hrnn, ...(full ? [userPersonalizationV2] : [])])(
  'a training of $name that is stopped and kept learns what else is learned at the end',
  async (recipe) => {
    const { fitted, last } = await stoppedAfter(2, recipe, new InProcessPool());
    const { model, metrics, curve, epochs } = fitted;
    expect(epochs.done).toBe(2);
    expect(epochs.total).toBeGreaterThan(2);
    expect(last.store().header.config.precedents).toBeUndefined();
    expect(model.store().header.config.precedents).toMatchObject({ weight: expect.any(Number) as number });
    expect(curve).toHaveLength(2);
    expect(curve[1].ndcgAt10).toBe(metrics?.values[NDCG]);
    const plain = await stoppedAfter(2, endless(recipe), new InProcessPool());
    expect(plain.fitted.curve[0]).toEqual(curve[0]);
    expect(curve[1].ndcgAt10).toBeGreaterThan(plain.fitted.curve[1].ndcgAt10 ?? 1);
    const workers = await stoppedAfter(2, recipe, new TwoWorkers());
    expect(workers.fitted.model.store()).toEqual(model.store());
    expect(workers.fitted.metrics).toEqual(metrics);
  },
);

it('learns no more where the end has been learned already', async () => {
  const { epochs } = await hrnn.trainer(data, configOf(hrnn), new InProcessPool());
  const { fitted, last } = await stoppedAfter(epochs, hrnn, new TwoWorkers());
  expect(fitted.epochs.done).toBe(epochs);
  expect(last.store().header.config.precedents).toBeDefined();
  expect(fitted.model).toBe(last);
});
