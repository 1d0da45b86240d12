import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/domain/errors';
import type { RecipeSearch } from '../../../../src/domain/tuning';
import { packRanks, unpackRanks } from '../../../../src/engine/training/packed-ranks';
import { emptySearch, runTrials } from '../../../../src/engine/training/recipe-tuning';
import { conclude, planTuning, splitBeforeTarget } from '../../../../src/engine/training/tune';
import { trainingDataOf } from '../../../support/checkerboard';
import { LoadingPool, peakedRecipe } from '../../../support/peaked-recipe';
import { nodeJob } from '../../../support/studio-in-node';

const histories = [4, 5, 6, 7, 8, 9, 6, 7].map((n, u) => Array.from({ length: n }, (_, k) => u + k));
const data = trainingDataOf(histories, 40);
let trained = 0;
const recipe = peakedRecipe({
  epochs: 2,
  rankAt: ({ size, damp }) => 1 + Math.round(Math.abs(Number(size) - 7) + 8 * Math.abs(Number(damp) - 0.2)),
  onTrain: () => trained++,
});

const planOf = (parallel: number) =>
  planTuning(
    {
      recipe,
      hpoConfig: {
        hpoResourceConfig: { maxNumberOfTrainingJobs: '9', maxParallelTrainingJobs: String(parallel) },
      },
      algorithmHyperParameters: {},
      featureTransformationParameters: {},
      seed: 5,
      budget: 'instant',
      exclude: false,
    },
    splitBeforeTarget(data),
  );

class Pools extends LoadingPool {
  override readonly size: number;
  constructor(size: number) {
    super((stored) => recipe.load(stored));
    this.size = size;
  }
}

async function search(
  parallel: number,
  workers: number,
  from: RecipeSearch | null = null,
  stopAfter = Infinity,
): Promise<{ now: RecipeSearch; told: RecipeSearch[] }> {
  const plan = planOf(parallel);
  const told: RecipeSearch[] = [];
  const tools = {
    pool: new Pools(workers),
    job: nodeJob(),
    clock: { nowMs: () => 0 },
    onSearch: (one: RecipeSearch) => {
      told.push(structuredClone(one));
      if (told.length >= stopAfter) throw new AppError('WORKER_GONE');
    },
  };
  const ended = runTrials(plan, from ?? emptySearch(plan), 40, tools);
  const now = await ended.catch(() => told[told.length - 1]);
  return { now: conclude(plan, now), told };
}

describe('a search', () => {
  test.each([1, 2, 3])('with waves of %i is the same for one worker and for four', async (parallel) => {
    const one = await search(parallel, 1);
    expect(one.now.trials).toHaveLength(9);
    expect((await search(parallel, 4)).now).toEqual(one.now);
  });

  test.each([1, 2, 3, 4, 5, 8])('cut off after %i trials goes on as if it had not been', async (after) => {
    const whole = (await search(2, 1)).now;
    trained = 0;
    const cut = (await search(2, 1, null, after)).now;
    expect(cut.trials).toHaveLength(after);
    const before = trained;
    expect((await search(2, 1, { ...cut, chosen: null })).now).toEqual(whole);
    // What was finished is not done again.
    expect(trained - before).toBe(9 - after);
  });

  test('that lost the later of two side by side makes up for the earlier', async () => {
    const whole = (await search(2, 1)).now;
    const gap = {
      ...whole,
      chosen: null,
      trials: whole.trials.filter(({ number }) => ![4, 6, 7, 8, 9].includes(number)),
    };
    expect((await search(2, 1, gap)).now).toEqual(whole);
  });

  test('that is ended keeps what it has found, and one that is stopped throws', async () => {
    const plan = planOf(1);
    let seen = 0;
    const job = nodeJob();
    const tools = { pool: new Pools(1), job, clock: { nowMs: () => 0 } };
    const onSearch = (): void => {
      if (++seen === 3) job.end('search');
    };
    const found = await runTrials(plan, emptySearch(plan), 40, { ...tools, onSearch });
    expect(found.trials).toHaveLength(3);
    // The job itself goes on.
    await job.checkpoint('fit', 0, 1);
    job.end('cancel');
    await expect(runTrials(plan, emptySearch(plan), 40, tools)).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

test('ranks come back from their text, one character each', () => {
  const ranks = [1, 1.5, 25, 25.5, 26, 9724, NaN];
  const packed = packRanks(ranks);
  expect(packed).toHaveLength(ranks.length);
  expect(JSON.stringify(packed)).toBe(`"${packed}"`);
  expect([...unpackRanks(packed)]).toEqual([1, 1.5, 25, 25.5, 26, 26, NaN]);
});
