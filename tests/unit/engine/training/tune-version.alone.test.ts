import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppError } from '../../../../src/domain/errors';
import type { ProjectState, SolutionRequest, SolutionVersion } from '../../../../src/domain/resources';
import type { JobToken } from '../../../../src/engine/project/job-token';
import type * as registry from '../../../../src/recipes/registry';
import type { Recipe } from '../../../../src/recipes/recipe';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../support/studio-in-node';

const scripted: { recipes: Recipe[] } = { recipes: [] };

vi.mock('../../../../src/recipes/registry', async (original) => {
  const real = await original<typeof registry>();
  const own = (name: string): Recipe | undefined => scripted.recipes.find((recipe) => recipe.name === name);
  return {
    ...real,
    findRecipe: (name: string) => own(name) ?? real.findRecipe(name),
    recipes: {
      get: (name: string) =>
        own(name) ?? (name === 'aws-popularity-count' ? real.findRecipe(name) : undefined),
      has: (name: string) => own(name) !== undefined || name === 'aws-popularity-count',
    },
  };
});

/** Everybody takes the items in order, each from a place of their own: item i is followed by item i + 1. */
const lines = Array.from({ length: 40 }, (_, u) =>
  Array.from(
    { length: 30 },
    (__, k) => `u${u},i${String((3 * u + k) % 60).padStart(2, '0')},${1_700_000_000 + 1000 * k}`,
  ),
).flat();
const FILE = textFile('steps.csv', `USER_ID,ITEM_ID,TIMESTAMP\n${lines.join('\n')}\n`);
const HPO = specOf('aws-hrnn', {
  performHPO: true,
  hpoConfig: { hpoResourceConfig: { maxNumberOfTrainingJobs: '6', maxParallelTrainingJobs: '2' } },
});
const AUTOML: SolutionRequest = {
  ...HPO,
  recipe: undefined,
  name: 'auto',
  performHPO: false,
  performAutoML: true,
};

