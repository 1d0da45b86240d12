import { expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import type { Job, KeptTask, TaskArrays, TaskParams } from '../../../../src/domain/ports';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { splitLeaveOneOut } from '../../../../src/engine/measuring/split';
import { fit, type Fitted } from '../../../../src/engine/training/fit';
import type { Recipe, RecipeConfig } from '../../../../src/recipes/recipe';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { userPersonalizationV2 } from '../../../../src/recipes/transformer-recipes';
import { checkerboard } from '../../../support/checkerboard';
import { smallWalks, withNetwork } from '../../../support/small-walks';
import { configOf } from '../../../support/recipe-contract';
import { nodeJob } from '../../../support/studio-in-node';

/** Two workers, of which none begins a step of a kept task before the other has one to begin too. */
class InStep extends InProcessPool {
  override readonly size = 2;
  kept = 0;
  together = 0;
  private waiting: (() => void) | null = null;

  override keep(task: string, inputs: TaskArrays): KeptTask {
    this.kept++;
    return {
      run: async (params: TaskParams, job: Job) => {
        await this.bothHere();
        return (await this.map(task, inputs, [params], job))[0];
      },
      end: () => void this.kept--,
    };
  }

  private async bothHere(): Promise<void> {
    const other = this.waiting;
    if (other === null) return new Promise((resolve) => (this.waiting = resolve));
    this.together++;
    this.waiting = null;
    other();
  }
}

const data = checkerboard(20);

async function fitted(
  pool: InProcessPool,
  recipe: Recipe,
  of: TrainingData = data,
  config: RecipeConfig = configOf(recipe),
): Promise<Fitted> {
  const task = { data: of, split: splitLeaveOneOut(of), rewards: null, job: nodeJob(), elapsedMs: () => 0 };
  return fit({ ...task, recipe, config, pool });
}

it('trains a network on all data and on the train part at the same time, to the bytes of one after the other', async () => {
  const pool = new InStep();
  const both = await fitted(pool, userPersonalizationV2);
  const alone = await fitted(new InProcessPool(), userPersonalizationV2);
  expect(pool.together).toBe(both.epochs.total);
  expect(both.model.store()).toEqual(alone.model.store());
  expect(both.curve).toEqual(alone.curve);
  expect(both.metrics).toEqual(alone.metrics);
  expect(pool.kept).toBe(0);
});

it('trains the networks of two ensembles at the same time, each after the rest of both, to the same bytes', async () => {
  const of = smallWalks();
  const config = withNetwork(userPersonalization);
  const asked: string[] = [];
  let learning = 0;
  let most = 0;
  class Asked extends InProcessPool {
    override readonly size = 2;
    override async map(task: string, inputs: TaskArrays, parts: readonly TaskParams[], job: Job) {
      if (task !== 'ensemble-ask-part') asked.push(task);
      if (task !== 'ensemble-fit-network') return super.map(task, inputs, parts, job);
      most = Math.max(most, ++learning);
      const arrays = await super.map(task, inputs, parts, job);
      await new Promise(setImmediate);
      learning--;
      return arrays;
    }
  }
  const both = await fitted(new Asked(), userPersonalization, of, config);
  const alone = await fitted(new InProcessPool(), userPersonalization, of, config);
  expect(most).toBe(2);
  const lastFit = asked.lastIndexOf('ensemble-fit-part');
  expect(asked.indexOf('ensemble-fit-network')).toBeGreaterThan(lastFit);
  expect(both.model.store()).toEqual(alone.model.store());
  expect(both.curve).toEqual(alone.curve);
  expect(both.metrics).toEqual(alone.metrics);
});

it('trains two ensembles of few rows at the same time where there are three threads, to the same bytes', async () => {
  const of = smallWalks();
  class Three extends InProcessPool {
    override readonly size = 3;
    most = 0;
    #running = 0;
    override async map(task: string, inputs: TaskArrays, parts: readonly TaskParams[], job: Job) {
      // Either asks for its candidates once at a time.
      const counts = task === 'ensemble-choose-candidates' ? 1 : 0;
      this.most = Math.max(this.most, (this.#running += counts));
      await new Promise(setImmediate);
      const outputs = await super.map(task, inputs, parts, job);
      this.#running -= counts;
      return outputs;
    }
  }
  const pool = new Three();
  const both = await fitted(pool, userPersonalization, of);
  const alone = await fitted(new InProcessPool(), userPersonalization, of);
  expect(pool.most).toBe(2);
  expect(both.model.store()).toEqual(alone.model.store());
  expect(both.metrics).toEqual(alone.metrics);
});

it('has workers let go where a training fails in one of them', async () => {
  const pool = new InStep();
  const failing: Recipe = {
    ...userPersonalizationV2,
    async trainer(of, config, workers) {
      const trainer = await userPersonalizationV2.trainer(of, config, workers);
      if (of !== data) return trainer;
      return {
        epochs: trainer.epochs,
        leavesRoom: true,
        model: () => trainer.model(),
        end: () => trainer.end?.(),
        async trainEpoch(job) {
          await trainer.trainEpoch(job);
          throw new RangeError('no more');
        },
      };
    },
  };
  await expect(fitted(pool, failing)).rejects.toThrow('no more');
  expect(pool.kept).toBe(0);
});
