import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/domain/errors';
import type { RecipeName } from '../../../../src/domain/recipe-catalogue';
import { automl, type AutoMlChoice, type AutoMlTask } from '../../../../src/engine/training/automl';
import type { Recipe } from '../../../../src/recipes/recipe';
import { trainingDataOf } from '../../../support/checkerboard';
import { LoadingPool, peakedRecipe } from '../../../support/peaked-recipe';
import { nodeJob } from '../../../support/studio-in-node';

/** Enough people to show what holds for all of them. */
const data = trainingDataOf(
  [3, 4, 5, 6, 7, 8, 9].map((n, u) => Array.from({ length: n }, (_, k) => u + k)),
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

type Request = Pick<AutoMlTask, 'recipe' | 'autoMLConfig'>;

function run(recipes: readonly Recipe[], request: Request = {}): Promise<AutoMlChoice> {
  const byName = new Map<RecipeName, Recipe>(recipes.map((recipe) => [recipe.name, recipe]));
  const pool = new LoadingPool((stored) => {
    const recipe = byName.get(stored.header.recipe);
    if (recipe === undefined) throw new AppError('P01', { recipe: stored.header.recipe, known: [] });
    return recipe.load(stored);
  });
  const task = { ...request, recipes: byName, data, seed: 1, budget: 'standard', exclude: false } as const;
  return automl(task, { pool, job: nodeJob(), clock: { nowMs: () => 0 } });
}

const listed = (recipeList: string[]): Request => ({ autoMLConfig: { recipeList } });

describe('AutoML', () => {
  test('tunes the default candidates, tries popularity too, and says why it skips the others', async () => {
    const result = await run([personal, popular(3)]);
    expect(result.autoMLResult.bestRecipeArn).toBe('arn:aws:personalize:::recipe/aws-user-personalization');
    expect(result.best.algorithmHyperParameters).toEqual({ size: '2' });
    expect(result.record.searches).toMatchObject([
      { recipe: 'aws-hrnn', skipped: { code: 'NOT_FOUND' } },
      { recipe: 'aws-hrnn-metadata', skipped: { code: 'NOT_FOUND' } },
      { recipe: 'aws-user-personalization' },
      { recipe: POPULARITY, chosen: 1 },
    ]);
    expect(result.best.value).toBeCloseTo(1 / Math.log2(3), 12);
    const trials = result.record.searches.map((one) => one.trials.length);
    expect(trials).toEqual([0, 0, 3, 1]);
  });

  test('names popularity where nothing beats it, and the earlier of two that tie', async () => {
    expect((await run([personal, popular(1)])).best.recipe).toBe(POPULARITY);
    expect((await run([personal, popular(2)])).best.recipe).toBe('aws-user-personalization');
    const turned = listed([POPULARITY, 'arn:aws:personalize:::recipe/aws-user-personalization']);
    expect((await run([personal, popular(2)], turned)).best.recipe).toBe(POPULARITY);
  });

  test('tunes no candidate that is far behind, and reports its defaults', async () => {
    const slow = peakedRecipe({ name: 'aws-hrnn', rankAt: () => 9 });
    const { record, best } = await run([slow, personal], listed(['aws-hrnn', 'aws-user-personalization']));
    expect(best.recipe).toBe('aws-user-personalization');
    expect(record.searches.map(({ planned, chosen, trials }) => [planned, chosen, trials.length])).toEqual([
      [1, 1, 1],
      [3, 2, 3],
    ]);
  });

  test('skips a candidate whose data will not do, with the reason', async () => {
    const needy = peakedRecipe({
      rankAt: () => 1,
      onTrain: () => {
        throw new AppError('T05', { column: 'GENRE' });
      },
    });
    const result = await run([needy, popular(3)], listed(['aws-hrnn', POPULARITY]));
    expect(result.record.searches[0]).toMatchObject({
      skipped: { code: 'T05', details: { column: 'GENRE' } },
    });
    await expect(run([needy], listed(['aws-hrnn']))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('refuses a recipe beside it (P07), other types (P04), unknown names (P01) and metrics', async () => {
    const refused = (request: Request): Promise<unknown> =>
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
