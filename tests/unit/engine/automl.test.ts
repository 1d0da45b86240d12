import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import type { RecipeName } from '../../../src/domain/resources';
import { automl, type AutoMlRequest, type AutoMlResult } from '../../../src/engine/automl';
import type { Recipe } from '../../../src/recipes/recipe';
import { trainingDataOf } from '../../support/checkerboard';
import { LoadingPool, peakedRecipe } from '../../support/peaked-recipe';
import { nodeJob } from '../../support/studio-in-node';

const data = trainingDataOf(
  [3, 4, 5].map((n, u) => Array.from({ length: n }, (_, k) => u + k)),
  40,
);

const POPULARITY = 'aws-popularity-count';
/** Three settings of size are within reach; the middle one is the peak of personal lists. */
const personal = peakedRecipe({
  name: 'aws-user-personalization',
  hyperparameters: [{ name: 'size', kind: 'int', defaultValue: '1', min: 1, max: 3, tunable: true }],
  rankAt: ({ size }) => 2 + Math.abs(Number(size) - 2),
});
const popular = (rank: number): Recipe =>
  peakedRecipe({ name: POPULARITY, hyperparameters: [], rankAt: () => rank });

function run(recipes: readonly Recipe[], request: AutoMlRequest = {}): Promise<AutoMlResult> {
  const byName = new Map<RecipeName, Recipe>(recipes.map((recipe) => [recipe.name, recipe]));
  const pool = new LoadingPool((stored) => {
    const recipe = byName.get(stored.header.recipe);
    if (recipe === undefined) throw new AppError('P01');
    return recipe.load(stored);
  });
  const task = { request, recipes: byName, data, seed: 1, budget: 'standard', exclude: false } as const;
  return automl(task, { pool, job: nodeJob(), clock: { nowMs: () => 0 } });
}

const listed = (recipeList: string[]): AutoMlRequest => ({ autoMLConfig: { recipeList } });

describe('AutoML', () => {
  test('tunes the default candidates, tries popularity too, and says why it skips the others', async () => {
    const result = await run([personal, popular(3)]);
    expect(result.autoMLResult.bestRecipeArn).toBe('arn:aws:personalize:::recipe/aws-user-personalization');
    expect(result.best.trial.algorithmHyperParameters).toEqual({ size: '2' });
    expect(result.candidates).toMatchObject([
      { recipe: 'aws-hrnn', skipped: { code: 'NOT_FOUND' } },
      { recipe: 'aws-hrnn-metadata', skipped: { code: 'NOT_FOUND' } },
      { recipe: 'aws-user-personalization', best: { value: 1 / Math.log2(3) } },
      { recipe: POPULARITY, best: { value: 0.5 } },
    ]);
    const trials = result.candidates.map((one) => ('trials' in one ? one.trials.length : 0));
    expect(trials).toEqual([0, 0, 3, 1]);
  });

  test('names popularity where nothing beats it, and the earlier of two that tie', async () => {
    expect((await run([personal, popular(1)])).best.recipe).toBe(POPULARITY);
    expect((await run([personal, popular(2)])).best.recipe).toBe('aws-user-personalization');
    const turned = listed([POPULARITY, 'arn:aws:personalize:::recipe/aws-user-personalization']);
    expect((await run([personal, popular(2)], turned)).best.recipe).toBe(POPULARITY);
  });

  test('skips a candidate whose data will not do, with the reason', async () => {
    const needy = peakedRecipe({
      rankAt: () => 1,
      onTrain: () => {
        throw new AppError('T05', { column: 'GENRE' });
      },
    });
    const result = await run([needy, popular(3)], listed(['aws-hrnn', POPULARITY]));
    expect(result.candidates[0]).toMatchObject({ skipped: { code: 'T05', details: { column: 'GENRE' } } });
    await expect(run([needy], listed(['aws-hrnn']))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('refuses a recipe beside it (P07), other types (P04), unknown names (P01) and metrics', async () => {
    const refused = (request: AutoMlRequest): Promise<unknown> =>
      run([personal], request).catch(({ code }: AppError) => code);
    expect(await refused({ recipe: 'aws-user-personalization' })).toBe('P07');
    for (const name of ['aws-sims', 'aws-trending-now', 'aws-personalized ranking', 'aws-item-affinity']) {
      expect(await refused(listed([name])), name).toBe('P04');
    }
    expect(await refused(listed(['aws-nonsense']))).toBe('P01');
    expect(await refused(listed([]))).toBe('INVALID_INPUT');
    expect(await refused({ autoMLConfig: { metricName: 'coverage' } })).toBe('INVALID_INPUT');
  });
});