describe('a training that searches its settings', () => {
  let node: NodeStudio;
  let state: ProjectState;
  let job: JobToken;
  let tried: { readonly size: string; readonly rows: number }[];
  let onTrain: () => void;

  beforeEach(async () => {
    const { peakedRecipe } = await import('../../../support/peaked-recipe');
    tried = [];
    onTrain = () => undefined;
    scripted.recipes = [
      peakedRecipe({
        hyperparameters: [{ name: 'size', kind: 'int', defaultValue: '2', min: 0, max: 5, tunable: true }],
        rankAt: ({ size }) => 1 + Math.abs(Number(size) - 4),
        onTrain: (data, { size }) => {
          tried.push({ size, rows: data.items.length });
          onTrain();
        },
      }),
    ];
    node = nodeStudio();
    state = await importFiles(node, [FILE]);
    job = nodeJob();
  });

  const stored = async (): Promise<SolutionVersion> => {
    const { solutionVersions } = await (await node.catalogue.open(state.project.id)).readState();
    const found = solutionVersions.find(({ spec }) => spec.recipe === 'aws-hrnn');
    if (found === undefined) throw new Error('no version');
    return found;
  };

  test('tries the defaults first, shows each trial as it ends, and trains with the best settings', async () => {
    const version = await node.studio.train(job, HPO);
    expect(version.tunedHPOParams).toEqual({ algorithmHyperParameters: { size: '4' } });
    expect(version.tuning?.searches).toMatchObject([{ recipe: 'aws-hrnn', planned: 6 }]);
    const [{ trials, chosen }] = version.tuning?.searches ?? [];
    expect(trials.map(({ algorithmHyperParameters }) => algorithmHyperParameters.size)[0]).toBe('2');
    expect(trials.find(({ number }) => number === chosen)?.algorithmHyperParameters.size).toBe('4');
    expect(trials).toHaveLength(6);
    // The final model and the one that is measured, after the trials.
    expect(tried.slice(-2).map(({ size }) => size)).toEqual(['4', '4']);
    expect(version.metrics?.values.precision_at_5).toBeGreaterThan(0);
    expect(version.spec.algorithmHyperParameters).toEqual({});
    const grown = node.events.flatMap((event) => {
      const found =
        event.kind === 'state' && event.state?.solutionVersions.find(({ arn }) => arn === version.arn);
      return found && found.tuning ? [found.tuning.searches[0].trials.length] : [];
    });
    expect([...new Set(grown)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(await stored()).toEqual(version);
  });

  test('keeps people that are measured out of the choice, and everybody else’s last row too', async () => {
    await node.studio.train(job, HPO);
    // 40 people of 30 rows: 4 are held out, of the other 36 the trials see all rows but two.
    expect(new Set(tried.slice(0, 6).map(({ rows }) => rows))).toEqual(new Set([36 * 28]));
  });

  test('goes on after a closed page at the next trial, to the same version', async () => {
    const whole = await node.studio.train(nodeJob(), HPO);
    const again = nodeStudio();
    const other = await importFiles(again, [FILE]);
    tried = [];
    // The page goes in the middle of the fourth trial: nothing more is ever stored by that worker.
    onTrain = () => {
      if (tried.length === 4) void again.studio.setWriter(false);
    };
    const first = again.studio.train(nodeJob(), HPO);
    await expect(first).rejects.toMatchObject({ code: 'READ_ONLY_TAB' });
    const next = nodeStudio({ catalogue: again.catalogue, seed: 2 });
    onTrain = () => undefined;
    const reopened = await next.studio.openProject(other.project.id);
    const cut = reopened.solutionVersions.find(({ spec }) => spec.recipe === 'aws-hrnn');
    expect(cut).toMatchObject({ status: 'CREATE FAILED', failureReason: 'interrupted' });
    expect(cut?.tuning?.searches[0].trials).toHaveLength(3);
    tried = [];
    const version = await next.studio.resumeTraining(nodeJob(), cut?.arn ?? '');
    expect(version.arn).toBe(cut?.arn);
    expect(version.failureReason).toBeUndefined();
    // Three more trials, then the two models of the final training.
    expect(tried).toHaveLength(5);
    const timeless = (of: SolutionVersion) =>
      of.tuning?.searches.map(({ trials }) => trials.map((t) => ({ ...t, seconds: 0 })));
    expect(timeless(version)).toEqual(timeless(whole));
    expect(version.metrics).toEqual(whole.metrics);
    await expect(next.studio.resumeTraining(nodeJob(), version.arn)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test('ends the search when asked and trains with the best so far; a discard leaves nothing', async () => {
    onTrain = () => {
      if (tried.length === 3) job.end('search');
    };
    const version = await node.studio.train(job, HPO);
    expect(version.status).toBe('ACTIVE');
    expect(version.tuning?.searches[0].trials).toHaveLength(2);
    expect(version.tunedHPOParams).toBeDefined();
    const discarded = nodeJob();
    onTrain = () => discarded.end('discard');
    await expect(node.studio.train(discarded, { ...HPO, seed: 43 })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });

  test('refuses what does not fit before anything is recorded', async () => {
    const refusal = (request: SolutionRequest): Promise<unknown> =>
      node.studio.train(nodeJob(), request).catch(({ code }: AppError) => code);
    expect(await refusal(specOf('aws-popularity-count', { performHPO: true }))).toBe('P04');
    expect(
      await refusal({ ...HPO, hpoConfig: { hpoResourceConfig: { maxNumberOfTrainingJobs: '41' } } }),
    ).toBe('INVALID_INPUT');
    expect(await refusal({ ...HPO, performAutoML: true })).toBe('P07');
    expect(await refusal({ ...AUTOML, autoMLConfig: { recipeList: ['aws-sims'] } })).toBe('P04');
    expect(await refusal({ ...AUTOML, performAutoML: false })).toBe('INVALID_INPUT');
    const { solutionVersions } = await (await node.catalogue.open(state.project.id)).readState();
    expect(solutionVersions).toEqual([]);
  });

  test('AutoML reports every candidate and makes the version one of the best recipe', async () => {
    const version = await node.studio.train(job, AUTOML);
    expect(version.autoMLResult).toEqual({ bestRecipeArn: 'arn:aws:personalize:::recipe/aws-hrnn' });
    expect(version.spec).toMatchObject({ recipe: 'aws-hrnn', performAutoML: true });
    expect(version.tunedHPOParams?.algorithmHyperParameters).toEqual({ size: '4' });
    const searches = version.tuning?.searches ?? [];
    expect(searches.map(({ recipe, skipped }) => [recipe, skipped?.code ?? null])).toEqual([
      ['aws-hrnn', null],
      ['aws-hrnn-metadata', 'NOT_FOUND'],
      ['aws-user-personalization', 'NOT_FOUND'],
      ['aws-popularity-count', null],
    ]);
    const list = await node.studio.getRecommendations({ solutionVersionArn: version.arn, userId: 'u1' });
    expect(list.items).toHaveLength(25);
    // Another training of the same solution is another version of it.
    expect((await node.studio.train(nodeJob(), { ...AUTOML, seed: 7 })).solution).toBe('auto');
  });
});
